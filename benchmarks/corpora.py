"""What the evaluations have in common: rows of a corpus, a verdict on each, and a line of the table for them.

What is judged, and how, is in the ``evaluate_*`` modules; the corpora are not part of this repository.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import thread_time

from benchmarks.report import REPORTS, ROOT, CannotMeasure, row

CORPORA = ROOT.parent / "shared" / "corpora"
FAILURES = REPORTS.parent / "failures"

EXACT, USABLE, WRONG, NONE = "exact", "usable", "wrong", "none"
VERDICTS = (EXACT, USABLE, WRONG, NONE)

_NAME_WIDTH = 64

# Hearing is timed this often and the quickest counts: what else the machine does is not ours.
TIMINGS = 3


@dataclass(frozen=True)
class Judged:
    """One row of a corpus.

    Attributes:
        text: what was said, as it was heard.
        verdict: one of ``VERDICTS``.
        expected: the corpus's answer, for the list of failures.
        heard: ours.
        took_ms: CPU time of hearing it, milliseconds.
    """

    text: str
    verdict: str
    expected: str
    heard: str
    took_ms: float


@dataclass(frozen=True)
class Tally:
    """The rows of one kind in one file.

    Attributes:
        file: name in the folder of the corpora.
        kind: which of its rows.
        judged: in the file's order.
        least_exact: percent; None has no target.
        most_wrong: percent; None has no target.
    """

    file: str
    kind: str
    judged: tuple[Judged, ...]
    least_exact: float | None = None
    most_wrong: float | None = None

    def percent(self, verdict: str) -> float:
        """How many of the rows came out so."""
        found = Counter(each.verdict for each in self.judged)
        return round(100 * found[verdict] / len(self.judged), 1) if self.judged else 0.0

    @property
    def mean_ms(self) -> float:
        """Mean CPU time of one row."""
        return sum(each.took_ms for each in self.judged) / max(len(self.judged), 1)

    @property
    def worst_ms(self) -> float:
        """The longest CPU time of one row."""
        return max((each.took_ms for each in self.judged), default=0.0)


def rows_of(path: Path) -> list[dict]:
    """The rows of a file of JSON lines.

    Raises:
        CannotMeasure: there is no such file, or it is not what it should be.
    """
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise CannotMeasure(f"The corpus {path} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise CannotMeasure(f"The corpus {path} is not JSON lines ({error}).") from error


def timed(hear: Callable[[], object]) -> tuple[object, float]:
    """What hearing gives, and the CPU time that it took, milliseconds."""
    took = []
    for _ in range(TIMINGS):
        began = thread_time()
        heard = hear()
        took.append((thread_time() - began) * 1000)
    return heard, min(took)


def table(tallies: Iterable[Tally]) -> str:
    """One line for each kind of row, aligned. Pure."""
    names = f"{'exact':>8}{'usable':>8}{'wrong':>7}{'none':>7}{'mean ms':>9}{'worst':>8}"
    lines = [f"{'file and rows':<{_NAME_WIDTH}}{'rows':>6}{names}"]
    for tally in tallies:
        percents = [tally.percent(verdict) for verdict in VERDICTS]
        lines.append(
            f"{tally.file + ': ' + tally.kind:<{_NAME_WIDTH}}{len(tally.judged):>6}"
            f"{percents[0]:>7.1f}%{percents[1]:>7.1f}%{percents[2]:>6.1f}%{percents[3]:>6.1f}%"
            f"{tally.mean_ms:>9.3f}{tally.worst_ms:>8.2f}{_verdict(tally)}"
        )
    return "\n".join(lines)


def _verdict(tally: Tally) -> str:
    targets = [each for each in report_rows([tally]) if each["target"] is not None]
    if not targets:
        return ""
    return "  ok" if all(each["ok"] for each in targets) else "  MISSED"


def report_rows(tallies: Iterable[Tally]) -> list[dict]:
    """The same as rows of a report: each verdict of each line, and how long it took. Pure."""
    found = []
    for tally in tallies:
        name = f"{tally.file}: {tally.kind} ({len(tally.judged)})"
        exact, wrong = tally.percent(EXACT), tally.percent(WRONG)
        found.append(row(f"{name}, exact", exact, "%", tally.least_exact, exact >= (tally.least_exact or 0)))
        found.append(row(f"{name}, usable", tally.percent(USABLE), "%"))
        most = tally.most_wrong
        found.append(row(f"{name}, wrong", wrong, "%", most, most is None or wrong <= most))
        found.append(row(f"{name}, none", tally.percent(NONE), "%"))
        found.append(row(f"{name}, mean", round(tally.mean_ms, 3), "ms"))
        found.append(row(f"{name}, worst", round(tally.worst_ms, 2), "ms"))
    return found


def write_failures(tallies: Iterable[Tally], folder: Path = FAILURES) -> None:
    """Write what was not exact, one file for each corpus: the kind, the verdict, what was said and heard.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines: dict[str, list[str]] = {}
    for tally in tallies:
        failed = lines.setdefault(tally.file, [])
        for each in tally.judged:
            if each.verdict != EXACT:
                said = {"kind": tally.kind, "verdict": each.verdict, "text": each.text}
                failed.append(json.dumps(said | {"expected": each.expected, "heard": each.heard}))
    for file, failed in lines.items():
        (folder / file).write_text("".join(line + "\n" for line in failed), encoding="utf-8")
