"""What the recogniser makes of each line: asked of the rig once, and kept.

The rig is another process in an environment of its own (``rig.py``); a file of transcripts stands in for it,
so that calls are held again without a voice and without a recogniser.
"""

import json
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from types import TracebackType

from benchmarks.report import ROOT, CannotMeasure

PYTHON = ROOT / ".venv-spoken" / "bin" / "python"


@dataclass(frozen=True)
class Spoken:
    """One line of a caller, as it is said and carried.

    Attributes:
        voice: ``joe`` or ``espeak``.
        line: the telephone line, one of ``line.LINES``.
        number: of the caller; two callers do not hear the same noise.
        take: how often the caller has said the same before on this call; then it is said slower.
        words: what is said.
    """

    voice: str
    line: str
    number: int
    take: int
    words: str


Hearing = Callable[[Spoken], str]


def read(paths: Iterable[Path]) -> dict[Spoken, str]:
    """The transcripts of files: a JSON list a line, the fields of ``Spoken`` and what was heard."""
    kept = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            *fields, heard = json.loads(line)
            kept[Spoken(*fields)] = heard
    return kept


def write(path: Path, transcripts: dict[Spoken, str]) -> None:
    """Keep transcripts, in an order that does not change with the calls'."""
    lines = sorted(json.dumps([*astuple(spoken), heard]) for spoken, heard in transcripts.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


class Rig:
    """The process that speaks and listens, from the first line that is not kept yet.

    Attributes:
        used: the transcripts of this run.
    """

    def __init__(self, kept: Path) -> None:
        """Args: kept: what was heard before; what is new is appended at once."""
        self.used: dict[Spoken, str] = {}
        self._path = kept
        self._kept = read([kept]) if kept.exists() else {}
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Rig":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process is not None:
            self._process.stdin.close()
            self._process.terminate()
            self._process.wait(timeout=10)

    def hear(self, spoken: Spoken) -> str:
        """What arrives of a line.

        Raises:
            CannotMeasure: the rig cannot be started, or ended.
        """
        if spoken not in self._kept:
            heard = self._ask(spoken)
            self._kept[spoken] = heard
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([*astuple(spoken), heard]) + "\n")
        self.used[spoken] = self._kept[spoken]
        return self._kept[spoken]

    def _ask(self, spoken: Spoken) -> str:
        if self._process is None:
            self._process = self._started()
        self._process.stdin.write(json.dumps(asdict(spoken)) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            log = (ROOT / "var" / "log" / "spoken.log").read_text(encoding="utf-8", errors="replace")
            raise CannotMeasure("The rig that speaks and listens has ended.", log[-2000:])
        return json.loads(answer)["heard"]

    def _started(self) -> subprocess.Popen:
        if not PYTHON.exists():
            raise CannotMeasure("There is no environment to speak and listen in: make it with `make spoken`.")
        log = ROOT / "var" / "log" / "spoken.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w") as errors:
            return subprocess.Popen(
                [PYTHON, "-m", "benchmarks.spoken.rig"],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip
