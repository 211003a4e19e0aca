"""An address taken down over several turns: what is asked next, and what an answer makes of it (SPEC 4.4)."""

import pytest

from direct_booking.hearing import choices, turn
from direct_booking.hearing.dictation import Dictation, answered


def after(*said: str, name: str | None = None) -> Dictation:
    """What is taken down after these turns of the caller."""
    taken = Dictation()
    for text in said:
        heard = {found.kind: found.value for found in reversed(turn.hear(text))}
        answer = choices.hear(text)
        now = answered(taken, heard, answer=None if answer is None else answer == "yes", name=name)
        taken = now or taken
    return taken


@pytest.mark.parametrize(
    ("said", "address"),
    [
        (("john at gmail dot com", "yes"), "john@gmail.com"),
        (("j o h n", "at gmail dot com", "that's right"), "john@gmail.com"),
        (("kade at example dot com", "the third letter is t", "yes"), "kate@example.com"),
        (("kade at example dot com", "no", "the third letter is t", "yes"), "kate@example.com"),
        (("kade at example dot com", "no", "kate at example dot com", "yes"), "kate@example.com"),
        (("kade at example dot com", "no it's k a t e at example dot com", "yes"), "kate@example.com"),
        (("ann at gmail dot com", "no it's yahoo", "yes"), "ann@yahoo.com"),
        (("ann at gmail dot com", "no", "it's yahoo not gmail", "yes"), "ann@yahoo.com"),
        (("mary n a r y at gmail dot com", "m", "yes"), "mary@gmail.com"),
        (("mary n a r y at gmail dot com", "the second one", "yes"), "mary@gmail.com"),
        (("mary n a r y at gmail dot com", "november", "yes"), "nary@gmail.com"),
        (("mary n a r y at gmail dot com", "n as in nancy", "yes"), "nary@gmail.com"),
        (("mary n a r y at gmail dot com", "it's gary at gmail dot com", "yes"), "gary@gmail.com"),
        (("mary n a r y at gmail dot com", "m not n", "yes"), "mary@gmail.com"),
        (("queen of hearts at gmail dot com", "yes"), "queenofhearts@gmail.com"),
    ],
)
def test_the_address_that_is_agreed_on_is_the_callers(said: tuple[str, ...], address: str) -> None:
    """Said at once, in pieces, put right in place or a turn later: it is confirmed in the end."""
    taken = after(*said)
    assert (taken.address, taken.confirmed) == (address, True)


def test_only_the_letter_in_doubt_is_asked_about() -> None:
    """A word and its spelling that differ in one letter cost one question about it."""
    taken = after("mary n a r y at gmail dot com")
    assert (taken.question, taken.letter) == ("letter", (0, "m"))
    settled = after("mary n a r y at gmail dot com", "m as in mike")
    assert (settled.question, settled.address, settled.doubtful) == ("which", "mary@gmail.com", (0,))


@pytest.mark.parametrize("said", ["smith s m y t h e at gmail dot com", "lee l e i g h at gmail dot com"])
def test_an_unusual_spelling_is_no_doubt(said: str) -> None:
    """Who spells a name otherwise than it sounds means it."""
    assert after(said).letter is None


def test_a_yes_to_which_letter_is_read_back_instead() -> None:
    """Yes to "N or M" says nothing; the read-back with the code word will tell."""
    taken = after("mary n a r y at gmail dot com", "yes")
    assert (taken.confirmed, taken.question, taken.doubtful) == (False, "which", (0,))


def test_a_letter_that_was_a_word_is_read_back_with_its_code_word() -> None:
    """What arrived as "and" is told apart in the read-back, without a question."""
    assert after("j o h and at example dot com").doubtful == (3,)


def test_failures_lead_to_letters_and_then_to_the_end() -> None:
    """Twice wrong: letter by letter; three times: given up (SPEC 4.4)."""
    once = after("john at gmail dot com", "no")
    assert (once.question, once.rejected, once.address) == ("again", "john@gmail.com", None)
    twice = after("john at gmail dot com", "no", "jon at gmail dot com", "no")
    assert twice.question == "letters"
    thrice = after("john at gmail dot com", "no", "jon at gmail dot com", "no", "jo at gmail dot com", "no")
    assert thrice.given_up


def test_an_impossible_address_is_refused() -> None:
    """What can be no address is a failure, and is said to be one."""
    taken = after("john at localhost dot test")
    assert (taken.impossible, taken.failures) == (True, 1)


@pytest.mark.parametrize(
    ("said", "name", "address"),
    [
        ("my first name dot my last name at gmail dot com", "Ann Lee", "ann.lee@gmail.com"),
        ("first initial last name at acme dot com", "Ann Lee", "alee@acme.com"),
        ("my first initial and my last name at acme dot com", "Ann Lee", "alee@acme.com"),
        ("my full name at gmail dot com", "Ann Lee", "annlee@gmail.com"),
        ("same as my name at gmail dot com", "Ann Lee", "annlee@gmail.com"),
        ("last name dot first name at gmail dot com", "Ann Lee", "lee.ann@gmail.com"),
        ("my last name underscore my first initial at gmail", "Ann Lee", "lee_a@gmail.com"),
        ("my initials at gmail dot com", "Ann Lee", "al@gmail.com"),
        ("my first name two two at gmail dot com", "Ann Lee", "ann22@gmail.com"),
        ("my last name at acme dot com", "Ann O'Brien", "obrien@acme.com"),
        ("john dot smith at gmail dot com", "Jon Smythe", "jon.smythe@gmail.com"),
        ("j o h n dot smith at gmail dot com", "Jon Smith", "john.smith@gmail.com"),
        ("ann dot lee at gmail dot com", "Bob Stone", "ann.lee@gmail.com"),
    ],
)
def test_the_callers_name_tells_what_was_only_said(said: str, name: str, address: str) -> None:
    """ "My first name" is filled in, and a name that was only said is written as the caller's."""
    assert after(said, name=name).address == address


def test_a_name_that_nobody_knows_has_to_be_spelled() -> None:
    """ "My first name" of a caller without a name is asked letter by letter."""
    taken = after("my first name dot my last name at gmail dot com")
    assert (taken.address, taken.question) == (None, "letters")


@pytest.mark.parametrize("said", ["what", "can you repeat that", "hold on", "", "it's complicated"])
def test_what_is_not_about_the_address_changes_nothing(said: str) -> None:
    """A digression leaves what was taken down as it was."""
    before = after("john at gmail dot com")
    assert after("john at gmail dot com", said) == before
