"""Documents: the same bytes for the same reply, and such that the company plays them, whatever is said."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from direct_booking.channels.phone_file import Phone
from direct_booking.channels.turns import Expectation, Reply, Then
from direct_booking.channels.twiml import TwiML
from direct_booking.simulator import documents

PHONE = Phone("Polly.Joanna-Neural", "en-US", "phone_call", 5, 20, {})
WRITTEN = TwiML(PHONE, "/webhooks/phone", "One moment.")

EXPECTATIONS = st.builds(
    Expectation,
    name=st.just("any"),
    hints=st.lists(st.sampled_from(["yes", "no", "a & b", "<x>", '"quoted"']), max_size=5).map(tuple),
    digits=st.booleans(),
    pause_s=st.none() | st.integers(1, 10),
)
REPLIES = st.builds(
    Reply,
    says=st.lists(
        st.sampled_from(["Hello.", "a < b & c", "“Quoted” ü 漢 🙂", "x" * 900]), min_size=1, max_size=3
    ).map(tuple),
    then=st.sampled_from(Then),
    transfer_to=st.just("+12125550111"),
    expects=EXPECTATIONS,
)


@given(REPLIES, st.integers(0, 9999))
def test_every_document_can_be_played_and_leads_on(reply, number):
    """Whatever is said, expected or to be done."""
    verbs = documents.read(WRITTEN.reply(number, reply))
    heard = [
        *(verb.words for verb in verbs if isinstance(verb, documents.Say)),
        *(words for verb in verbs if isinstance(verb, documents.Gather) for words in verb.says),
    ]
    assert heard == list(reply.says)


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from(["Hello.", "a & b " * 2000, "🙂" * 9000, "x" * 4097, "<b>"]), min_size=1)
    | st.just(["Yes?"] * 5000),
    st.sampled_from([("a & b" * 19,) * 110, ()]),
)
def test_however_much_is_said_it_can_be_played_and_the_question_is_heard(says, hints):
    """A <Say> of 4,096 characters, a document of 64 KB; of what is too much, the end is kept."""
    expects = Expectation("any", hints=tuple(f"{number}{hint}"[:100] for number, hint in enumerate(hints)))
    reply = Reply((*says, "Shall I?"), Then.LISTEN, expects=expects)
    gather = documents.read(WRITTEN.reply(7, reply))[0]
    assert gather.says[-1] == "Shall I?"
    assert sum(map(len, gather.says)) >= min(sum(map(len, says)), 1500)


@given(REPLIES, st.integers(0, 9999))
def test_the_same_reply_is_the_same_bytes(reply, number):
    """A webhook that is sent again must find nothing new."""
    assert WRITTEN.reply(number, reply) == WRITTEN.reply(number, replace(reply))


def test_the_end_and_the_bridge_can_be_played():
    """Without a reply the call ends; a caller who waits hears a sentence first, then a pause."""
    assert documents.read(WRITTEN.reply(3, None)) == (documents.Hangup(),)
    said, onward = documents.read(WRITTEN.bridge(3, 1))
    assert (said, onward) == (
        documents.Say("One moment."),
        documents.Redirect("/webhooks/phone/wait?n=3&k=1"),
    )
    assert documents.read(WRITTEN.bridge(3, 2))[0] == documents.Pause(1)
