"""How long a caller waits for a turn: whole calls over Rasa's REST channel, with real processes.

``python -m benchmarks.bench_turns [CALLS]`` starts a receptionist of its own, on free ports and an empty database.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import requests

from direct_booking.clock import monotonic_s

ROOT = Path(__file__).parents[1]
CALLS = 40
READY_WITHIN_S = 120.0
MEDIAN_TARGET_MS, P95_TARGET_MS = 60.0, 120.0
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
    """Median, 95th percentile and worst of all turns of ``calls`` calls held one after another, in ms."""
    with _receptionist() as url:
        _call(url, "warm-up")
        took_ms = sorted(ms for number in range(calls) for ms in _call(url, f"bench-{number}"))
    p95 = took_ms[int(len(took_ms) * 0.95)]
    return [
        _row("turns.median", statistics.median(took_ms), MEDIAN_TARGET_MS),
        _row("turns.p95", p95, P95_TARGET_MS),
        _row("turns.worst", took_ms[-1], 1000.0),
        {"name": "turns.count", "value": len(took_ms), "unit": "turns", "target": None, "ok": True},
    ]


def _row(name: str, value: float, target: float) -> dict:
    return {"name": name, "value": round(value, 1), "unit": "ms", "target": target, "ok": value <= target}


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
        raise RuntimeError(f"the bot said nothing to: {words}")
    return took_ms


@contextmanager
def _receptionist() -> Iterator[str]:
    """A receptionist of its own; a pretended Monday morning, so that every run says the same."""
    with tempfile.TemporaryDirectory() as folder:
        port, actions_port = _free_port(), _free_port()
        monday = datetime(2026, 11, 16, 15, 0, tzinfo=timezone.utc)
        environment = {
            **os.environ,
            "DIRECT_BOOKING_PORT": str(port),
            "DIRECT_BOOKING_ACTIONS_PORT": str(actions_port),
            "DIRECT_BOOKING_DATABASE": f"sqlite:///{folder}/bench.sqlite",
            "DIRECT_BOOKING_NOW": monday.isoformat(),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "direct_booking.cli", "run"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            _wait_until_ready(process)
            yield f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def _wait_until_ready(process: subprocess.Popen) -> None:
    deadline = monotonic_s() + timedelta(seconds=READY_WITHIN_S).total_seconds()
    for line in process.stdout:
        if line.startswith("Ready in"):
            return
        if monotonic_s() > deadline:
            break
    raise RuntimeError("the receptionist did not become ready")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else CALLS):
        print(f"{row['name']:<14} {row['value']:>8} {row['unit']:<6} target {row['target']}")
