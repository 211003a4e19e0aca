"""The people and the line of ``make spoken``: callers who listen, and a line that carries what they do."""

import audioop
import json
import sys
from datetime import date

import numpy
import pytest
from project_files import ROOT, domain

sys.path.append(str(ROOT))

from benchmarks.report import CannotMeasure
from benchmarks.spoken import ears, goals, hearing, line
from benchmarks.spoken.caller import _ANSWERS, _DONE, SpokenCaller, aloud
from benchmarks.spoken.hearing import Rig, Spoken

TODAY = date(2026, 11, 16)
GOALS = {goal.name: goal for goal in goals.read()}
ANN = Spoken("joe", "clean", 0, 0, "Yes.")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("I have Thursday at 10 AM. Shall I book that for you?", ["19 10:00"]),
        ("I have tomorrow at 2, 3 or 4:30 PM. Which would you like?", ["17 14:00", "17 15:00", "17 16:30"]),
        ("Would Monday the 23rd or Tuesday the 24th at noon work for you?", ["23 12:00", "24 12:00"]),
        ("Would today at noon or Tuesday, November 24th at 9:30 AM work for you?", ["16 12:00", "24 09:30"]),
        ("I have Tuesday afternoon and Wednesday morning, November 25th.", ["17 12:00+", "25 00:00+"]),
        ("Do you mean 2 AM or 2 PM?", ["16 02:00", "16 14:00"]),
        ("I have Friday from 1 PM to 3 PM. Does either work for you?", ["20 13:00+"]),
        ("What day and time would suit you?", []),
    ],
)
def test_the_caller_understands_times(said, heard):
    """As a person does who hears what is said, and not by the product's own ears."""
    found = [f"{each.first:%d %H:%M}{'' if each.exact else '+'}" for each in ears.options(said, TODAY)]
    assert found == heard


def test_the_caller_says_yes_only_to_what_is_wanted():
    """Another time, address or number gets a no, and what is wanted with it."""
    caller = SpokenCaller(GOALS["exact-1"], today=TODAY)
    book = "utter_ask_time_agreed"
    assert caller.answer("utter_greeting", "How can I help?").startswith("Can I get an appointment")
    assert caller.answer(book, "Shall I book Tuesday at 10 AM for you?").startswith("No. ")
    assert caller.answer(book, "Shall I book Thursday at 10 PM for you?").startswith("No. ")
    assert not caller.agreed.starts
    assert not caller.answer(book, "I have Thursday at 10 AM. Shall I?").startswith("No")
    assert {str(start) for start in caller.agreed.starts} == {"2026-11-19 10:00:00"}


def test_the_caller_knows_its_number():
    """A digit that is wrong is no more a yes than a whole number."""
    caller, call = SpokenCaller(GOALS["exact-1"], today=TODAY), "utter_ask_number_confirmed"
    again = caller.answer(call, "Shall we call you back on 2 1 2, 5 5 5, 0 1 2 4?")
    assert again == "No. two one two, five five five, zero one two three."
    assert not caller.agreed.numbers
    assert "No" not in caller.answer(call, "Shall we call you back on 2 1 2, 5 5 5, 0 1 2 3?")
    assert caller.agreed.numbers == {"2125550123"}


def test_the_caller_puts_an_address_right():
    """What is read back is compared with the address letter by letter."""
    caller = SpokenCaller(GOALS["spelled-1"], today=TODAY)
    wrong = "Let me read that back: A, N, M at gmail dot com. Did I get that right?"
    assert caller.answer("utter_ask_email_confirmed", wrong).startswith(("No", "The", "It's", "N", "Not"))
    assert not caller.agreed.emails
    caller.answer("utter_ask_email_confirmed", "Did I get A, N, N at gmail dot com right?")
    assert caller.agreed.emails == {"ann@gmail.com"}
    which = "Is the second letter N as in November, or M as in Mike?"
    assert "M" not in caller.answer("utter_ask_email_confirmed", which).replace("No", "")


def test_every_caller_can_have_what_it_wants():
    """Sixty callers, each with a name of its own and times that are open in the office."""
    assert len(GOALS) == len(goals.read()) == 60
    for goal in GOALS.values():
        assert goal.steps[0].kind == "book"
        assert all(step.fits and step.again for step in goal.steps if step.kind != "cancel")


def test_the_caller_knows_the_receptionists_questions():
    """Each response that it answers is there, and after each that ends so, it says whether there is more."""
    responses = domain()["responses"]
    assert {f"utter_{name}" for name in (*_ANSWERS, *_DONE)} <= set(responses)
    ends = {name for name, ways in responses.items() if "Is there anything else" in ways[-1]["text"]}
    assert ends <= {f"utter_{name}" for name in _DONE}


def test_letters_are_written_as_a_voice_says_them():
    """A letter alone is its name, with a breath after it."""
    assert aloud("it's j o h n dot lee at gmail dot com") == "It's J, O, H, N, dot lee at gmail dot com."
    assert aloud("no a as in apple, n as in nancy") == "No, A as in apple. N as in nancy."


def test_the_line_codes_as_telephones_do():
    """G.711: the same octets for every sample, and the same samples for every octet."""
    samples, octets = numpy.arange(-32768, 32768), numpy.arange(256, dtype=numpy.uint8)
    coded = audioop.lin2ulaw(samples.astype("<i2").tobytes(), 2)
    assert line.coded(samples / 32768).tobytes() == coded
    decoded = numpy.frombuffer(audioop.ulaw2lin(octets.tobytes(), 2), "<i2")
    assert numpy.array_equal(line.decoded(octets) * 32768, decoded)


def test_noise_lies_as_far_below_speech_as_it_says():
    """Speech and noise within the band, and the same noise for the same seed."""
    tone = numpy.sin(numpy.arange(32000) * 2 * numpy.pi * 1000 / 16000)
    clean = line.carry(tone, 16000, line.LINES["clean"], seed=1)
    noisy = line.carry(tone, 16000, line.LINES["10 dB noise"], seed=1)
    speech, noise = numpy.mean(clean[4000:18000] ** 2), numpy.mean((noisy - clean) ** 2)
    assert 10 * numpy.log10(speech / noise) == pytest.approx(10, abs=0.5)
    assert numpy.array_equal(noisy, line.carry(tone, 16000, line.LINES["10 dB noise"], seed=1))
    spectrum = numpy.abs(numpy.fft.rfft(noisy - clean)) ** 2
    hertz = numpy.fft.rfftfreq(len(noisy), 1 / line.RATE)
    assert spectrum[(hertz < 200) | (hertz > 3700)].sum() < 0.05 * spectrum.sum()


def test_what_was_heard_is_asked_once(tmp_path):
    """A kept transcript needs no rig, and transcripts survive their file."""
    kept = tmp_path / "heard.jsonl"
    hearing.write(kept, {ANN: "yes"})
    assert json.loads(kept.read_text()) == ["joe", "clean", 0, 0, "Yes.", "yes"]
    assert hearing.read([kept]) == {ANN: "yes"}
    with Rig(kept) as rig:
        assert rig.hear(ANN) == "yes"
        assert rig.used == {ANN: "yes"}


def test_a_rig_that_is_not_there_is_one_sentence(tmp_path, monkeypatch):
    """Whoever never made its environment is told how."""
    monkeypatch.setattr(hearing, "PYTHON", tmp_path / "python")
    with Rig(tmp_path / "heard.jsonl") as rig, pytest.raises(CannotMeasure, match="make spoken"):
        rig.hear(ANN)
