"""The commands of the README, as processes: set-up, start, call, stop, and what goes wrong on the way.

They run in a copy of the project, so that a receptionist that runs here is left alone.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from project_files import ROOT, tracked_files

from direct_booking.clock import monotonic_s
from direct_booking.serving import quiet
from direct_booking.serving.model import MODEL, train_if_needed

PORTS = ("DIRECT_BOOKING_PORT", "DIRECT_BOOKING_ACTIONS_PORT", "DIRECT_BOOKING_CONSOLE_PORT")
PYTHON_310 = Path(sys.base_prefix) / "bin" / "python3.10"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Checkout:
    """A copy of the project with its trained model and ports of its own."""

    root: Path
    port: int
    environment: dict[str, str]

    def command(self, *arguments: str) -> list[str]:
        """``direct-booking`` of this copy, run by the tests' own environment."""
        return [sys.executable, "-m", "direct_booking.cli", *arguments]

    def run(self, *arguments: str, typed: str = "", **variables: str) -> subprocess.CompletedProcess:
        """Run one command to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.root,
            env={**self.environment, **variables},
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Checkout:
    """The files that git knows, and the model of them."""
    train_if_needed(ROOT, say=lambda _step: None)
    root = tmp_path_factory.mktemp("checkout")
    for path in tracked_files():
        (root / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, root / path.relative_to(ROOT))
    for path in (ROOT / MODEL.parent).glob("receptionist.*"):
        shutil.copy2(path, root / MODEL.parent / path.name)
    ports = {name: str(free_port()) for name in PORTS}
    # Neither what the owner has set nor what Rasa sets where it was imported belongs to a newcomer's shell.
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("DIRECT_BOOKING_") and name not in quiet.ENVIRONMENT
    }
    return Checkout(root, int(ports["DIRECT_BOOKING_PORT"]), {**kept, **ports})


@pytest.fixture(scope="module")
def running(checkout) -> Iterator[tuple[subprocess.Popen, Path]]:
    """A receptionist that is ready for calls, and the file with what it has printed."""
    printed = checkout.root / "printed"
    with printed.open("w") as output:
        process = subprocess.Popen(
            checkout.command("run"), cwd=checkout.root, env=checkout.environment, stdout=output, stderr=output
        )
    deadline_s = monotonic_s() + 120
    while "Ready in" not in printed.read_text() and process.poll() is None and monotonic_s() < deadline_s:
        time.sleep(0.2)
    yield process, printed
    if process.poll() is None:
        process.terminate()
        process.wait(timeout=30)


def test_run_says_where_to_go_next(running, checkout):
    """A newcomer reads what to type in the other terminal."""
    process, printed = running
    assert process.poll() is None, printed.read_text()
    assert f"make talk PORT={checkout.port}" in printed.read_text()


def test_the_printed_link_opens_the_console(running, checkout):
    """The first owner comes in by what the terminal says; the log has no such link."""
    _process, printed = running
    (link,) = re.findall(r"http://localhost:\d+/welcome/\S+", printed.read_text())
    page = requests.get(link, timeout=10)
    assert (page.status_code, "Choose what you sign in with" in page.text) == (200, True)
    log = checkout.root / "var" / "log" / "console.log"
    assert "welcome" not in log.read_text()


def test_the_servers_listen_on_this_machine_only(running, checkout):
    """The action server answers an error with the whole request in it."""
    bound = {
        line.split()[3]
        for line in subprocess.run(
            ["ss", "-Hltn"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
    }
    ours = {checkout.environment[name] for name in PORTS}
    assert {address for address in bound if address.rsplit(":", 1)[1] in ours} == {
        f"127.0.0.1:{port}" for port in ours
    }


def test_a_call_is_held_with_the_running_receptionist(running, checkout):
    """It greets the caller, and says goodbye by the channel's event."""
    held = checkout.run("talk", typed="hello\n")
    assert held.returncode == 0, held.stderr
    assert held.stdout.count("\nbot  ") >= 2
    assert "Loading the receptionist" not in held.stdout


def test_a_second_receptionist_is_told_that_the_port_is_taken(running, checkout):
    """One sentence, which says how to choose another."""
    second = checkout.run("run")
    assert second.returncode == 1
    assert second.stderr == (
        f"Port {checkout.port} cannot be used (Address already in use): stop what listens there, "
        "or choose another port with DIRECT_BOOKING_PORT.\n"
    )


def test_ctrl_c_stops_every_server(running, checkout):
    """Nobody is left behind, and asking to stop is no failure."""
    process, printed = running
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert printed.read_text().endswith("Stopped.\n")
    for name in PORTS:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", int(checkout.environment[name]))) != 0


def test_a_pretended_call_needs_no_servers_and_keeps_nothing(checkout):
    """7.3: any caller number, any time; the real database has no trace of it."""
    held = checkout.run(
        "talk", "--now", "2026-11-16T10:00", "--from", "+12125550142", typed="hello\nhang up\n"
    )
    assert held.returncode == 0, held.stderr
    assert "It is 2026-11-16T10:00 now" in held.stdout
    assert held.stdout.count("\nbot  ") >= 2
    assert "Nothing of this call is on the calendar." in held.stdout
    # What the libraries say about themselves, and failures, are for the log.
    assert held.stderr == ""
    assert checkout.run("bookings", "list").stdout == "default has no bookings yet.\n"


def test_an_action_server_that_cannot_start_is_shown_with_its_last_words(checkout):
    """Half a receptionist is none: Rasa is stopped, too."""
    broken = checkout.root / "actions" / "broken.py"
    broken.write_text("import something_that_is_not_installed\n")
    try:
        ended = checkout.run("run")
    finally:
        broken.unlink()
    assert ended.returncode == 1
    assert ended.stderr.startswith("The action server ended with code 1; its log is ")
    assert "No module named 'something_that_is_not_installed'" in ended.stdout


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"DIRECT_BOOKING_DATABASE": "postgresql://nobody@127.0.0.1:1/none"}, 1),
        ({"DIRECT_BOOKING_DATABASE": "sqlite:////dev/null/folder/file.sqlite"}, 1),
        ({"DIRECT_BOOKING_ACTIONS_PORT": "high"}, 2),
    ],
)
def test_run_refuses_in_one_sentence_what_it_cannot_start_with(checkout, variables, code):
    """Before any server is started."""
    ended = checkout.run("run", **variables)
    assert (ended.returncode, ended.stderr.count("\n"), ended.stdout) == (code, 1, "")


def test_a_model_that_another_version_trained_is_refused(checkout):
    """``require_usable`` has its own tests; this is that ``run`` asks it."""
    model = checkout.root / MODEL
    whole = model.read_bytes()
    model.write_bytes(whole[: len(whole) // 50])
    try:
        ended = checkout.run("run")
    finally:
        model.write_bytes(whole)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "'make train' makes another" in ended.stderr


@pytest.fixture
def bare(tmp_path) -> Path:
    """A project that is only a lock and the bootstrap, and a PATH with a uv that installs nothing."""
    project, path = tmp_path / "project", tmp_path / "path"
    (project / "bin").mkdir(parents=True)
    path.mkdir()
    shutil.copy2(ROOT / "bin" / "bootstrap", project / "bin" / "bootstrap")
    (project / "requirements.lock").write_text("nothing==1.0\n")
    for name in ["sh", "dirname", "cat", "tr", "sha256sum", "grep", "rm", "mkdir", "chmod", "flock"]:
        (path / name).symlink_to(shutil.which(name))
    uv = path / "uv"
    uv.write_text(
        "#!/bin/sh\n"
        f'echo "$*" >>"{tmp_path}/asked"\n'
        'case "$1" in\n'
        '    venv) "$4" -m venv --without-pip "$5" ;;\n'
        f'    pip) [ ! -e "{tmp_path}/no-index" ] ;;\n'
        "esac\n"
    )
    uv.chmod(0o755)
    return project


def bootstrap(project: Path, **variables: str) -> subprocess.CompletedProcess:
    """Run the bootstrap with nothing but the fake PATH and these variables."""
    environment = {"PATH": str(project.parent / "path"), "HOME": str(project.parent), **variables}
    shell = shutil.which("sh")
    return subprocess.run(
        [shell, "bin/bootstrap"], cwd=project, env=environment, capture_output=True, text=True, timeout=60
    )


def asked(project: Path) -> list[str]:
    """What uv was asked to install."""
    lines = (project.parent / "asked").read_text().splitlines() if (project.parent / "asked").exists() else []
    return [line for line in lines if line.startswith("pip sync")]


def test_set_up_installs_once_and_again_when_the_lock_changes(bare):
    """Nothing is asked of a network when nothing has changed."""
    assert bootstrap(bare, PYTHON=str(PYTHON_310)).returncode == 0
    assert len(asked(bare)) == 1
    assert "--require-hashes" in asked(bare)[0]
    assert bootstrap(bare).returncode == 0
    assert len(asked(bare)) == 1
    (bare / "requirements.lock").write_text("nothing==2.0\n")
    assert bootstrap(bare).returncode == 0
    assert len(asked(bare)) == 2


def test_a_shim_that_does_not_run_is_passed_over(bare):
    """A pyenv shim may exist and only print advice: the versions folder has the Python."""
    shim = bare.parent / "path" / "python3.10"
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.10: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    folder = bare.parent / ".pyenv" / "versions" / "3.10.99" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").symlink_to(PYTHON_310)
    ended = bootstrap(bare)
    assert ended.returncode == 0, ended.stderr
    assert "3.10.99" in ended.stderr


def test_a_python_that_was_asked_for_and_is_not_3_10_is_refused(bare):
    """What the operator names is never silently replaced."""
    ended = bootstrap(bare, PYTHON=shutil.which("sh"))
    assert ended.returncode == 1
    assert "is not a Python 3.10 that runs" in ended.stderr
    assert not (bare / ".venv").exists()


def test_no_python_at_all_is_one_sentence(bare):
    """Unless the machine has one at a place of its own."""
    if any(Path(folder, "python3.10").exists() for folder in ("/usr/local/bin", "/opt/homebrew/bin")):
        pytest.skip("this machine has a Python 3.10 that needs no PATH")
    ended = bootstrap(bare)
    assert ended.returncode == 1
    assert ended.stderr.startswith("No Python 3.10 was found")
    assert ended.stderr.count("\n") == 1


def test_a_set_up_that_failed_begins_anew(bare):
    """An environment that is half installed is never taken for a whole one."""
    (bare.parent / "no-index").touch()
    failed = bootstrap(bare, PYTHON=str(PYTHON_310))
    assert failed.returncode == 1
    assert "could not be installed" in failed.stderr
    (bare / ".venv" / "left-over").touch()
    (bare.parent / "no-index").unlink()
    again = bootstrap(bare, PYTHON=str(PYTHON_310))
    assert again.returncode == 0
    assert "An earlier set-up was interrupted" in again.stderr
    assert not (bare / ".venv" / "left-over").exists()


def test_two_set_ups_at_once_make_one_environment(bare):
    """The second waits, and finds the work done."""
    environment = {"PATH": str(bare.parent / "path"), "HOME": str(bare.parent), "PYTHON": str(PYTHON_310)}
    shell = shutil.which("sh")
    both = [subprocess.Popen([shell, "bin/bootstrap"], cwd=bare, env=environment) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert len(asked(bare)) == 1


def test_a_moved_checkout_makes_its_own_environment(bare):
    """Its scripts name the folder that they were made for."""
    assert bootstrap(bare, PYTHON=str(PYTHON_310)).returncode == 0
    moved = bare.rename(bare.with_name("moved"))
    assert bootstrap(moved, PYTHON=str(PYTHON_310)).returncode == 0
    assert str(moved) in (moved / ".venv" / "bin" / "direct-booking").read_text()


def test_a_folder_that_cannot_be_written_is_one_sentence(bare):
    """Here a file stands where the folder for what runs should be."""
    (bare / "var").write_text("")
    ended = bootstrap(bare, PYTHON=str(PYTHON_310))
    assert ended.returncode == 1
    assert (
        ended.stderr == f"The folder {bare} cannot be written to: make it yours, or clone into one that is.\n"
    )
