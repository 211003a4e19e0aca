"""The documents tell the truth: every command in them exists, and everything that can be set is in them."""

import re
import subprocess

import pytest
from project_files import ROOT, modules, strings, tracked_files

from direct_booking.cli import main

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"^([A-Z_]+) \?=#", MAKEFILE, re.MULTILINE))
OUR_VARIABLE = re.compile(r"DIRECT_BOOKING_[A-Z_]*[A-Z]")


def commands(program: str) -> list[tuple[str, str]]:
    """What the documents tell a reader to type: (document, the rest of the line after the program's name)."""
    found = []
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        code = re.findall(r"^```(?:sh)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        lines = [line.split("#")[0] for block in code for line in block.splitlines()]
        lines += re.findall(r"`([^`\n]+)`", text)
        for line in lines:
            words = line.split()
            if words[:1] == [program] and len(words) > 1:
                found.append((document.name, " ".join(words[1:])))
    return sorted(set(found))


@pytest.mark.parametrize(("document", "typed"), commands("make"))
def test_every_make_command_of_the_documents_exists(document, typed):
    """A target that a document names is in the Makefile, and so is each variable that it sets."""
    words = typed.split()
    assert {word for word in words if "=" not in word} <= TARGETS
    assert {word.split("=")[0] for word in words if "=" in word} <= VARIABLES


@pytest.mark.parametrize(("document", "typed"), commands("direct-booking"))
def test_every_command_of_the_documents_exists(document, typed):
    """``direct-booking`` knows each command that a document names."""
    words = [word for word in typed.split() if re.fullmatch(r"[a-z]+", word)][:2]
    for length in range(1, len(words) + 1):
        with pytest.raises(SystemExit) as ended:
            main([*words[:length], "--help"])
        assert ended.value.code == 0


def test_make_help_lists_every_target_and_variable():
    """``make help`` documents itself."""
    helped = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z-]+)", helped, re.MULTILINE)) == TARGETS - {"environment"}
    assert set(re.findall(r"^  ([A-Z_]+) ", helped, re.MULTILINE)) == VARIABLES


def test_every_environment_variable_is_documented():
    """Each one that the code reads stands in the README or in ``docs/``, and each of those is read."""
    read = {
        name
        for _path, tree in modules("direct_booking", "actions")
        for literal in strings(tree)
        for name in OUR_VARIABLE.findall(literal.value)
    }
    documented = {
        name for each in DOCUMENTS for name in OUR_VARIABLE.findall(each.read_text(encoding="utf-8"))
    }
    assert read == documented


def test_every_link_of_the_documents_leads_to_a_file():
    """A relative link names a file of the project."""
    for document in [*DOCUMENTS, ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_ci_runs_the_readmes_test_command():
    """What CI runs is what a newcomer is told to run."""
    assert re.search(r"^## Test it\n\n```sh\nmake test\n```", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert re.search(r"^(exec )?make test\b", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)


def test_no_file_names_a_folder_of_somebodys_machine():
    """Paths are relative to the project, or come from the environment."""
    somebodys = re.compile(r"/(?:home|Users)/[a-z]\w*/|/root/|/work/(?!flow)")
    found = []
    for path in tracked_files():
        if path.suffix in {".py", ".yml", ".md", ".toml", ".lock", ".sh", ""} and path.name != "LICENSE":
            text = path.read_text(encoding="utf-8", errors="ignore")
            if path.name != "test_documents.py" and somebodys.search(text):
                found.append(str(path.relative_to(ROOT)))
    assert found == []
