"""What the measuring commands have in common: one table for the eye, and one file for whatever reads it.

What is measured is in ``bench``, ``faults`` and ``evaluate``.
"""

import json
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "var" / "reports"


class CannotMeasure(Exception):
    """There is no figure to be had; the message is one sentence that says why and what to do.

    Attributes:
        details: the end of a log, or empty.
    """

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details


def row(name: str, value: float, unit: str, target: float | None = None, ok: bool | None = None) -> dict:
    """One line of a report. What has no target cannot miss it."""
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": target is None or bool(ok)}


def step(what: str) -> None:
    """Say what is measured now; the table comes at the end."""
    print(f"Measuring {what} ...", file=sys.stderr, flush=True)


def table(rows: Iterable[dict]) -> str:
    """The rows, aligned; ``MISSED`` stands where a target was not met. Pure."""
    lines = []
    for each in rows:
        target = "" if each["target"] is None else f"target {each['target']:g}"
        verdict = "" if each["target"] is None else "ok" if each["ok"] else "MISSED"
        line = f"{each['name']:<62} {each['value']:>10g} {each['unit']:<9} {target:<12} {verdict}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def run(command: str, measure: Callable[[], Iterable[dict]]) -> int:
    """Measure, print the table, write the report; the exit code.

    0 when it could be measured, whatever the figures are; 1 when it could not, and then there is no report;
    130 when somebody interrupted it.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    report = REPORTS / f"{command}.json"
    try:
        # The figures of an earlier run must not pass for those of one that failed.
        report.unlink(missing_ok=True)
        rows = [row(*(each[key] for key in ("name", "value", "unit", "target", "ok"))) for each in measure()]
        print(table(rows))
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(json.dumps({"rows": rows}, indent=2) + "\n", encoding="utf-8")
    except CannotMeasure as error:
        if error.details:
            print(error.details, file=sys.stderr)
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Nothing could be measured: {error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted: nothing is reported.", file=sys.stderr)
        return 130
    return 0


def _interrupt(_number: int, _frame: object) -> None:
    # What was started is ended as on Ctrl-C.
    raise KeyboardInterrupt
