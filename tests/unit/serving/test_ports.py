"""A port that cannot be used is named, with the variable that chooses another."""

import socket

import pytest

from direct_booking.errors import Misconfigured
from direct_booking.serving import ports
from direct_booking.serving.errors import PortTaken


def test_ports_have_defaults_and_are_read_from_the_environment():
    """An empty variable is one that is not set."""
    assert (ports.rasa_port({}), ports.actions_port({})) == (5005, 5055)
    assert ports.rasa_port({ports.RASA_VARIABLE: ""}) == 5005
    assert ports.actions_port({ports.ACTIONS_VARIABLE: "6055"}) == 6055


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "50.5", "٥٠٠٥"])
def test_what_is_no_port_is_refused(text):
    """The message says what was written and what to write."""
    with pytest.raises(Misconfigured, match="DIRECT_BOOKING_PORT=.* is not a port: write a number"):
        ports.rasa_port({ports.RASA_VARIABLE: text})


def test_a_port_that_somebody_listens_on_is_refused():
    """The message names it, and the variable that chooses another."""
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} cannot be used .*DIRECT_BOOKING_PORT"):
            ports.require_free(port, ports.RASA_VARIABLE)
    ports.require_free(port, ports.RASA_VARIABLE)
