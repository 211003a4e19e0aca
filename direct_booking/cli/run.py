"""``direct-booking run``: the action server, Rasa and the console, until Ctrl-C."""

import argparse
import os

from direct_booking import wiring
from direct_booking.cli import ROOT
from direct_booking.cli.console import first_links
from direct_booking.cli.prepare import prepare, print_at_once
from direct_booking.console.place import PORT_VARIABLE, place_of
from direct_booking.serving import ports
from direct_booking.serving.errors import ProcessFailed
from direct_booking.serving.model import MODEL
from direct_booking.serving.servers import console_server, servers
from direct_booking.serving.supervisor import Supervisor

READY_WITHIN_S = 180.0  # the first start after an installation may still compile what it imports
STOP_WITHIN_S = 10.0  # the actions of a turn under way end within nine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--port``."""
    parser.add_argument(
        "--port", help=f"where Rasa listens, instead of {ports.RASA_VARIABLE} or {ports.RASA_DEFAULT}"
    )


def run(arguments: argparse.Namespace) -> int:
    """Prepare, start, wait."""
    if arguments.port:
        os.environ[ports.RASA_VARIABLE] = arguments.port
    rasa_port, actions_port = ports.rasa_port(), ports.actions_port()
    ports.require_free(rasa_port, ports.RASA_VARIABLE)
    ports.require_free(actions_port, ports.ACTIONS_VARIABLE)
    metrics_port = ports.metrics_port()
    if metrics_port is not None:
        ports.require_free(metrics_port, ports.METRICS_VARIABLE)
    place = place_of(os.environ)
    ports.require_free(place.port, PORT_VARIABLE)
    prepare()
    print_at_once("Starting the action server, Rasa and the console.")
    all_of_them = (
        *servers(ROOT, MODEL, rasa_port=rasa_port, actions_port=actions_port),
        console_server(ROOT, place),
    )
    # What a crash has left is settled at once, before anybody calls; from then on every half minute.
    desk = wiring.build()
    desk.reconciling.start()
    try:
        Supervisor(all_of_them, ready_within_s=READY_WITHIN_S, stop_within_s=STOP_WITHIN_S).run(
            lambda took_s: _say_where_to_go(took_s, rasa_port, place.url, first_links(desk, place))
        )
    except ProcessFailed as error:
        if error.last_lines:
            print_at_once(error.last_lines)
        raise
    finally:
        desk.reconciling.stop()
    print_at_once("Stopped.")
    return 0


def _say_where_to_go(took_s: float, port: int, console: str, links: str) -> None:
    other = "" if port == ports.RASA_DEFAULT else f" PORT={port}"
    print_at_once(
        f"\nReady in {took_s:.0f} s.\n\n"
        f"  Hold a call     in another terminal: make talk{other}\n"
        f"  The console     {console}\n"
        f"  By telephone    make phone{other}, or http://{ports.HOST}:{port}/webhooks/phone/answer\n"
        f"  As a program    POST http://{ports.HOST}:{port}/webhooks/rest/webhook\n"
        "  Logs            var/log/rasa.log  var/log/actions.log  var/log/console.log\n"
        "  Stop            Ctrl-C\n"
        f"{links}"
    )
