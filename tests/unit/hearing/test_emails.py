"""Addresses as callers say them."""

import json
from pathlib import Path

import pytest

from direct_booking.hearing import emails

CORPUS = Path("../shared/corpora/spoken_email.jsonl")

COMPLETE = [
    ("can I get Thursday at ten, it's Ann Lee, ann dot lee at gmail dot com", "ann.lee@gmail.com"),
    ("it's ann lee ann dot lee at gmail dot com", "ann.lee@gmail.com"),
    ("it's j o h n at example dot com", "john@example.com"),
    ("John at Example dot com.", "john@example.com"),
    ("my email is j dot smith two at gmail", "j.smith2@gmail.com"),
    ("john@example.com", "john@example.com"),
    ("sure it's M as in Mary, A, R, Y at yahoo dot com", "mary@yahoo.com"),
    ("mike alpha romeo yankee at gmail dot com", "mary@gmail.com"),
    ("mike smith at gmail dot com", "mikesmith@gmail.com"),
    ("bill b i double l at example dot org", "bill@example.org"),
    ("triple w at example dot org", "www@example.org"),
    ("ann underscore lee dash smith plus news at example dot com", "ann_lee-smith+news@example.com"),
    ("john smith nineteen eighty five at outlook dot com all lower case", "johnsmith1985@outlook.com"),
    ("bond double oh seven at example dot com", "bond007@example.com"),
    ("ann two oh two at example dot com", "ann202@example.com"),
    ("j.o.h.n. at example dot com", "john@example.com"),
    ("J-O-H-N at example dot com", "john@example.com"),
    ("j o h n@gmail.com", "john@gmail.com"),
    ("mary dot smith@gmail.com", "mary.smith@gmail.com"),
    ("lee l e i g h at hot mail dot com", "leigh@hotmail.com"),
    ("ann at g mail dot com", "ann@gmail.com"),
    ("ann at a o l dot com", "ann@aol.com"),
    ("ann at acme dot co dot uk", "ann@acme.co.uk"),
    ("ann at x q r t dot c o m thanks", "ann@xqrt.com"),
    ("ann at sign example dot com", "ann@example.com"),
    ("ann at gmial dot com", "ann@gmail.com"),
    ("ann at gmail dot calm", "ann@gmail.com"),
    ("ann at gmail. com", "ann@gmail.com"),
    ("email me at ann at example dot com please", "ann@example.com"),
    ("not ann at example dot com, bob at example dot com", "bob@example.com"),
    ("f as in frank, are, a, n k at example dot com", "frank@example.com"),
    ("hall plus work at gmail dot com", "hall+work@gmail.com"),
    ("e m m a and then a two at gmail dot com", "emmaa2@gmail.com"),
    ("bill two oh two, b i double l two zero two at outlook dot com", "bill202@outlook.com"),
    ("bill two oh two, b i double l at outlook dot com", "bill202@outlook.com"),
    ("b i double l two zero two, bill two oh two at outlook dot com", "bill202@outlook.com"),
    ("bill, b i double l two zero two at outlook dot com", "bill202@outlook.com"),
]


@pytest.mark.parametrize(("said", "address"), COMPLETE)
def test_a_complete_address_is_heard_anywhere(said: str, address: str) -> None:
    """An address is heard said, spelled or mixed, whether or not it was asked for."""
    for asked in (False, True):
        heard = emails.hear(said, asked=asked)
        assert heard is not None
        assert heard.address == address


def test_what_is_said_and_spelled_is_claimed_whole():
    """The digits that were said before the spelling are no time of the day."""
    said = "bill two oh two, b i double l two zero two at outlook dot com"
    assert emails.hear(said).start == 0


NOT_ONE = [
    "Tuesday at two", "three at the latest", "I'm at work dot", "meet me at gmail", "we are at me dot",
    "see you at five", "at", "@", "dot com", "I'm at yahoo", "anything at nine", "", "   ",
    "at at at dot dot", "what is at example dot com", "wednesday at four at the office", "john at",
    "at gmail dot com", "I saw it at outlook drive",
]  # fmt: skip


@pytest.mark.parametrize("said", NOT_ONE)
def test_talk_is_no_address(said: str) -> None:
    """Times, places and half addresses are none unless one was asked for."""
    assert emails.hear(said) is None


def test_the_offsets_are_those_of_the_words_used() -> None:
    """What is left of the sentence can be read for a time."""
    said = "thursday at ten, it's ann dot lee at gmail dot com, thanks"
    heard = emails.hear(said)
    assert heard is not None
    assert said[heard.start : heard.end] == "ann dot lee at gmail dot com"


def test_a_known_name_is_no_part_of_the_address() -> None:
    """A name said right before the address is left out when the name is known."""
    said = "bob stone the rock at example dot com"
    heard = emails.hear("bob stone bobby at example dot com", name="Bob Stone")
    assert heard is not None
    assert heard.address == "bobby@example.com"
    assert emails.hear(said, name="Ann Lee") is not None


def test_letters_that_came_as_words_are_doubtful() -> None:
    """A letter that the recogniser wrote as a word is marked, so that it alone can be asked about."""
    heard = emails.hear("j o h and at example dot com")
    assert heard is not None
    assert (heard.address, heard.doubtful) == ("john@example.com", (3,))


def test_a_lost_at_sign_is_found_before_a_famous_domain_when_asked() -> None:
    """ "john smith gmail dot com" is an address only as an answer to the question for one."""
    heard = emails.hear("john smith gmail dot com", asked=True)
    assert heard is not None
    assert heard.address == "johnsmith@gmail.com"
    assert emails.hear("john smith gmail dot com") is None


LOCAL = [
    ("j o h n", "john"),
    ("um it's J, O, H, N.", "john"),
    ("john dot smith", "john.smith"),
    ("M as in Mary, A as in apple", "ma"),
    ("juliett oscar", "jo"),
    ("I don't know", None),
    ("yes", None),
    ("tuesday afternoon", None),
    ("john at localhost dot test", "john@localhost.test"),
    ("ann at example dot invalid", "ann@example.invalid"),
    ("gmail dot com", None),
    ("it's yahoo dot com", None),
    ("at outlook dot com", None),
    ("john dot io", "john.io"),
    ("", None),
]


@pytest.mark.parametrize(("said", "local"), LOCAL)
def test_a_piece_is_heard_without_an_at_sign(said: str, local: str | None) -> None:
    """In letter-by-letter mode the part before the at-sign is enough."""
    assert emails.hear_local(said) == local


@pytest.mark.parametrize(
    ("address", "tidied"),
    [
        ("John@Example.com", "john@example.com"),
        ("a@b.co", "a@b.co"),
        ("john@localhost", None),
        ("john@site.test", None),
        ("john@x.invalid", None),
        ("john..smith@gmail.com", None),
        (".john@gmail.com", None),
        ("john", None),
        ("", None),
        ("jöhn@gmail.com", None),
        ("a" * 65 + "@gmail.com", None),
    ],
)
def test_only_deliverable_looking_addresses_are_acceptable(address: str, tidied: str | None) -> None:
    """Syntax and reserved domains are judged without a network; example.com is accepted."""
    assert emails.tidy(address) == tidied
    assert emails.is_acceptable(address) == (tidied is not None)


@pytest.mark.skipif(not CORPUS.exists(), reason="the development corpora are not beside the repository")
def test_written_pairs_are_heard() -> None:
    """Spoken and written pairs by others agree."""
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    wrong = [row for row in rows if getattr(emails.hear(row["spoken"]), "address", None) != row["written"]]
    assert wrong == []
