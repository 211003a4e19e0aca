"""Yes and no as callers say them."""

import pytest

from direct_booking.hearing import choices

YES = [
    "yes", "thats right", "that one sounds really good", "the address is correct", "please", "it is",
    "okay that's all", "Yeah.", "yep", "sure", "that works", "sounds good", "perfect", "please do",
    "go ahead", "correct", "that's right", "uh huh", "Uh-huh.", "mm hmm", "absolutely", "I guess so",
    "yes please", "um yeah I think so", "i think that works", "the email is correct", "no that's right",
    "okay", "right", "yes but make it three", "that'd be great", "yes, Tuesday", "sure it's M as in Mary",
    "let's do it", "I'll take it", "all good", "yes yes", "everything looks good", "sounds like a plan",
    "sounds good two me", "works four me", "that's fine buy me",
]  # fmt: skip
NO = [
    "no", "not yet", "wait, no", "you're wrong", "that time doesn't sound good", "it is wrong", "nope",
    "nah", "no thanks", "not really", "that's wrong", "that's not right", "I don't think so", "neither",
    "neither one works", "none of those", "not that one", "no, M as in Mary", "yeah no", "no that's fine",
    "no friday", "none", "that doesn't work", "the email is wrong", "yeah that's not right",
    "that's not my email", "nothing else thanks", "no i said three", "please don't", "no no no",
    "i'd rather not", "that's all", "absolutely not", "uh no", "no that's ok", "no that's okay", "keep it",
    "keep it as it is", "leave it", "leave it as it is", "leave it on wednesday", "no leave it on wednesday",
    "keep the wednesday one", "let's keep it", "just leave it", "skip that", "uh skip skip that", "uh uh",
    "nah i'll pass", "that's not necessary", "no no don't bother", "um that wont be necessary",
]  # fmt: skip
NEITHER = [
    "it is in denver", "please book a table", "i am ann lee", "i guess we will see", "book it at three",
    "no problem", "not monday", "I don't know", "I know", "yesterday", "no idea", "no later than five",
    "monday works", "okay so what about thursday", "i would like an appointment",
    "i am in denver", "can you repeat that", "good morning", "right after lunch", "", "...", "tuesday",
    "noon", "leave a message", "nobody", "surely", "november", "no preference", "please hold", "what",
    "either one",
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "answer"), [*((said, "yes") for said in YES), *((said, "no") for said in NO)]
)
def test_an_answer_is_heard(said: str, answer: str) -> None:
    """Agreement and refusal are heard in the ways people put them, whatever else follows."""
    assert choices.hear(said) == answer


@pytest.mark.parametrize("said", NEITHER)
def test_what_is_no_answer_is_none(said: str) -> None:
    """Times, doubts and other talk are not taken for yes or no."""
    assert choices.hear(said) is None
    assert not choices.is_plain(said)


@pytest.mark.parametrize("said", ["yes but only if ann can come", "yeah unless it rains", "ok but why"])
def test_a_reserve_is_heard(said: str) -> None:
    """A yes on a condition is told from a yes."""
    assert choices.has_reserve(said)
    assert not choices.has_reserve("yes please go ahead")


@pytest.mark.parametrize(
    "said",
    ["yes", "yes please thank you", "no", "no thanks", "um yeah that works for me", "that's not right"],
)
def test_a_plain_answer_says_nothing_else(said: str) -> None:
    """Politeness does not make an answer less plain."""
    assert choices.is_plain(said)


@pytest.mark.parametrize(
    "said", ["yes but make it three", "no, M as in Mary", "no friday", "yes, Tuesday", "no i said three"]
)
def test_an_answer_with_more_in_it_is_not_plain(said: str) -> None:
    """What else was said has to be heard too."""
    assert not choices.is_plain(said)
