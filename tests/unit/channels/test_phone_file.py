"""``phone.yml``: what may stand in it, and that the project's own is whole."""

import pytest
from ruamel.yaml import YAML
from telephone import ROOT

from direct_booking.channels.phone_file import read_phone_file
from direct_booking.errors import Misconfigured

RESPONSES = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]

GOOD = """
voice: Polly.Joanna-Neural
language: en-US
speech_model: phone_call
silence_seconds: 5
ring_seconds: 20
questions: {utter_ask_time_agreed: yes_no}
answers: {yes_no: {hints: ["yes"], keys: {1: "yes"}, pause: 2, help: utter_keys_yes_no}}
"""


def _read(tmp_path, content):
    path = tmp_path / "phone.yml"
    with path.open("w") as file:
        YAML(typ="safe").dump(content, file)
    return read_phone_file(path, RESPONSES)


def test_the_projects_own_knows_every_question():
    """A question that the telephone does not know has no hints and no keys."""
    phone = read_phone_file(ROOT / "phone.yml", RESPONSES)
    questions = {name for name in RESPONSES if name.startswith("utter_ask_")}
    assert questions - set(phone.questions) == set()


def test_the_last_question_is_the_one_that_is_answered(tmp_path):
    """What is said before it is no question; without one the pending question stays."""
    phone = _read(tmp_path, YAML(typ="safe").load(GOOD))
    assert phone.expectation(["utter_trouble", "utter_ask_time_agreed"]).name == "yes_no"
    assert phone.expectation(["utter_trouble", None]) is None


def _with(path: str, value: object) -> dict:
    content = YAML(typ="safe").load(GOOD)
    place, names = content, path.split("/")
    for name in names[:-1]:
        place = place[name]
    place[names[-1]] = value
    return content


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("voice", "", "voice"),
        ("silence_seconds", 0, "silence_seconds"),
        ("silence_seconds", "5", "silence_seconds"),
        ("silence_seconds", True, "silence_seconds"),
        ("ring_seconds", 1000, "ring_seconds"),
        ("tempo", "slow", "tempo"),
        ("questions", ["yes_no"], "questions"),
        ("questions/utter_ask_nothing", "yes_no", "utter_ask_nothing"),
        ("questions/utter_ask_email", "letters", "letters"),
        ("answers/yes_no/hints", [True], "hints"),
        ("answers/yes_no/hints", ["yes, no"], "comma"),
        ("answers/yes_no/hints", ["y" * 101], "100"),
        ("answers/yes_no/hints", ["yes"] * 501, "500"),
        ("answers/yes_no/hints", ["y" * 99] * 300, "20,000 bytes"),
        ("answers/yes_no/keys", {"0": "yes"}, "keys: 0"),
        ("answers/yes_no/keys", {1: True}, "keys: 1"),
        ("answers/yes_no/digits", "no", "digits"),
        ("answers/yes_no/pause", 60, "pause"),
        ("answers/yes_no/help", "utter_nothing", "utter_nothing"),
        ("answers/yes_no/tempo", 1, "tempo"),
        ("answers/yes_no", "yes", "yes_no"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, path, value, named):
    """One sentence, for whoever edits the file."""
    with pytest.raises(Misconfigured) as refused:
        _read(tmp_path, _with(path, value))
    assert named in str(refused.value)
    assert "phone.yml" in str(refused.value)


def test_a_file_that_is_missing_or_no_yaml_is_said_so(tmp_path):
    """Both have a sentence of their own."""
    with pytest.raises(Misconfigured, match="cannot be read"):
        read_phone_file(tmp_path / "phone.yml", RESPONSES)
    (tmp_path / "phone.yml").write_text("voice: [")
    with pytest.raises(Misconfigured, match="not YAML"):
        read_phone_file(tmp_path / "phone.yml", RESPONSES)
