"""A link by text (SPEC 2.5): only where booking does not work, once for each call, never lost."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from offices import CALLER, Office, open_office
from pretended_texts import PretendedTexts

from direct_booking.reception.outcomes import MayText, NoText, NotTexted, TakesNoTexts, Texted, TextInDoubt
from direct_booking.storage import accounts, calls, connections, messages, texts
from direct_booking.storage.connections import Health
from direct_booking.storage.errors import RuleBroken
from direct_booking.storage.texts import Status, TextRecord
from direct_booking.texting.base import Progress, Proof
from direct_booking.texting.log_only import LogOnly

LINK = "https://book.example.com/harbor"
MOBILE, LANDLINE = "+447400123456", "+442079460000"


@pytest.fixture
def sender() -> PretendedTexts:
    """Who sends texts here."""
    return PretendedTexts()


@pytest.fixture
def office(database, sender) -> Office:
    """One account with a link, whose booking is switched off."""
    made = open_office(database, texting=sender)
    made.change(scheduling_link=LINK, business_name="Harbor Dental")
    switch(made, on=False)
    return made


def switch(office: Office, *, on: bool) -> None:
    """The owner's switch."""
    with office.database.writing(office.account_id) as transaction:
        for each in accounts.assistants_of(transaction, office.account_id):
            accounts.switch(transaction, office.account_id, each.id, on=on)


def expire(office: Office) -> None:
    """The access to the calendar is gone."""
    with office.database.writing(office.account_id) as transaction:
        present = connections.of_account(transaction, office.account_id)
        connections.mark(transaction, present, Health.EXPIRED, at=office.clock.now())


def disconnect(office: Office) -> None:
    """Nothing is connected."""
    with office.database.writing(office.account_id) as transaction:
        connections.forget(transaction, office.account_id)


def send(office: Office, number: str = CALLER, **details):
    """Text the link on the call."""
    return office.desk.following_up.send("call-1", number, **details)


def offer(office: Office):
    """What may be offered on the call."""
    return office.desk.following_up.offer("call-1")


def text_of(office: Office, call_id: str = "call-1") -> TextRecord:
    """The record of the call's text."""
    with office.database.reading() as transaction:
        return texts.of_call(transaction, office.account_id, call_id)


def callbacks(office: Office, call_id: str = "call-1") -> list[tuple[str, str | None, str | None]]:
    """What the owner sees of it: words, name, number."""
    with office.database.reading() as transaction:
        taken = messages.of_call(transaction, office.account_id, call_id)
    return [(each.body, each.caller_name, each.caller_number) for each in taken]


def outcome(office: Office) -> str | None:
    """What the call came to."""
    with office.database.reading() as transaction:
        return calls.get(transaction, "call-1").outcome


def later(office: Office, minutes: float = 1) -> None:
    """Time passes, and the provider is asked."""
    office.clock.advance(timedelta(minutes=minutes))
    office.desk.text_progress.follow()


@pytest.mark.parametrize("why", [lambda office: switch(office, on=False), expire, disconnect])
def test_the_link_is_offered_where_nothing_can_be_booked(office, why: Callable[[Office], None]):
    """Switched off, expired or not connected (1.5)."""
    switch(office, on=True)
    office.call()
    assert isinstance(offer(office), NoText)
    why(office)
    assert offer(office).number == CALLER


def test_where_booking_works_no_link_is_sent_whatever_was_agreed(office, sender):
    """2.5: booking comes first; the switch may go on between the offer and the yes."""
    office.call()
    assert isinstance(offer(office), MayText)
    switch(office, on=True)
    assert isinstance(send(office), NoText)
    assert sender.asked == 0
    assert text_of(office) is None


def test_without_a_link_or_somebody_who_sends_nothing_is_offered(office, database):
    """Then it stays with a call back."""
    office.call()
    office.change(scheduling_link="")
    assert isinstance(offer(office), NoText)
    office.change(scheduling_link=LINK)
    nobody = open_office(database, texting=LogOnly())
    assert isinstance(nobody.desk.following_up.offer("call-1"), NoText)
    assert isinstance(nobody.desk.following_up.send("call-1", CALLER), NoText)


@pytest.mark.parametrize("caller", [None, LANDLINE, "+18005550123"])
def test_a_number_that_takes_no_texts_is_not_offered_one(office, sender, caller):
    """The link may go to another number; to that one nobody is asked to send."""
    office.call(caller=caller)
    assert offer(office).number is None
    assert isinstance(send(office, caller or ""), TakesNoTexts)
    assert sender.asked == 0
    assert text_of(office) is None
    assert isinstance(send(office, MOBILE), Texted)
    assert sender.handed[0].number == MOBILE


def test_what_is_sent_is_the_owners_words_with_the_link(office, sender):
    """And nothing that the caller said."""
    office.change(text_message="{business} hat freie Zeiten: {link}")
    office.call()
    send(office, name="{link} <b>", about="tomorrow")
    assert sender.handed[0].body == f"Harbor Dental hat freie Zeiten: {LINK}"


def test_a_text_is_sent_once_for_each_call(office, sender):
    """Asked for again, to any number, it is said that it was sent; another call has one of its own."""
    office.call()
    assert send(office) == Texted(again=False, call=office.desk.calls.get("call-1"))
    assert send(office).again
    assert send(office, MOBILE).again
    assert offer(office).again
    office.call("call-2")
    assert not office.desk.following_up.send("call-2", CALLER).again
    assert [each.number for each in sender.handed] == [CALLER, CALLER]


def test_of_many_at_once_one_sends(office, sender):
    """A webhook that comes several times at once texts once."""
    office.call()
    with ThreadPoolExecutor(8) as pool:
        came_to = list(pool.map(lambda _: send(office), range(8)))
    assert len(sender.handed) == 1
    assert sum(isinstance(each, Texted) and not each.again for each in came_to) == 1
    assert all(isinstance(each, Texted | TextInDoubt) for each in came_to)


def test_the_database_refuses_a_second_text_of_a_call(office):
    """Whoever asks."""
    office.call()
    send(office)
    with pytest.raises(RuleBroken), office.database.writing(office.account_id) as transaction:
        texts.add(transaction, replace(text_of(office), id="another"))


def test_a_number_that_the_provider_refuses_may_be_replaced(office, sender):
    """Nothing was sent, so another number is no second text."""
    office.call()
    sender.state = "refuses"
    assert isinstance(send(office), TakesNoTexts)
    assert text_of(office).status is Status.REFUSED
    assert (text_of(office).error_code, callbacks(office)) == ("21614", [])
    sender.state = "works"
    assert isinstance(offer(office), MayText)
    assert isinstance(send(office, MOBILE), Texted)
    assert (text_of(office).number, text_of(office).error_code) == (MOBILE, None)
    assert len(sender.handed) == 1


def test_what_could_not_be_sent_is_a_callback_for_the_owner(office, sender):
    """With who wants it, where and what for; it may be tried again on the call."""
    office.call()
    sender.state = "unreachable"
    assert isinstance(send(office, MOBILE, name="Ann Lee", about="2026-03-03 14:00"), NotTexted)
    told = "The link could not be texted: It did not answer. Wanted: 2026-03-03 14:00"
    assert callbacks(office) == [(told, "Ann Lee", MOBILE)]
    assert text_of(office).status is Status.FAILED
    office.desk.calls.end("call-1")
    assert outcome(office) == "callback"
    sender.state = "works"
    assert isinstance(send(office, MOBILE), Texted)


@pytest.mark.parametrize(("state", "becomes"), [("in_doubt", Status.DELIVERED), ("lost", Status.FAILED)])
def test_a_text_in_doubt_is_looked_for_and_never_sent_twice(office, sender, state, becomes):
    """The caller hears the doubt, the owner sees a callback, and the provider tells in the end."""
    office.call()
    sender.state = state
    assert isinstance(send(office), TextInDoubt)
    assert isinstance(send(office), TextInDoubt)
    assert isinstance(offer(office), TextInDoubt)
    assert (sender.asked, len(callbacks(office))) == (1, 1)
    sender.state = "works"
    for _ in range(11):
        later(office)
    assert text_of(office).status is becomes
    assert (sender.asked, len(callbacks(office))) == (1, 1)


@pytest.mark.parametrize("sent", [True, False])
def test_a_crash_while_sending_leaves_one_text_or_a_callback(office, sender, sent):
    """8.2, for texts: the record says what was wanted before anybody is asked to send it."""
    office.call()
    real = sender.send

    def crashing(*arguments, **named):
        if sent:
            real(*arguments, **named)
        raise RuntimeError("the process died")

    sender.send = crashing
    with pytest.raises(RuntimeError):
        send(office)
    assert text_of(office).status is Status.SENDING
    office.desk.calls.end("call-1")
    for _ in range(11):
        later(office)
    assert len(sender.handed) == sent
    if sent:
        assert (text_of(office).status, callbacks(office)) == (Status.DELIVERED, [])
        assert outcome(office) == "texted"
    else:
        assert text_of(office).status is Status.FAILED
        assert callbacks(office) == [
            ("The link was texted and did not arrive: it was never sent.", None, CALLER)
        ]
        assert outcome(office) == "callback"


def test_a_hang_up_after_the_yes_takes_nothing_back(office, sender):
    """The text goes out, and the call came to that."""
    office.call()
    office.desk.calls.end("call-1")
    assert isinstance(send(office), Texted)
    later(office)
    assert text_of(office).status is Status.DELIVERED
    assert outcome(office) == "texted"


def test_a_text_that_does_not_arrive_is_a_callback(office, sender):
    """With the reason, in words for the owner."""
    office.call()
    send(office)
    office.desk.calls.end("call-1")
    assert outcome(office) == "texted"
    sender.state = "undelivered"
    later(office)
    assert (text_of(office).status, text_of(office).error_code) == (Status.FAILED, "30006")
    assert callbacks(office) == [("The link was texted and did not arrive: a landline.", None, CALLER)]
    assert outcome(office) == "callback"


def test_a_result_is_asked_for_less_and_less_often(office, sender):
    """A day long, a few dozen times, and then no more."""
    office.call()
    send(office)
    asked = []
    sender.progress = _counting(sender, asked)
    for _ in range(26 * 6):
        later(office, minutes=10)
    assert 10 < len(asked) < 40
    assert text_of(office).status is Status.SENT


def _counting(sender: PretendedTexts, asked: list[str]):
    def progress(text_id: str, *, deadline_s: float) -> Proof:
        asked.append(text_id)
        return Proof(text_id, Progress.SENT)

    return progress


def test_a_provider_that_is_away_is_asked_again(office, sender):
    """What is not known now may be known later."""
    office.call()
    send(office)
    sender.state = "unreachable"
    later(office)
    assert text_of(office).status is Status.QUEUED
    sender.state = "works"
    later(office, minutes=5)
    assert text_of(office).status is Status.DELIVERED


def test_texts_belong_to_an_account(office, database):
    """1.1: another account sees none of them."""
    office.call()
    send(office)
    other = open_office(database, name="other", called="+12125550200")
    with database.reading() as transaction:
        assert texts.of_call(transaction, other.account_id, "call-1") is None
        assert texts.page(transaction, other.account_id).items == ()
        assert [each.call_id for each in texts.page(transaction, office.account_id).items] == ["call-1"]


@pytest.mark.parametrize("state", ["works", "undelivered", "lost"])
def test_a_caller_is_found_by_the_number_that_was_texted_and_erased_with_it(office, sender, state):
    """6.4: what is asked later about the text writes nothing personal again, and nobody waits for it."""
    office.call(caller=None)
    sender.state = state
    send(office, MOBILE)
    callers = office.desk.callers
    assert callers.find(office.account_id, MOBILE).call_ids == ("call-1",)
    assert callers.export(office.account_id, MOBILE)["calls"][0]["text"]["number"] == MOBILE
    callers.erase(office.account_id, MOBILE)
    before = callbacks(office)
    for _ in range(11):
        later(office)
    assert text_of(office).number is None
    assert text_of(office).status is (Status.DELIVERED if state == "works" else Status.FAILED)
    assert callbacks(office) == before
    assert callers.find(office.account_id, MOBILE).call_ids == ()


def test_no_log_line_has_the_number_or_a_name(office, sender, caplog):
    """6.4, whatever goes wrong."""
    caplog.set_level(logging.DEBUG, logger="direct_booking")
    for number, state in enumerate(("works", "refuses", "unreachable", "in_doubt", "undelivered")):
        sender.state = state
        office.call(f"call-{number}")
        office.desk.following_up.send(f"call-{number}", CALLER, name="Ann Lee")
        later(office)
    assert "text" in caplog.text
    assert CALLER.lstrip("+") not in caplog.text
    assert "Ann" not in caplog.text
