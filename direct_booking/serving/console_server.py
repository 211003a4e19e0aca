"""The console as a process: ``python -m direct_booking.serving.console_server``, until it is told to stop.

What it shows is in ``console``; who starts and stops it with the other servers, in ``supervisor``.
"""

import logging
import os

import waitress

from direct_booking import wiring
from direct_booking.console.app import create_app
from direct_booking.console.place import Place, place_of
from direct_booking.console.rehearsal import rehearsed_by
from direct_booking.console.replay import played_by
from direct_booking.privacy import keep_out_of_logs
from direct_booking.serving.player import ProcessPlayer
from direct_booking.wiring import Desk
from direct_booking.wiring.rehearsing import rehearsing_of

# An owner has one browser or two; a page that asks a provider waits for it.
THREADS = 8
# Longer than the longest wait of a page.
IDLE_S = 60


def serve(desk: Desk, place: Place) -> None:
    """Listen until the process is told to stop.

    Raises:
        OSError: the port cannot be used. Misconfigured: see ``create_app``.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    keep_out_of_logs()
    app = create_app(desk, place)
    played_by(app, ProcessPlayer())
    rehearsed_by(app, rehearsing_of())
    waitress.serve(
        app,
        host=place.host,
        port=place.port,
        threads=THREADS,
        channel_timeout=IDLE_S,
        # Which server it is is nobody's business.
        ident=None,
        # The application reads what a proxy has added, and only when it is told of one.
        clear_untrusted_proxy_headers=False,
    )


def main() -> None:
    """Build everything from the environment, and listen."""
    serve(wiring.build(), place_of(os.environ))


if __name__ == "__main__":
    main()
