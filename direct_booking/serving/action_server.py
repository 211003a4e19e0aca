"""``python -m direct_booking.serving.action_server`` is ``python -m rasa_sdk``, ready for the first caller.

The desk is built, what a crash left is settled, and the owners' calendars are known before somebody calls,
beside the server's own start. Metrics are served where ``DIRECT_BOOKING_METRICS_PORT`` says, if anywhere.
"""

import logging
import threading

from actions import desk
from direct_booking import metrics
from direct_booking.errors import DirectBookingError
from direct_booking.serving import ports
from direct_booking.wiring import Desk

log = logging.getLogger(__name__)


def prepare() -> None:
    """Do beforehand what the first call would wait for. What cannot be done now is done with that call."""
    try:
        ready = desk.get()
        ready.checking.warm()
        serve_metrics(ready, ports.metrics_port())
    except (DirectBookingError, OSError) as error:
        log.error("not all is ready for the first call: %s", error)


def serve_metrics(ready: Desk, port: int | None) -> int | None:
    """Serve the metrics of this process on this machine; the port, or None when none is wanted.

    Raises:
        OSError: the port cannot be used.
    """
    if port is None:
        return None
    metrics.REGISTRY.register(metrics.Expired(ready.checking.expired))
    return metrics.serve(ports.HOST, port)


if __name__ == "__main__":
    from rasa_sdk.__main__ import main

    threading.Thread(target=prepare, name="prepare", daemon=True).start()
    main()
