"""All servers run or none does, whatever happens to one of them. The servers here are real processes."""

import os
import signal
import socket
import sys
import threading
from pathlib import Path

import pytest

from direct_booking.clock import monotonic_s
from direct_booking.serving.errors import ProcessFailed
from direct_booking.serving.supervisor import Server, Supervisor

ANSWERS = """
import http.server, os, sys
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
print("listening as", os.getpid(), flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""
DIES = "import time; time.sleep(0.3); print('the last thing it said'); raise SystemExit(3)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + ANSWERS
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ANSWERS!r}, sys.argv[1]])"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def server(folder: Path, name: str, program: str) -> Server:
    """A server whose program is given its port as an argument."""
    port = free_port()
    return Server(
        name=name,
        command=[sys.executable, "-c", program, str(port)],
        log=folder / f"{name}.log",
        ready_url=f"http://127.0.0.1:{port}/",
        environment={},
    )


def listens(one: Server) -> bool:
    """Whether anybody listens on its port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(one.command[-1]))) == 0


def supervisor(*servers: Server, ready_within_s: float = 20, stop_within_s: float = 10) -> Supervisor:
    """One with short deadlines."""
    return Supervisor(servers, ready_within_s=ready_within_s, stop_within_s=stop_within_s)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_all_of_them(tmp_path, number):
    """Ctrl-C and SIGTERM end the run as asked, without an error."""
    both = server(tmp_path, "one", ANSWERS), server(tmp_path, "two", ANSWERS)
    was_ready = []

    def on_ready(_took_s: float) -> None:
        was_ready.extend(map(listens, both))
        os.kill(os.getpid(), number)

    supervisor(*both).run(on_ready)
    assert was_ready == [True, True]
    assert not any(map(listens, both))
    assert "listening" in both[0].log.read_text()


def test_one_that_dies_takes_the_others_with_it_and_its_last_words_are_told(tmp_path):
    """Half a receptionist would answer calls with silence."""
    lives, dies = server(tmp_path, "Rasa", ANSWERS), server(tmp_path, "The action server", DIES)
    with pytest.raises(ProcessFailed, match="The action server ended with code 3") as failed:
        supervisor(lives, dies).run(lambda _took_s: None)
    assert failed.value.last_lines == "the last thing it said"
    assert not listens(lives)


def test_one_that_dies_after_it_was_ready_is_noticed(tmp_path):
    """Also the hundredth call is answered by both or by none."""
    one, two = server(tmp_path, "one", ANSWERS), server(tmp_path, "two", ANSWERS)

    def on_ready(_took_s: float) -> None:
        os.kill(int(two.log.read_text().split()[-1]), signal.SIGKILL)

    with pytest.raises(ProcessFailed, match="two ended by SIGKILL"):
        supervisor(one, two).run(on_ready)
    assert not listens(one)


def test_one_that_is_never_ready_is_given_up(tmp_path):
    """The message names it, and its log is there to read."""
    slow = server(tmp_path, "slow", "import time; time.sleep(60)")
    with pytest.raises(ProcessFailed, match="slow was not ready within 1 s"):
        supervisor(slow, ready_within_s=1).run(lambda _took_s: None)


def test_one_that_ignores_the_signal_is_ended_at_the_deadline(tmp_path):
    """Ctrl-C works, come what may."""
    stubborn = server(tmp_path, "stubborn", STUBBORN)
    began = monotonic_s()
    supervisor(stubborn, stop_within_s=1).run(lambda _took_s: os.kill(os.getpid(), signal.SIGINT))
    assert not listens(stubborn)
    assert monotonic_s() - began < 10


def test_what_a_server_started_itself_is_ended_too(tmp_path):
    """A worker that is left behind would keep the port."""
    parent = server(tmp_path, "parent", PARENT)
    supervisor(parent).run(lambda _took_s: os.kill(os.getpid(), signal.SIGINT))
    assert not listens(parent)


def test_a_signal_while_it_starts_stops_it(tmp_path):
    """Nobody has to wait until it is ready in order to stop it."""
    slow = server(tmp_path, "slow", "import time; time.sleep(60)")
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    supervisor(slow).run(lambda _took_s: pytest.fail("it was never ready"))


def test_a_program_that_is_not_there_is_named(tmp_path):
    """No stack trace for a broken environment."""
    missing = Server("Rasa", [str(tmp_path / "nothing")], tmp_path / "log", "http://127.0.0.1:1/", {})
    with pytest.raises(ProcessFailed, match="Rasa could not be started"):
        supervisor(missing).run(lambda _took_s: None)
