"""Two accounts on one installation, each with its own called number, see nothing of each other (SPEC 1.1).

The calls are held on the real model, the real actions and one database. That every question to the store
names its account is tested with the stores.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from offices import (
    ANN,
    NOW,
    TUESDAY_AT_THREE,
    TUESDAY_AT_TWO,
    Office,
    check_settled,
    every_booking,
    open_office,
)

import actions.desk
from direct_booking.bookings.booking import Status
from direct_booking.reception.outcomes import NothingHeld, NothingToChange
from direct_booking.scheduling.availability import Interval
from direct_booking.serving.private_stack import PrivateStack
from direct_booking.storage import accounts, connections, history, holds, messages
from direct_booking.storage.database import Database

pytestmark = pytest.mark.asyncio(loop_scope="session")

HARBOR, OAK = "+12125550100", "+12125550200"
CALLER = "+12125550123"
TO_A_YES = ("tuesday at two please", "yes", "no email please")


@dataclass(frozen=True)
class Installation:
    """Two accounts behind one set of servers.

    Attributes:
        harbor: a dentist: half an hour, any weekday.
        oak: a law office: a whole hour.
        run: begins the ids of the calls, which the stack has never heard of.
    """

    stack: PrivateStack
    harbor: Office
    oak: Office
    run: str

    @property
    def to_harbor(self) -> str:
        """The id of a call to the dentist."""
        return f"{self.run}-to-harbor"

    @property
    def to_oak(self) -> str:
        """The id of a call to the law office."""
        return f"{self.run}-to-oak"

    async def call(self, call_id: str, called: str, *lines: str) -> list[str]:
        """Begin a call and say some lines; what is heard to each."""
        numbers = {"caller_number": CALLER, "called_number": called}
        heard = await self.stack.say(call_id, "/call_start", numbers)
        return [_spoken(heard), *[await self.say(call_id, line) for line in lines]]

    async def say(self, call_id: str, line: str) -> str:
        """One more line on a call that goes on."""
        return _spoken(await self.stack.say(call_id, line))


def _spoken(replies: list[dict]) -> str:
    return " ".join(reply["text"] for reply in replies if reply["text"])


@pytest.fixture
def installation(stack, sqlite_url, request) -> Iterator[Installation]:
    """Both offices are open; one desk answers for both, as in production."""
    database = Database(sqlite_url)
    harbor = open_office(database, name="Harbor Dental", called=HARBOR)
    oak = open_office(database, name="Oak Law", called=OAK)
    harbor.change(business_name="Harbor Dental")
    oak.change(business_name="Oak Law", length_minutes=60)
    actions.desk.use(harbor.desk)
    stack.failures.clear()
    yield Installation(stack, harbor, oak, request.node.name)
    actions.desk.use(None)
    database.close()
    assert not stack.failures


async def test_the_called_number_chooses_whose_settings_are_said(installation):
    """2.1: business, length and meeting type are those of the account that was called."""
    at_harbor = await installation.call(installation.to_harbor, HARBOR, "how long does it take")
    at_oak = await installation.call(installation.to_oak, OAK, "how long does it take")

    assert at_harbor == [
        "Thank you for calling Harbor Dental. How can I help?",
        "It takes 30 minutes. How can I help?",
    ]
    assert at_oak == [
        "Thank you for calling Oak Law. How can I help?",
        "It takes 60 minutes. How can I help?",
    ]


async def test_settings_that_change_for_one_change_for_nobody_else(installation):
    """2.1: one set of settings per account."""
    installation.oak.change(business_name="Oak and Elm", windows={1: ((9 * 60, 12 * 60),)})

    at_harbor = await installation.call(installation.to_harbor, HARBOR, "tuesday at two please")
    at_oak = await installation.call(installation.to_oak, OAK, "tuesday at two please")

    assert "Harbor Dental" in at_harbor[0]
    assert at_harbor[1] == "I have tomorrow at 2 PM. Shall I book that for you?"
    assert "Oak and Elm" in at_oak[0]
    assert at_oak[1].startswith("We are not open at that time.")


async def test_what_keeps_one_busy_leaves_the_other_free(installation):
    """1.1: each account reads its own calendar."""
    installation.oak.owner_writes(TUESDAY_AT_TWO)

    at_harbor = await installation.call(installation.to_harbor, HARBOR, "tuesday at two please")
    at_oak = await installation.call(installation.to_oak, OAK, "tuesday at two please")

    assert at_harbor[1] == "I have tomorrow at 2 PM. Shall I book that for you?"
    assert at_oak[1].startswith("That time is taken, I'm afraid.")


async def test_one_time_is_held_and_booked_on_both(installation):
    """1.1, 4.6: neither hold nor booking of one account stands in the way of the other's."""
    harbor, oak = installation.harbor, installation.oak
    await installation.call(installation.to_harbor, HARBOR, *TO_A_YES)
    await installation.call(installation.to_oak, OAK, *TO_A_YES)
    with harbor.database.reading() as transaction:
        held = [
            holds.of_call(transaction, harbor.account_id, installation.to_harbor),
            holds.of_call(transaction, oak.account_id, installation.to_oak),
        ]

    at_harbor = await installation.say(installation.to_harbor, "yes")
    at_oak = await installation.say(installation.to_oak, "yes")

    assert [hold.placement.starts_at for hold in held] == [TUESDAY_AT_TWO, TUESDAY_AT_TWO]
    assert at_harbor.startswith("You're booked for tomorrow at 2 PM")
    assert at_oak.startswith("You're booked for tomorrow at 2 PM")
    assert list(harbor.events().values()) == [
        Interval(TUESDAY_AT_TWO, TUESDAY_AT_TWO + timedelta(minutes=30))
    ]
    assert list(oak.events().values()) == [_tuesday_at_two_for(60)]
    for office, call_id in ((harbor, installation.to_harbor), (oak, installation.to_oak)):
        assert [(made.call_id, made.status) for made in every_booking(office)] == [(call_id, Status.BOOKED)]
        assert _told(office) == [(1, "requested", call_id), (2, "booked", call_id)]
        check_settled(office)


def _tuesday_at_two_for(minutes: int) -> Interval:
    return Interval(TUESDAY_AT_TWO, TUESDAY_AT_TWO + timedelta(minutes=minutes))


def _told(office: Office) -> list[tuple[int, str, str | None]]:
    """The account's history: each account counts its own entries from one."""
    with office.database.reading() as transaction:
        entries = list(history.of_account(transaction, office.account_id))
    return [(entry.number, entry.what.value, entry.call_id) for entry in entries]


async def test_what_is_held_for_one_is_offered_by_the_other(installation):
    """4.6: a hold keeps a time from other callers of the same account only."""
    await installation.call(f"{installation.run}-first", HARBOR, "tuesday at two please")

    same_account = await installation.call(f"{installation.run}-second", HARBOR, "tuesday at two please")
    other_account = await installation.call(f"{installation.run}-third", OAK, "tuesday at two please")

    assert "Shall I book" not in same_account[1]
    assert other_account[1] == "I have tomorrow at 2 PM. Shall I book that for you?"


@pytest.mark.parametrize("line", ["cancel my appointment please", "can you move my appointment to three"])
async def test_a_call_to_one_cannot_change_what_the_other_booked(installation, line):
    """4.8: the same caller, on another call to another account, changes nothing."""
    harbor, oak = installation.harbor, installation.oak
    await installation.call(installation.to_harbor, HARBOR, *TO_A_YES, "yes")
    before = every_booking(harbor), harbor.events()

    heard = await installation.call(installation.to_oak, OAK, line)

    assert heard[1] == "I can only change what we book on this call. Shall I take a message instead?"
    assert (every_booking(harbor), harbor.events()) == before
    assert every_booking(oak) == ()


async def test_a_call_is_asked_about_its_own_booking_only(installation):
    """4.8: the use cases find a booking by the call's id and account, whatever the dialogue believes."""
    harbor, oak = installation.harbor, installation.oak
    desk = harbor.desk
    await installation.call(installation.to_harbor, HARBOR, *TO_A_YES, "yes")
    await installation.call(installation.to_oak, OAK, "hello")
    oak.hold(installation.to_oak, TUESDAY_AT_THREE, moving=True)

    assert desk.changing.current(installation.to_harbor) is not None
    assert desk.changing.current(installation.to_oak) is None
    assert isinstance(desk.changing.cancel(installation.to_oak), NothingToChange)
    assert isinstance(desk.changing.move(installation.to_oak), NothingToChange)
    assert isinstance(desk.changing.correct_contact(installation.to_oak, ANN), NothingToChange)
    assert [made.status for made in every_booking(harbor)] == [Status.BOOKED]
    assert harbor.made_on(installation.to_oak) == oak.made_on(installation.to_harbor) == ()


async def test_a_call_stays_with_the_account_that_it_began_with(installation):
    """7.2: a call's id that comes again with another called number reaches neither settings nor bookings."""
    harbor, oak = installation.harbor, installation.oak
    await installation.call(installation.to_harbor, HARBOR, *TO_A_YES, "yes")

    again = await installation.call(installation.to_harbor, OAK, "what is booked", "cancel it please", "yes")

    assert "Harbor Dental" in again[0]
    assert "tomorrow at 2 PM" in again[1]
    assert again[3].startswith("Your appointment")
    assert [made.status for made in every_booking(harbor)] == [Status.CANCELLED]
    assert (every_booking(oak), oak.events(), harbor.events()) == ((), {}, {})


async def test_booking_twice_over_two_accounts_takes_nothing_from_the_other(installation):
    """A call with nothing held books nothing, also while the other account's call holds a time."""
    harbor = installation.harbor
    await installation.call(installation.to_harbor, HARBOR, "tuesday at two please")
    await installation.call(installation.to_oak, OAK, "hello")

    assert isinstance(harbor.desk.booking.book(installation.to_oak, ANN), NothingHeld)

    with harbor.database.reading() as transaction:
        assert holds.of_call(transaction, harbor.account_id, installation.to_harbor) is not None


async def test_a_message_is_left_with_the_account_that_was_called(installation):
    """6.1: the other owner never reads it."""
    lines = ("can i leave a message", "the drill was very loud", "yes")
    heard = await installation.call(installation.to_harbor, HARBOR, *lines)

    assert heard[-1].startswith("Thank you, I've passed that on")
    with installation.harbor.database.reading() as transaction:
        here = messages.of_call(transaction, installation.harbor.account_id, installation.to_harbor)
        there = messages.of_call(transaction, installation.oak.account_id, installation.to_harbor)
    assert [message.body for message in here] == ["the drill was very loud"]
    assert there == ()


async def test_one_switch_and_one_connection_are_one_accounts(installation):
    """1.1: switched off or disconnected, only that account stops booking."""
    harbor, oak = installation.harbor, installation.oak
    with harbor.database.writing(oak.account_id) as transaction:
        only = accounts.assistants_of(transaction, oak.account_id)[0]
        # A switch is out of reach for another account.
        assert not accounts.switch(transaction, harbor.account_id, only.id, on=False)
        assert accounts.switch(transaction, oak.account_id, only.id, on=False)
    switched_off = await installation.call(f"{installation.run}-off", OAK, "tuesday at two please")
    at_harbor = await installation.call(installation.to_harbor, HARBOR, "tuesday at two please")
    with harbor.database.writing(harbor.account_id) as transaction:
        accounts.switch(transaction, oak.account_id, only.id, on=True)
        connections.forget(transaction, harbor.account_id)
    disconnected = await installation.call(f"{installation.run}-gone", HARBOR, "wednesday at ten please")
    at_oak = await installation.call(installation.to_oak, OAK, "wednesday at ten please")

    nothing_to_book = "I can't book it myself just now. Shall I have someone call you back?"
    assert (switched_off[1], disconnected[1]) == (nothing_to_book, nothing_to_book)
    assert at_harbor[1] == "I have tomorrow at 2 PM. Shall I book that for you?"
    assert at_oak[1] == "I have Wednesday at 10 AM. Shall I book that for you?"


async def test_the_reconciler_settles_each_account_by_itself(installation):
    """8.2: a hang-up on one leaves the other's call as it is."""
    harbor, oak = installation.harbor, installation.oak
    await installation.call(installation.to_harbor, HARBOR, *TO_A_YES, "yes")
    await installation.call(installation.to_oak, OAK, *TO_A_YES)

    await installation.say(installation.to_harbor, "/call_ended")
    harbor.reconcile()
    heard = await installation.say(installation.to_oak, "yes")

    assert heard.startswith("You're booked for tomorrow at 2 PM")
    check_settled(harbor)
    check_settled(oak)
    assert oak.clock.now() == NOW
