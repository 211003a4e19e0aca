"""What the tests of texts share."""

from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
from standins.twilio_texts import TwilioStandIn

from direct_booking.clock import SetClock


@pytest.fixture
def twilio() -> Iterator[TwilioStandIn]:
    """Twilio's API on the loopback; at its end the product has asked nothing that Twilio does not know."""
    one = TwilioStandIn(SetClock(datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)))
    yield one
    one.server.close()
    assert one.server.problems == []
