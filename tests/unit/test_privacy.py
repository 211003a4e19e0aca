"""No address and no number in a log (SPEC 6.4)."""

import io
import logging
import re

import pytest

from direct_booking.privacy import PersonalDataFilter, mask, mask_email, mask_number

NUMBERS = [
    "+12125550123", "12125550123", "212-555-0123", "(212) 555-0123", "212.555.0123", "+44 20 7183 8750",
    "5550123", "%2B12125550123", "0044 20 7183 8750",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "frame", ["call from {}", "From={}&To=x", "('{}', 3)", "caller={}, turn 4", '{{"from": "{}"}}', "tel:{}"]
)
def test_a_number_is_hidden_wherever_it_stands(number: str, frame: str) -> None:
    """At most the country's first digit and the last two are left."""
    masked = mask(frame.format(number))
    shown = [digit for digit in masked.replace("turn 4", "").replace(", 3)", "") if digit.isdigit()]
    assert len(shown) <= 4
    assert "555012" not in masked
    assert "718387" not in masked.replace(" ", "")


@pytest.mark.parametrize(
    "address",
    ["john.smith@example.com", "ann+x@mail.co.uk", "ANN_LEE@EXAMPLE.ORG", "a%40b.com", "o'brien@x.io"],
)
def test_an_address_is_hidden_wherever_it_stands(address: str) -> None:
    """Only the first letter and the ending are left."""
    masked = mask(f"invite to <{address}>, booking 12")
    assert address not in masked
    assert len(re.findall(r"\w(?=\*\*\*@)", masked)) == 1
    assert "booking 12" in masked


SPARED = [
    "2026-11-22T07:34:27+00:00", "2026-11-22 07:34:27.123456", "2026-11-22T07:34:27Z", "20261122T073427Z",
    "2026-11-22", "9f1b6c1e-8a40-4c1b-9f3e-2b7d5a6c8e90", "12345678-1234-1234-1234-123456789012",
    "bk_01HZX3T5", "CA0123456789abcdef", "HTTP/1.1 200", "127.0.0.1:5055", "took 1234.56 ms", "status 404",
    "line 120", "0.1234567891", "10:30:00",
]  # fmt: skip


@pytest.mark.parametrize("text", SPARED)
def test_what_operators_need_stays(text: str) -> None:
    """Timestamps, ids, addresses of machines and durations are no personal data."""
    assert mask(f"at {text} done") == f"at {text} done"


def test_masks_of_single_values() -> None:
    """The masks that the console shows."""
    assert mask_number("+12125550123") == "+1*******23"
    assert mask_number("") == "***"
    assert mask_email("john@example.com") == "j***@***.com"
    assert mask_email("nonsense") == "***"


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO, PersonalDataFilter]:
    """A logger whose only handler is filtered."""
    written, hidden = io.StringIO(), PersonalDataFilter()
    handler = logging.StreamHandler(written)
    handler.addFilter(hidden)
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, written, hidden


def test_arguments_are_hidden(log: tuple[logging.Logger, io.StringIO, PersonalDataFilter]) -> None:
    """The finished message is masked, not just its template."""
    logger, written, _ = log
    logger.warning("call %s from %s with %d turns", "CA12", "+12125550123", 7)
    assert written.getvalue() == "call CA12 from +1*******23 with 7 turns\n"


def test_tracebacks_are_hidden(log: tuple[logging.Logger, io.StringIO, PersonalDataFilter]) -> None:
    """What an exception quotes is masked too."""
    logger, written, _ = log
    try:
        raise ValueError("no such caller: +12125550123 john@example.com")
    except ValueError:
        logger.exception("failed")
    text = written.getvalue()
    assert "Traceback" in text
    assert "5550123" not in text
    assert "john@" not in text


def test_registered_texts_are_hidden_until_forgotten(
    log: tuple[logging.Logger, io.StringIO, PersonalDataFilter],
) -> None:
    """A caller's name is hidden while the call lasts, as a whole word, in any case."""
    logger, written, hidden = log
    hidden.hide("Ann Lee")
    logger.warning("booked for ann lee, not Ann Leeson")
    hidden.forget("Ann Lee")
    logger.warning("Ann Lee")
    assert written.getvalue() == "booked for ***, not Ann Leeson\nAnn Lee\n"


def test_a_record_with_wrong_arguments_is_not_lost(
    log: tuple[logging.Logger, io.StringIO, PersonalDataFilter],
) -> None:
    """A broken log call still writes its line, masked."""
    logger, written, _ = log
    logger.warning("call %d %d", "+12125550123")
    assert "call" in written.getvalue()
    assert "5550123" not in written.getvalue()
