"""A receptionist for test calls of a console, where the dialogue itself is not what is tested."""

from direct_booking.reception.rehearsal import Left, NobodyAnswers, Reply, TestCall


class Receptionist:
    """Holds test calls without a dialogue, and notes what it hears.

    Attributes:
        says: to each turn; None repeats what it heard.
        seen: what is on the copy of any call.
        answers: whether anybody answers at all.
    """

    def __init__(self) -> None:
        self.started = []
        self.heard = []
        self.ended = []
        self.says: Reply | None = Reply(("Tuesday at 2 PM is open.", "Shall I book that for you?"), None)
        self.answers = True
        self.seen: Left | None = None

    def start(self, assistant, caller_number, *, now=None):
        """A call begins."""
        self._must_answer()
        self.started.append((assistant, caller_number, now))
        number = {"caller_number": caller_number, "called_number": assistant.called_number}
        return TestCall(f"rehearsal-{len(self.started)}", number), Reply(("Hello.",), None)

    def say(self, call, words):
        """The caller says something."""
        self._must_answer()
        self.heard.append((call.call_id, words))
        return self.says or Reply((f"You said {words}.", "Is that so?"), None)

    def hang_up(self, call):
        """The call ends."""
        self._must_answer()
        self.ended.append(call.call_id)

    def left(self, call):
        """What is on the copy."""
        return self.seen

    def _must_answer(self) -> None:
        if not self.answers:
            raise NobodyAnswers("The receptionist does not answer: start it with 'make run'.")
