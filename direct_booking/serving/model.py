"""The trained model: whether it is that of the present files, and training it when it is not.

Nothing here imports Rasa, which takes seconds: training is Rasa's own command, in a process of its own.
"""

import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

from direct_booking.serving import quiet
from direct_booking.serving.errors import ModelUnusable, TrainingFailed

MODEL = Path("models/receptionist.tar.gz")
# Everything that a model is made of; the rooms are those that the components of config.yml import.
INPUTS = (
    "config.yml",
    "domain.yml",
    "data",
    "direct_booking/nlu",
    "direct_booking/hearing",
    "direct_booking/vocabulary",
)
_STARTED = re.compile(r"Starting to train component '(\w+)'")
_LAST_LINES = 12


def inputs_digest(root: Path) -> str:
    """SHA-256 of the contents and names of what the model is made of, and of Rasa's version."""
    digest = hashlib.sha256(f"rasa {metadata.version('rasa')}\n".encode())
    for path in _input_files(root):
        body = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(body)}\n".encode())
        digest.update(body)
    return digest.hexdigest()


def _input_files(root: Path) -> Iterator[Path]:
    for name in INPUTS:
        path = root / name
        if path.is_file():
            yield path
        for inner in sorted(path.rglob("*")):
            if inner.is_file() and "__pycache__" not in inner.parts:
                yield inner


def is_current(root: Path) -> bool:
    """Whether the model is there and was trained from the files as they are now."""
    try:
        return (root / MODEL).is_file() and _stamp(root).read_text() == inputs_digest(root)
    except FileNotFoundError:
        return False


def train_if_needed(root: Path, say: Callable[[str], None]) -> bool:
    """Train when what the model is made of has changed, never otherwise.

    Of two processes that call this at once, one trains and the other waits for it.

    Args:
        root: the project's folder.
        say: told each step as it begins.

    Returns:
        Whether it trained.

    Raises:
        TrainingFailed: the earlier model, if any, is left as it was.
    """
    if is_current(root):
        return False
    with _alone(root, say):
        if is_current(root):
            return False
        digest = inputs_digest(root)
        say("Training the model: what it is made of has changed, or there is none yet.")
        with tempfile.TemporaryDirectory(dir=root / "var", prefix="training-") as folder:
            trained = _train(root, Path(folder), say)
            _stamp(root).unlink(missing_ok=True)
            os.replace(trained, root / MODEL)
        _stamp(root).write_text(digest)
    return True


def _stamp(root: Path) -> Path:
    return (root / MODEL).with_name("receptionist.inputs")


@contextmanager
def _alone(root: Path, say: Callable[[str], None]) -> Iterator[None]:
    lock = root / "var" / "training.lock"
    try:
        lock.parent.mkdir(exist_ok=True)
        (root / MODEL).parent.mkdir(exist_ok=True)
        held = lock.open("w")
    except OSError as error:
        raise TrainingFailed(
            f"{lock} cannot be written ({error.strerror}): make the folder yours."
        ) from error
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another process is training the model: waiting for it.")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _train(root: Path, folder: Path, say: Callable[[str], None]) -> Path:
    command = [sys.executable, "-m", "direct_booking.serving.rasa_server", "train", "--force"]
    command += ["--fixed-model-name", MODEL.name.removesuffix(".tar.gz"), "--out", str(folder)]
    log = root / "var" / "log" / "train.log"
    log.parent.mkdir(exist_ok=True)
    lines = []
    with (
        log.open("w") as written,
        subprocess.Popen(
            command,
            cwd=root,
            # Above all: Rasa must not report to its makers what went wrong here.
            env={**quiet.ENVIRONMENT, **os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        for line in process.stdout:
            written.write(line)
            lines.append(line.rstrip())
            if started := _STARTED.search(line):
                say(f"  {started[1]}")
    trained = folder / MODEL.name
    if process.returncode or not trained.is_file():
        end = "\n".join(lines[-_LAST_LINES:])
        raise TrainingFailed(f"The model could not be trained; the whole log is {log}. Its end:\n{end}")
    return trained


def require_usable(model: Path) -> None:
    """Make sure that a model can be loaded by the installed Rasa.

    Raises:
        ModelUnusable: there is none, it is damaged, or another version trained it.
    """
    if not model.is_file():
        raise ModelUnusable(f"There is no model at {model}: 'make train' makes one.")
    trained_by, present = _trained_by(model), metadata.version("rasa")
    if trained_by != present:
        raise ModelUnusable(
            f"The model {model} was trained by Rasa {trained_by} and Rasa {present} is installed: "
            "'make train' makes one that fits."
        )


def _trained_by(model: Path) -> str:
    try:
        with tarfile.open(model, "r:gz") as archive:
            for member in archive:
                if Path(member.name).name in ("metadata.json", "fingerprint.json"):
                    found = json.load(archive.extractfile(member))
                    # Rasa 2 wrote a fingerprint instead, with a field of another name.
                    return str(
                        found.get("rasa_open_source_version") or found.get("version") or "of unknown version"
                    )
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise ModelUnusable(
            f"The model {model} is damaged: remove it, and 'make train' makes another."
        ) from error
    raise ModelUnusable(f"{model} is not a model of Rasa: remove it, and 'make train' makes one.")
