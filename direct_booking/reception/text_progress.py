"""What became of the texts that were sent: asked for until it is known (SPEC 2.5, "logged with its result").

How one is sent is in ``following_up``. The provider is asked, as the calendar is in ``reconciling``, and does
not call: that works behind any router, opens no route to strangers, and what was missed is asked again.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from direct_booking.clock import Clock
from direct_booking.reception.calls import load, outcome_of
from direct_booking.reception.following_up import list_callback
from direct_booking.storage import calls, texts
from direct_booking.storage.database import Database
from direct_booking.storage.texts import IN_DOUBT, Status, TextRecord
from direct_booking.texting.base import Proof, Texting
from direct_booking.texting.errors import TextingError

ASK_S = 5.0
# The provider has answered, or whoever asked it has died, long before that.
CLAIM = timedelta(minutes=1)
# A text that the provider does not know after so long will not be sent any more.
GIVEN_UP_AFTER = timedelta(minutes=10)
# Some networks never tell; then it stays ``sent``.
FOLLOWED_FOR = timedelta(days=1)
# A round is short, however many there are: it keeps other work waiting.
_AT_ONCE = 20

log = logging.getLogger(__name__)


class TextProgress:
    """Asks the provider how texts stand. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, texting: Texting) -> None:
        self._database = database
        self._clock = clock
        self._texting = texting

    def follow(self) -> None:
        """One round over every account.

        Raises:
            StorageError.
        """
        now = self._clock.now()
        with self._database.reading() as transaction:
            waiting = texts.open_ones(transaction, since=now - FOLLOWED_FOR)
        due = [each for each in waiting if each.provider == self._texting.name and _is_due(each, now)]
        for text in due[:_AT_ONCE]:
            try:
                proof = self._ask(text)
            except TextingError as error:
                log.warning("account %s: how a text stands is not known: %s", text.account_id, error)
                proof = None
                self._note(text, replace(text, checked_at=self._clock.now()))
            else:
                self._take_in(text, proof)

    def _ask(self, text: TextRecord) -> Proof | None:
        if text.provider_id is not None:
            return self._texting.progress(text.provider_id, deadline_s=ASK_S)
        if text.number is None:  # 6.4: erased; nobody can be asked for it any more
            return None
        return self._texting.find(text.number, text.body, since=text.created_at, deadline_s=ASK_S)

    def _take_in(self, text: TextRecord, proof: Proof | None) -> None:
        now = self._clock.now()
        after = replace(text, checked_at=now)
        if proof is not None:
            status = Status(proof.progress.value)
            changed_at = text.updated_at if status is text.status else now
            after = replace(
                after, status=status, provider_id=proof.id, error_code=proof.code, updated_at=changed_at
            )
        elif now - text.created_at >= GIVEN_UP_AFTER:
            after = replace(after, status=Status.FAILED, updated_at=now)
        self._note(text, after, why=proof.why if proof else "it was never sent")

    def _note(self, before: TextRecord, after: TextRecord, why: str = "") -> None:
        with self._database.writing(before.account_id) as transaction:
            if not texts.change(transaction, before, after):
                return  # another round was faster
            if after.status is before.status:
                return
            log.info("account %s: a text is %s", after.account_id, after.status.value)
            # Of one in doubt the owner knows already; a caller who was erased waits for nothing (6.4).
            known = before.status is Status.UNKNOWN or after.number is None
            if after.status is Status.FAILED and not known:
                call = load(transaction, after.call_id, now=self._clock.now())
                list_callback(transaction, call, after, f"The link was texted and did not arrive: {why}.")
            outcome = outcome_of(transaction, after.account_id, after.call_id)
            calls.correct_outcome(transaction, after.call_id, outcome)


def _is_due(text: TextRecord, now: datetime) -> bool:
    """Less and less often, the longer nothing is heard."""
    if text.status in IN_DOUBT:
        return now - text.checked_at >= CLAIM
    return now - text.checked_at >= (now - text.created_at) / 4
