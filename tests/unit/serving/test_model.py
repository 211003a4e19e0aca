"""The model is trained when what it is made of has changed, and a model that does not fit is refused."""

import io
import json
import tarfile
from importlib import metadata
from pathlib import Path

import pytest

from direct_booking.serving.errors import ModelUnusable
from direct_booking.serving.model import MODEL, inputs_digest, is_current, require_usable


@pytest.fixture
def project(tmp_path) -> Path:
    """A folder with one file of each kind that a model is made of, and one of each kind that it is not."""
    for name in (
        "config.yml",
        "domain.yml",
        "data/nlu/call.yml",
        "direct_booking/nlu/reader.py",
        "direct_booking/hearing/times/rules.py",
        "direct_booking/vocabulary/english.py",
        "actions/call.py",
        "direct_booking/reception/calls.py",
        "direct_booking/nlu/__pycache__/reader.pyc",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def archive(path: Path, name: str, content: dict) -> Path:
    """A model archive with one file in it."""
    path.parent.mkdir(exist_ok=True)
    body = json.dumps(content).encode()
    with tarfile.open(path, "w:gz") as written:
        member = tarfile.TarInfo(name)
        member.size = len(body)
        written.addfile(member, io.BytesIO(body))
    return path


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "data/nlu/call.yml",
        "direct_booking/nlu/reader.py",
        "direct_booking/hearing/times/rules.py",
        "direct_booking/vocabulary/english.py",
    ],
)
def test_a_change_of_what_the_model_is_made_of_is_seen(project, name):
    """Its contents, its name and its absence all count."""
    before = inputs_digest(project)
    (project / name).write_text("something else")
    changed = inputs_digest(project)
    (project / name).write_text(name)
    assert inputs_digest(project) == before != changed
    (project / name).rename((project / name).with_name("renamed"))
    assert inputs_digest(project) != before


@pytest.mark.parametrize(
    "name",
    [
        "actions/call.py",
        "direct_booking/reception/calls.py",
        "direct_booking/nlu/__pycache__/reader.pyc",
        "new.md",
    ],
)
def test_a_change_of_anything_else_trains_nothing(project, name):
    """Training takes half a minute that a newcomer would wait for in vain."""
    before = inputs_digest(project)
    (project / name).write_text("something else")
    assert inputs_digest(project) == before


def test_touching_a_file_is_no_change(project):
    """A checkout gives every file a new time."""
    before = inputs_digest(project)
    (project / "domain.yml").touch()
    assert inputs_digest(project) == before


def test_a_model_is_current_only_with_the_stamp_of_the_present_files(project):
    """No model, no stamp and an old stamp are three ways not to be current."""
    assert not is_current(project)
    model = archive(project / MODEL, "metadata.json", {})
    assert not is_current(project)
    stamp = model.with_name("receptionist.inputs")
    stamp.write_text(inputs_digest(project))
    assert is_current(project)
    (project / "domain.yml").write_text("changed")
    assert not is_current(project)


def test_a_model_of_this_version_is_usable(tmp_path):
    """Rasa writes its version into the archive."""
    present = metadata.version("rasa")
    require_usable(
        archive(tmp_path / "model.tar.gz", "./metadata.json", {"rasa_open_source_version": present})
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("./metadata.json", {"rasa_open_source_version": "3.0.4"}),
        ("fingerprint.json", {"version": "2.8.1"}),
    ],
)
def test_a_model_of_another_version_is_refused_with_both_versions(tmp_path, name, content):
    """One sentence: which version trained it, which is installed, and the remedy."""
    model = archive(tmp_path / "model.tar.gz", name, content)
    with pytest.raises(
        ModelUnusable, match=r"trained by Rasa [23]\.\d\.\d and Rasa 3\.6\.\d+ is installed: 'make train'"
    ):
        require_usable(model)


def test_a_model_that_is_missing_damaged_or_something_else_is_refused(tmp_path):
    """Each has its own sentence, with the remedy."""
    with pytest.raises(ModelUnusable, match="There is no model"):
        require_usable(tmp_path / "model.tar.gz")
    whole = archive(tmp_path / "model.tar.gz", "metadata.json", {"padding": list(range(1000))})
    whole.write_bytes(whole.read_bytes()[:-900])
    with pytest.raises(ModelUnusable, match="is damaged"):
        require_usable(whole)
    with pytest.raises(ModelUnusable, match="is not a model"):
        require_usable(archive(tmp_path / "other.tar.gz", "readme.txt", {}))
