"""The servers of a running receptionist, and the console: how each starts, and how one sees that it is ready.

Starting and stopping them is in ``supervisor.py``.
"""

import sys
from pathlib import Path

import requests
from ruamel.yaml import YAML

from direct_booking.console.place import Place
from direct_booking.serving import phone_token, ports, quiet
from direct_booking.serving.supervisor import Server


def servers(root: Path, model: Path, *, rasa_port: int, actions_port: int) -> tuple[Server, Server]:
    """The action server and Rasa, to be run from the project's folder. Writes Rasa's endpoints file."""
    logs = root / "var" / "log"
    actions = Server(
        name="The action server",
        # Without Rasa: the ``rasa`` command would load TensorFlow to start it.
        command=[
            *(sys.executable, "-m", "direct_booking.serving.action_server"),
            *("--actions", "actions", "--port", str(actions_port)),
        ],
        log=logs / "actions.log",
        ready_url=f"http://{ports.HOST}:{actions_port}/health",
        # It answers an error with the whole request in it, so nobody but this machine may ask.
        environment={**quiet.ENVIRONMENT, "SANIC_HOST": ports.HOST},
    )
    rasa = Server(
        name="Rasa",
        command=[
            *(sys.executable, "-m", "direct_booking.serving.rasa_server", "run", "--model", str(model)),
            *("--interface", ports.HOST, "--port", str(rasa_port)),
            *("--endpoints", str(_endpoints(root, actions_port)), "--credentials", "credentials.yml"),
        ],
        log=logs / "rasa.log",
        ready_url=f"http://{ports.HOST}:{rasa_port}/",
        environment={**quiet.ENVIRONMENT, phone_token.VARIABLE: phone_token.phone_token(root)},
    )
    return actions, rasa


def console_server(root: Path, place: Place) -> Server:
    """The owner's console, to be run from the project's folder."""
    return Server(
        name="The console",
        command=[sys.executable, "-m", "direct_booking.serving.console_server"],
        log=root / "var" / "log" / "console.log",
        ready_url=_health_of(place),
        environment=quiet.ENVIRONMENT,
    )


def _endpoints(root: Path, actions_port: int) -> Path:
    """``endpoints.yml`` with the action server's port, for which Rasa's own files know no default."""
    yaml = YAML()
    content = yaml.load(root / "endpoints.yml")
    content["action_endpoint"]["url"] = f"http://{ports.HOST}:{actions_port}/webhook"
    written = root / "var" / "endpoints.yml"
    written.parent.mkdir(exist_ok=True)
    yaml.dump(content, written)
    return written


def console_answers(place: Place) -> bool:
    """Whether a console listens there, rather than nobody or another program."""
    try:
        answer = requests.get(_health_of(place), timeout=2)
    except requests.RequestException:
        return False
    return answer.status_code == 200 and answer.text == "ok"


def _health_of(place: Place) -> str:
    # Of every address that it may listen at, this machine reaches it at its own.
    host = place.host if place.host not in ("", "0.0.0.0", "::") else ports.HOST
    return f"http://{host}:{place.port}/health"


def rasa_answers(port: int) -> bool:
    """Whether a Rasa server listens there, rather than nobody or another program."""
    try:
        answer = requests.get(f"http://{ports.HOST}:{port}/", timeout=2)
    except requests.RequestException:
        return False
    return answer.text.startswith("Hello from Rasa")
