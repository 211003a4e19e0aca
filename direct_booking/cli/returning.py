"""How an owner comes back from a provider's sign-in to the command line: to this machine, or by hand."""

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TextIO
from urllib.parse import parse_qsl, urlsplit

from direct_booking.errors import Misconfigured

PORT = 8765
PATH = "/connected"
# An owner reads what is asked, and looks for a password.
WAIT_S = 600.0

_PAGE = (
    b"<!doctype html><title>Direct Booking</title><p>You can close this window and go back to the terminal."
)


def address_of(port: int) -> str:
    """Where the browser comes back to; this address is registered with the operator's app. Pure."""
    return f"http://localhost:{port}{PATH}"


def pasted(source: TextIO) -> Mapping[str, str]:
    """The answer in an address that somebody copies out of the browser.

    Raises:
        Misconfigured: it holds none.
    """
    print("Then paste the address at which the browser ends, though it shows an error there:", flush=True)
    answer = answer_in(source.readline().strip())
    if not answer:
        raise Misconfigured("There is no answer in that address: paste all of it, with what follows the '?'.")
    return answer


def answer_in(address: str) -> dict[str, str]:
    """The query of an address, each name once. Pure."""
    return dict(parse_qsl(urlsplit(address).query))


def returned(port: int, state: str, *, wait_s: float = WAIT_S) -> Mapping[str, str]:
    """Wait on this machine for the browser to come back.

    Args:
        state: what the answer to this sign-in holds; visits without it are somebody else's.

    Raises:
        Misconfigured: the port is taken, or nobody came in time.
    """
    answers: list[dict[str, str]] = []
    came = threading.Event()

    class Visitor(BaseHTTPRequestHandler):
        """Takes the answer, once."""

        def do_GET(self) -> None:
            answer = answer_in(self.path)
            ours = urlsplit(self.path).path == PATH and answer.get("state") == state
            self.send_response(200 if ours else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if ours:
                self.wfile.write(_PAGE)
                answers.append(answer)
                came.set()

        def log_message(self, *_arguments) -> None:
            """Write no line: the address holds what is worth a password."""

    try:
        server = HTTPServer(("127.0.0.1", port), Visitor)
    except OSError as error:
        raise Misconfigured(
            f"Port {port} is taken ({error.strerror}): choose another one with --port, which the app must "
            "know as well, or use --paste."
        ) from error
    listening = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    listening.start()
    try:
        if not came.wait(wait_s):
            raise Misconfigured("Nobody came back from the sign-in: begin anew, or use --paste.")
        return answers[0]
    finally:
        server.shutdown()
        server.server_close()
