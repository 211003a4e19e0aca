"""The measuring commands: a table and a report when they could measure, one sentence when they could not."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from project_files import ROOT

sys.path.append(str(ROOT))

from benchmarks import bench_turns, report
from benchmarks.report import CannotMeasure, row, run, table
from direct_booking.clock import monotonic_s

GOOD = row("fast", 1.5, "ms", 2, True)
BAD = row("slow", 3, "ms", 2, False)
PLAIN = row("many", 7, "turns")


@pytest.fixture(autouse=True)
def reports(tmp_path, monkeypatch) -> Path:
    """A folder for reports, and the signals as they were afterwards."""
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(report, "REPORTS", tmp_path / "reports")
    yield tmp_path / "reports"
    signal.signal(signal.SIGTERM, before)


def test_figures_are_printed_and_written_whatever_they_are(reports, capsys):
    """A target that was missed is a figure, not a failure; what has no target cannot miss it."""
    assert run("bench", lambda: [GOOD, BAD, PLAIN]) == 0
    assert json.loads((reports / "bench.json").read_text()) == {"rows": [GOOD, BAD, PLAIN]}
    assert PLAIN == {"name": "many", "value": 7, "unit": "turns", "target": None, "ok": True}
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines] == ["ok", "MISSED", "turns"]
    assert lines == table([GOOD, BAD, PLAIN]).splitlines()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CannotMeasure("There is nothing to measure: make some.", "last words"), 1),
        (FileNotFoundError("corpora"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_what_could_not_be_measured_is_one_sentence_and_no_report(reports, capsys, error, code):
    """Nor does the report of an earlier run stay."""

    def fail():
        raise error

    run("bench", lambda: [GOOD])
    assert run("bench", fail) == code
    assert not (reports / "bench.json").exists()
    said = capsys.readouterr().err.splitlines()
    assert said[-1].endswith(".")
    assert said[:-1] == (["last words"] if isinstance(error, CannotMeasure) else [])


def test_missing_corpora_are_named():
    """``make evaluate`` says which folder it looked in, and how to name another."""
    command = [sys.executable, "-m", "benchmarks.evaluate", "--corpora", "/nowhere"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The corpora are not in /nowhere")
    assert "make evaluate CORPORA=folder" in ended.stderr
    assert ended.stderr.count("\n") == 1


def is_running(pid: int) -> bool:
    """Whether a process is there and not only its remains."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


# A receptionist that trains: a child of its own, in the same group, and neither has ended yet.
TRAINING = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
child.wait()
"""


def printed_line(printed: Path) -> str:
    """The first line that was printed; waits for it."""
    until_s = monotonic_s() + 30
    while "\n" not in printed.read_text() and monotonic_s() < until_s:
        time.sleep(0.05)
    return printed.read_text().splitlines()[0]


def test_an_interrupted_run_leaves_no_receptionist_and_no_training(tmp_path):
    """Both are ended, and at once."""
    pids, began_s = [], monotonic_s()

    def interrupted() -> None:
        command = [sys.executable, "-c", TRAINING]
        with bench_turns._running(command, dict(os.environ), tmp_path / "printed") as process:
            pids.extend((process.pid, int(printed_line(tmp_path / "printed"))))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    parent, child = pids
    assert not is_running(parent)
    assert monotonic_s() - began_s < bench_turns.ENDS_WITHIN_S
    until_s = monotonic_s() + 5
    while is_running(child) and monotonic_s() < until_s:
        time.sleep(0.05)
    assert not is_running(child)


def test_a_run_that_cannot_start_is_shown_with_its_last_words(tmp_path):
    """The reason is in what it printed."""
    printed = tmp_path / "printed"
    command = [sys.executable, "-c", "import sys; print('all is well'); sys.exit('no port is free')"]
    with (
        pytest.raises(CannotMeasure, match="could not be started") as failed,
        bench_turns._running(command, dict(os.environ), printed) as process,
    ):
        bench_turns._wait_until_ready(process, printed)
    assert failed.value.details.splitlines()[-1] in ("no port is free", "all is well")
    assert "no port is free" in failed.value.details
