"""Personal data out of sight: masks for numbers and addresses, and a log filter that applies them (SPEC 6.4).

Export and erasure of one caller's data are in ``reception``; what is kept, and for how long, is a setting.
"""

import logging
import re
from collections.abc import Iterable

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
_SPARED = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"  # UUID
    r"|\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"  # ISO 8601
    r"|\b\d{8}T\d{6}Z?\b"  # iCalendar
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b(?:/\d+)?"  # network address
    r"|(?<![.\d])\d+\.\d+(?![.\d-])"  # decimal fraction
    r"|(?<![%A-Za-z0-9])[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*",  # words and ids that hold a letter
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\+|%2B|\b00)?\(?\d(?:[ \t().\-/–]{0,2}\d){6,16}(?!\d)", re.IGNORECASE)
_FEWEST_DIGITS = 7


def mask_number(number: str) -> str:
    """A number of which only the country and the last two digits are left. Pure.

    >>> mask_number("+12125550123"), mask_number("unknown")
    ('+1*******23', '***')
    """
    digits = re.sub(r"\D", "", number)
    if len(digits) < _FEWEST_DIGITS:
        return "***"
    shown = 1 if number.strip().startswith("+") else 0
    return f"{'+' if shown else ''}{digits[:shown]}*******{digits[-2:]}"


def mask_email(address: str) -> str:
    """An address of which only the first letter and the ending are left. Pure.

    >>> mask_email("john.smith@example.com")
    'j***@***.com'
    """
    local, _, domain = address.replace("%40", "@").partition("@")
    return f"{local[:1]}***@***.{domain.rpartition('.')[2]}" if domain else "***"


def mask(text: str, known: Iterable[str] = ()) -> str:
    """A text without addresses, telephone numbers, and what else is known to be personal. Pure.

    Timestamps, UUIDs, ids that hold a letter, network addresses and decimal fractions stay as they are.

    Args:
        known: further texts to hide wherever they stand, such as the caller's name.
    """
    for value in sorted({value for value in known if value}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "***", text, flags=re.IGNORECASE)
    text = _EMAIL.sub(lambda match: mask_email(match.group()), text)
    return _mask_numbers(text)


def _mask_numbers(text: str) -> str:
    done, at = [], 0
    for spared in _SPARED.finditer(text):
        done += [_NUMBER.sub(_mask_match, text[at : spared.start()]), spared.group()]
        at = spared.end()
    return "".join([*done, _NUMBER.sub(_mask_match, text[at:])])


def _mask_match(match: re.Match[str]) -> str:
    return mask_number(match.group())


def keep_out_of_logs() -> None:
    """Mask what every present handler of this process writes from now on, each with one filter.

    Not pure: it changes the process's logging. The words of a caller are logged by Rasa at its debug level
    only; spoken digits and letters in them are words like others, and stay.
    """
    names = list(logging.root.manager.loggerDict)
    for logger in (logging.root, *map(logging.getLogger, names)):
        for handler in logger.handlers:
            if not any(isinstance(each, PersonalDataFilter) for each in handler.filters):
                handler.addFilter(PersonalDataFilter())


class PersonalDataFilter(logging.Filter):
    """Rewrites every record that passes, so that no handler writes an address or a number.

    Attach it to handlers: a filter of a logger does not see the records of the loggers below it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def hide(self, value: str) -> None:
        """Hide this text too, from now on: a caller's name."""
        if value.strip():
            self._known.add(value.strip())

    def forget(self, value: str) -> None:
        """Stop hiding a text, when its call is over."""
        self._known.discard(value.strip())

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the finished message, the exception and the stack; always lets the record pass."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):
            # A record whose arguments do not fit: what it would have said is not worth losing the line.
            message = f"{record.msg} {record.args}"
        record.msg, record.args = mask(message, self._known), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask(record.exc_text, self._known)
        if record.stack_info:
            record.stack_info = mask(record.stack_info, self._known)
        return True
