"""What is installed is what is declared, what is declared is needed, and the lock holds for any index."""

import ast
import re
import sys
from functools import lru_cache
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from project_files import ROOT, modules

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK, re.MULTILINE))
# Needed without being imported: the data of time zones.
LOADED_BY_OTHERS = {"tzdata"}
# Needed by Rasa, which does not say so: pkg_resources left setuptools in version 81.
NEEDED_BY_RASA = {"setuptools"}
# Commands of the tests.
RUN_BY_MAKE = {"ruff", "import-linter"}
# A server that the tests start as a program.
STARTED_BY_TESTS = {"radicale"}
LOADED_BY_PYTEST = {"pytest-asyncio", "pytest-xdist"}


def declared(requirements: list[str]) -> dict[str, Requirement]:
    """Requirements by their canonical names."""
    parsed = map(Requirement, requirements)
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


RUNTIME = declared(PYPROJECT["dependencies"])
TEST = declared(PYPROJECT["optional-dependencies"]["test"])


@lru_cache(maxsize=1)
def owners() -> dict[str, set[str]]:
    """Importable names, one or two parts long, and the distributions whose files they are."""
    found: dict[str, set[str]] = {}
    for each in metadata.distributions():
        name = canonicalize_name(each.metadata["Name"])
        for file in each.files or []:
            if file.suffix in (".py", ".so"):
                parts = [*file.parent.parts, file.name.split(".")[0]]
                for length in (1, 2):
                    found.setdefault(".".join(parts[:length]), set()).add(name)
    return found


def imported(*folders: str) -> set[str]:
    """The distributions whose packages these folders import."""
    packages = set()
    for _path, tree in modules(*folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                packages |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                packages.add(node.module)
    found, known = set(), owners()
    for package in packages:
        parts = package.split(".")
        # The longest that is a distribution's own: ``ruamel`` alone is a folder that several of them share.
        found |= known.get(".".join(parts[:2])) or known.get(parts[0]) or set()
    return found


def test_what_the_product_imports_is_declared_and_what_is_declared_is_used():
    """A package that only comes along with another may go with it, and one that nobody uses is a burden."""
    used = imported("direct_booking", "actions")
    assert used - set(RUNTIME) == set()
    assert set(RUNTIME) - used == LOADED_BY_OTHERS | NEEDED_BY_RASA


def test_what_the_tests_use_is_declared():
    """The tests bring only tools for testing."""
    used = imported("tests")
    assert set(TEST) - used <= RUN_BY_MAKE | LOADED_BY_PYTEST | STARTED_BY_TESTS
    assert set(TEST) & set(RUNTIME) == set()


def test_the_lock_names_no_index_and_no_path():
    """It must install from whichever index the reader uses."""
    assert re.findall(r"://|file:|^-.*|^/.*", LOCK, re.MULTILINE) == []


def test_every_package_of_the_lock_has_hashes():
    """What is installed is what was locked."""
    bare = [
        block.splitlines()[0]
        for block in re.split(r"\n(?=\S)", LOCK.strip())
        if "--hash=sha256:" not in block
    ]
    assert [line for line in bare if not line.startswith("#")] == []


@pytest.mark.parametrize("requirement", sorted(map(str, [*RUNTIME.values(), *TEST.values()])))
def test_the_lock_fits_the_ranges(requirement):
    """Every declared package is locked at a version within its range."""
    wanted = Requirement(requirement)
    assert wanted.specifier.contains(LOCKED[canonicalize_name(wanted.name)])


def test_what_is_installed_is_what_is_locked():
    """The tests run on the locked versions."""
    installed = {canonicalize_name(each.metadata["Name"]): each.version for each in metadata.distributions()}
    differing = {
        name: installed.get(name) for name, version in LOCKED.items() if installed.get(name) != version
    }
    assert differing == {}
