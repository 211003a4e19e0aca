"""How long a caller waits for a turn: whole calls over Rasa's REST channel, with real processes.

``rows`` starts a receptionist of its own, on free ports and an empty database. The table of all figures is
made by ``make bench``.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from pathlib import Path

import requests

from benchmarks.report import ROOT, CannotMeasure, row, step
from direct_booking.clock import monotonic_s

CALLS = 40
READY_WITHIN_S = 600.0  # it may have to train first
ENDS_WITHIN_S = 30.0  # the servers have ten seconds, and a turn under way nine
LAST_LINES = 20
MEDIAN_TARGET_MS, P95_TARGET_MS, WORST_TARGET_MS = 60.0, 120.0, 1000.0
TURNS = (
    "i'd like to come in some time next week",
    "the first one",
    "how long does it take",
    "yes",
    "john at example dot com",
    "yes",
    "actually could we move it an hour later",
    "no never mind",
    "cancel it please",
    "yes",
    "no thanks",
)


def rows(calls: int = CALLS) -> list[dict]:
    """Median, 95th percentile and worst of all turns of ``calls`` calls held one after another, in ms.

    Raises:
        CannotMeasure: the receptionist could not be started, or did not answer.
    """
    step(f"{calls} whole calls")
    with receptionist() as address:
        url = f"{address}/webhooks/rest/webhook"
        try:
            _call(url, "warm-up")
            took_ms = sorted(ms for number in range(calls) for ms in _call(url, f"bench-{number}"))
        except requests.RequestException as error:
            raise CannotMeasure(f"The receptionist did not answer a turn: {error}.") from error
    median, p95 = statistics.median(took_ms), took_ms[int(len(took_ms) * 0.95)]
    return [
        _ms("turns: median", median, MEDIAN_TARGET_MS),
        _ms("turns: 95th percentile", p95, P95_TARGET_MS),
        _ms("turns: worst", took_ms[-1], WORST_TARGET_MS),
        row("turns: how many", len(took_ms), "turns"),
    ]


def _ms(name: str, value: float, target: float) -> dict:
    return row(name, round(value, 1), "ms", target, value <= target)


def _call(url: str, call_id: str) -> list[float]:
    numbers = {"caller_number": "+12125550123", "called_number": None}
    _say(url, call_id, "/call_start", numbers)
    return [_say(url, call_id, words, None) for words in TURNS]


def _say(url: str, call_id: str, words: str, metadata: dict | None) -> float:
    began = monotonic_s()
    message = {"sender": call_id, "message": words, "metadata": metadata}
    answer = requests.post(url, json=message, timeout=30)
    took_ms = (monotonic_s() - began) * 1000
    answer.raise_for_status()
    if not answer.json():
        raise CannotMeasure(f"The bot said nothing to: {words}")
    return took_ms


@contextmanager
def receptionist(**variables: str) -> Iterator[str]:
    """A receptionist of its own; a pretended Monday morning, so that every run says the same.

    Args:
        variables: of its environment, besides those that keep it apart from others.

    Returns:
        Its address.
    """
    with tempfile.TemporaryDirectory() as folder:
        port, actions_port = _free_port(), _free_port()
        monday = datetime(2026, 11, 16, 15, 0, tzinfo=timezone.utc)
        environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "DIRECT_BOOKING_PORT": str(port),
            "DIRECT_BOOKING_ACTIONS_PORT": str(actions_port),
            "DIRECT_BOOKING_DATABASE": f"sqlite:///{folder}/bench.sqlite",
            "DIRECT_BOOKING_NOW": monday.isoformat(),
            **variables,
        }
        command = [sys.executable, "-m", "direct_booking.cli", "run"]
        printed = Path(folder) / "printed"
        with _running(command, environment, printed) as process:
            _wait_until_ready(process, printed)
            yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], environment: dict[str, str], printed: Path) -> Iterator[subprocess.Popen]:
    """A process in a session of its own, which ends, with all that it has started, when the block does."""
    with printed.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # Where this one runs in the background of a shell, Ctrl-C is ignored, and children inherit that.
            preexec_fn=_heed_interrupts,
        )
    try:
        yield process
    finally:
        _end(process)


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _end(process: subprocess.Popen) -> None:
    """Interrupt the whole group, a training under way too; whatever does not end in time is killed."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(timeout=ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        print(f"The receptionist did not end within {ENDS_WITHIN_S:.0f} s: killed.", file=sys.stderr)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_until_ready(process: subprocess.Popen, printed: Path) -> None:
    deadline_s = monotonic_s() + READY_WITHIN_S
    while "\nReady in" not in printed.read_text(errors="replace"):
        if process.poll() is not None:
            raise CannotMeasure("The receptionist could not be started; see above.", _end_of(printed))
        if monotonic_s() > deadline_s:
            raise CannotMeasure(
                f"The receptionist was not ready within {READY_WITHIN_S:.0f} s.", _end_of(printed)
            )
        time.sleep(0.1)


def _end_of(printed: Path) -> str:
    return "\n".join(printed.read_text(errors="replace").splitlines()[-LAST_LINES:])


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
