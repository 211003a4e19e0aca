"""Which ports the two servers listen on, all on this machine only, and whether they are free."""

import os
import socket
from collections.abc import Mapping

from direct_booking.errors import Misconfigured
from direct_booking.serving.errors import PortTaken

HOST = "127.0.0.1"
RASA_VARIABLE = "DIRECT_BOOKING_PORT"
ACTIONS_VARIABLE = "DIRECT_BOOKING_ACTIONS_PORT"
METRICS_VARIABLE = "DIRECT_BOOKING_METRICS_PORT"
RASA_DEFAULT = 5005
ACTIONS_DEFAULT = 5055


def rasa_port(environment: Mapping[str, str] = os.environ) -> int:
    """Where Rasa listens. Raises ``Misconfigured``."""
    return _port(environment, RASA_VARIABLE, RASA_DEFAULT)


def actions_port(environment: Mapping[str, str] = os.environ) -> int:
    """Where the action server listens. Raises ``Misconfigured``."""
    return _port(environment, ACTIONS_VARIABLE, ACTIONS_DEFAULT)


def metrics_port(environment: Mapping[str, str] = os.environ) -> int | None:
    """Where the action server tells its metrics; None for nowhere. Raises ``Misconfigured``."""
    return _port(environment, METRICS_VARIABLE, 0) if environment.get(METRICS_VARIABLE) else None


def _port(environment: Mapping[str, str], variable: str, default: int) -> int:
    text = environment.get(variable) or str(default)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Misconfigured(f"{variable}={text} is not a port: write a number from 1 to 65535.")
    return int(text)


def require_free(port: int, variable: str) -> None:
    """Make sure that nobody listens on a port.

    Args:
        variable: the environment variable that chooses another port, for the message.

    Raises:
        PortTaken: somebody does, or the port may not be used.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} cannot be used ({error.strerror}): stop what listens there, "
                f"or choose another port with {variable}."
            ) from error
