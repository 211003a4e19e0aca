"""The slots of a conversation, as they are and as they are to become."""

from typing import Any

from rasa_sdk.events import EventType, SlotSet


class Slots:
    """The slots of a conversation: reads what is to be, and tells what became different."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._before = values
        self._now = dict(values)

    def __getitem__(self, name: str) -> Any:
        return self._now.get(name)

    def __setitem__(self, name: str, value: Any) -> None:
        self._now[name] = value

    def set(self, **values: Any) -> None:
        """Set several slots."""
        self._now.update(values)

    def clear(self, *names: str) -> None:
        """Empty several slots."""
        self._now.update(dict.fromkeys(names))

    def events(self) -> list[EventType]:
        """One SlotSet for each slot whose value became different, in order of name."""
        return [
            SlotSet(name, value)
            for name, value in sorted(self._now.items())
            if self._before.get(name) != value
        ]
