"""``direct-booking settings``: show an account's booking settings as YAML, set one, or load a file."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from direct_booking import wiring
from direct_booking.cli.accounts import chosen
from direct_booking.errors import Misconfigured
from direct_booking.settings import parse, to_mapping
from direct_booking.storage import settings
from direct_booking.storage.database import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``show``, ``set NAME VALUE`` and ``load FILE``, each with ``--account``."""
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    show = verbs.add_parser("show", help="print them, every default included")
    show.set_defaults(do=_show)
    load = verbs.add_parser("load", help="replace them by a file's; what the file leaves out has its default")
    load.add_argument("file", type=lambda text: Path(text).resolve())
    load.set_defaults(do=_load)
    one = verbs.add_parser("set", help="set one of them: scheduling_link https://book.example.com/me")
    one.add_argument("name")
    one.add_argument("value", help="as YAML: a word, a number, '[2026-12-24]'")
    one.set_defaults(do=_set)
    for verb in (show, one, load):
        verb.add_argument("--account", help="its name, when there are several")


def run(arguments: argparse.Namespace) -> None:
    """Show, set or load."""
    arguments.do(wiring.database_of(os.environ), arguments)


def _show(database: Database, arguments: argparse.Namespace) -> None:
    with database.reading() as connection:
        present = settings.of_account(connection, chosen(connection, arguments.account).id)
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.dump(to_mapping(present), sys.stdout)


def _set(database: Database, arguments: argparse.Namespace) -> None:
    value = _yaml(arguments.value, arguments.name)
    now = wiring.clock_of(os.environ).now()
    with database.writing(None) as connection:
        account = chosen(connection, arguments.account)
        present = to_mapping(settings.of_account(connection, account.id))
        # The number to transfer to is a number to YAML, and so is +12125550123.
        text = isinstance(present.get(arguments.name), str)
        wanted = parse({**present, arguments.name: arguments.value if text else value})
        settings.save(connection, account.id, wanted, now=now)
    print(f"{arguments.name} of {account.name} is set.")


def _load(database: Database, arguments: argparse.Namespace) -> None:
    wanted = parse(_read(arguments.file))
    now = wiring.clock_of(os.environ).now()
    with database.writing(None) as connection:
        account = chosen(connection, arguments.account)
        settings.save(connection, account.id, wanted, now=now)
    print(f"The settings of {account.name} are those of {arguments.file.name}.")


def _read(file: Path) -> Any:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Misconfigured(f"{file} is not YAML: {error}.") from error
    return _yaml(text, str(file)) or {}


def _yaml(text: str, what: str) -> Any:
    try:
        return YAML(typ="safe").load(text)
    except YAMLError as error:
        at = getattr(error, "problem_mark", None)
        where = f" at line {at.line + 1}" if at else ""
        raise Misconfigured(
            f"{what} is not YAML{where}: {getattr(error, 'problem', None) or error}."
        ) from error
