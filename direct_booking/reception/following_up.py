"""A link by text when booking is off or cannot work (SPEC 2.5): offered, and sent once for each call.

What becomes of a text after the provider has it is in ``text_progress``; how it is sent is in ``texting``.
"""

import logging
from dataclasses import replace

from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import identifier
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.reception.calls import Call, load
from direct_booking.reception.messages import new_message
from direct_booking.reception.outcomes import MayText, NoText, NotTexted, TakesNoTexts, Texted, TextInDoubt
from direct_booking.settings import text_for
from direct_booking.storage import messages, texts
from direct_booking.storage.database import Database
from direct_booking.storage.messages import Kind
from direct_booking.storage.texts import IN_DOUBT, NOT_SENT, Status, TextRecord
from direct_booking.texting.base import Proof, Texting
from direct_booking.texting.errors import CannotReceive, NothingSent, SendingUnknown, TextingError
from direct_booking.texting.numbers import can_receive

# What the record of it takes after the provider has answered.
_RESERVE_S = 1.0

log = logging.getLogger(__name__)

Sent = Texted | TakesNoTexts | NotTexted | TextInDoubt | NoText


class FollowingUp:
    """Texts the owner's link. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, texting: Texting) -> None:
        self._database = database
        self._clock = clock
        self._texting = texting

    def offer(self, call_id: str) -> MayText | Texted | TextInDoubt | NoText:
        """Whether the link may be offered now: not where booking works, and not a second time.

        Raises:
            UnknownCall, StorageError.
        """
        with self._database.reading() as transaction:
            call = load(transaction, call_id, now=self._clock.now())
            before = texts.of_call(transaction, call.account_id, call_id)
        if before is not None and before.status not in NOT_SENT:
            return _as_before(call, before)
        if not self._is_offered(call):
            return NoText(call)
        return MayText(call.caller_number if can_receive(call.caller_number) else None, call)

    def takes_texts(self, number: str) -> bool:
        """Whether a text may be sent to this number, E.164. Pure."""
        return can_receive(number)

    def send(self, call_id: str, number: str, *, name: str | None = None, about: str = "") -> Sent:
        """Text the link; the caller has agreed. Also after the call has ended: a hang-up takes nothing back.

        Args:
            number: E.164, confirmed on the call.
            name: the caller's, and
            about: what the call was for; both for whoever calls back when nothing could be sent.

        Raises:
            UnknownCall, StorageError. When the text was sent and that could not be written down, the next
            round of ``text_progress`` does so.
        """
        deadline = Deadline()
        with self._database.reading() as transaction:
            call = load(transaction, call_id, now=self._clock.now())
        if not can_receive(number):
            return TakesNoTexts(call)
        with self._database.writing(call.account_id) as transaction:
            begun = self._begin(transaction, call_id, number)
        if not isinstance(begun, TextRecord):
            return begun
        try:
            answer = self._texting.send(
                number, begun.body, key=begun.id, deadline_s=deadline.left_s(reserve=_RESERVE_S)
            )
        except TextingError as error:
            log.warning("account %s: the text of a call was not sent for sure: %s", call.account_id, error)
            answer = error
        with self._database.writing(call.account_id) as transaction:
            return self._settle(transaction, call, begun, answer, (name, about))

    def _is_offered(self, call: Call) -> bool:
        # 2.5: where booking works it comes first, and no link is offered.
        return not call.booking_on and bool(call.settings.scheduling_link) and self._texting.is_offered

    def _begin(self, transaction: Connection, call_id: str, number: str) -> TextRecord | Sent:
        """Write down what is about to be sent, before anybody is asked to send it."""
        call = load(transaction, call_id, now=self._clock.now())
        before = texts.of_call(transaction, call.account_id, call_id)
        if before is not None and before.status not in NOT_SENT:
            return _as_before(call, before)
        if not self._is_offered(call):
            return NoText(call)
        begun = _new_text(call, number, self._texting.name)
        if before is None:
            texts.add(transaction, begun)
        else:
            texts.change(transaction, before, replace(begun, created_at=before.created_at))
        return begun

    def _settle(
        self,
        transaction: Connection,
        call: Call,
        begun: TextRecord,
        answer: Proof | TextingError,
        wanted: tuple[str | None, str],
    ) -> Sent:
        """Write down what came of it, and list a callback unless a text is on its way."""
        name, about = wanted
        texts.change(transaction, begun, _after(begun, answer, self._clock))
        if isinstance(answer, Proof):
            return Texted(again=False, call=call)
        if isinstance(answer, CannotReceive):
            return TakesNoTexts(call)
        list_callback(transaction, call, begun, f"The link could not be texted: {answer}", name, about)
        return TextInDoubt(call) if isinstance(answer, SendingUnknown) else NotTexted(call)


def list_callback(
    transaction: Connection, call: Call, text: TextRecord, what: str, name: str | None = None, about: str = ""
) -> None:
    """Let the owner see that a caller waits for what a text did not bring.

    Args:
        what: what went wrong, for the owner.
        about: what the call was for.
    """
    body = f"{what} Wanted: {about}" if about else what
    number = text.number or call.caller_number
    messages.add(transaction, new_message(call, Kind.CALLBACK, body, name, number))


def _as_before(call: Call, before: TextRecord) -> Texted | TextInDoubt:
    return TextInDoubt(call) if before.status in IN_DOUBT else Texted(again=True, call=call)


def _new_text(call: Call, number: str, provider: str) -> TextRecord:
    return TextRecord(
        id=identifier("text", call.call_id),
        account_id=call.account_id,
        call_id=call.call_id,
        number=number,
        body=text_for(call.settings),
        status=Status.SENDING,
        provider=provider,
        provider_id=None,
        error_code=None,
        created_at=call.now,
        updated_at=call.now,
        checked_at=call.now,
    )


def _after(begun: TextRecord, answer: Proof | TextingError, clock: Clock) -> TextRecord:
    now = clock.now()
    after = replace(begun, error_code=answer.code, updated_at=now, checked_at=now)
    if isinstance(answer, Proof):
        return replace(after, status=Status(answer.progress.value), provider_id=answer.id)
    if isinstance(answer, CannotReceive):
        return replace(after, status=Status.REFUSED)
    return replace(after, status=Status.FAILED if isinstance(answer, NothingSent) else Status.UNKNOWN)
