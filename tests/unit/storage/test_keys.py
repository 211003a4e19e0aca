"""Keys: made once, never lost, several at a time; a secret opens with its key and for its account only."""

import stat
import threading

import pytest

from direct_booking.errors import Misconfigured
from direct_booking.storage.errors import SecretUnreadable
from direct_booking.storage.keys import GivenKeys, KeyFile, Keyring, new_key

SECRET = {"refresh_token": "1//very-secret", "scopes": ["a", "b"]}


@pytest.fixture
def file(tmp_path) -> KeyFile:
    """A key file that is not there yet, in a folder that is not there either."""
    return KeyFile(tmp_path / "var" / "keys")


def test_what_is_sealed_is_opened_again_and_not_to_be_read_before(file):
    """1.4: encrypted."""
    ring = Keyring(file)
    sealed = ring.seal(1, SECRET)
    assert "very-secret" not in sealed
    assert ring.open(1, sealed) == SECRET


def test_the_first_key_is_made_when_it_is_needed_for_its_owner_only(file):
    """Looking makes none; sealing makes one, which nobody else may read."""
    assert file.present() == ()
    assert not file.path.exists()
    Keyring(file).seal(1, SECRET)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert len(file.present()) == 1


def test_of_many_that_make_the_first_key_all_have_the_same(file):
    """None of them replaces another's, so that each can open what any has sealed."""
    sealed: list[str] = []
    threads = [
        threading.Thread(target=lambda: sealed.append(Keyring(KeyFile(file.path)).seal(1, SECRET)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Keyring(file).open(1, each) for each in sealed] == [SECRET] * 8
    assert len(file.present()) == 1
    assert [each.name for each in file.path.parent.iterdir()] == ["keys"]


def test_a_key_file_that_is_there_is_never_overwritten(file):
    """Not even an empty one: its keys may be somewhere."""
    file.path.parent.mkdir()
    file.path.write_text("")
    with pytest.raises(Misconfigured, match="is empty: put its keys back"):
        Keyring(file).seal(1, SECRET)
    assert file.path.read_text() == ""


def test_a_key_file_with_something_else_is_refused_without_quoting_it(file):
    """One sentence that names the file."""
    file.path.parent.mkdir()
    file.path.write_text(f"{new_key()}\nhunter2\n")
    with pytest.raises(Misconfigured, match="number 2") as refused:
        file.present()
    assert "hunter2" not in str(refused.value)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """One sentence, with the remedy."""
    (tmp_path / "var").write_text("a file")
    with pytest.raises(Misconfigured, match=r"The key file .* cannot be"):
        KeyFile(tmp_path / "var" / "keys").ensured()


def test_every_given_key_opens_and_the_first_seals():
    """Newest first, apart by commas or lines."""
    old, new = new_key(), new_key()
    sealed = Keyring(GivenKeys(old)).seal(1, SECRET)
    both = Keyring(GivenKeys(f" {new} ,\n{old}"))
    assert both.open(1, sealed) == SECRET
    resealed = both.resealed(1, sealed)
    assert Keyring(GivenKeys(new)).open(1, resealed) == SECRET
    assert both.resealed(1, resealed) is None


@pytest.mark.parametrize("text", ["hunter2", "", " , "])
def test_a_variable_without_a_key_is_named(text):
    """One sentence with the remedy, which does not quote what may be half a key."""
    with pytest.raises(Misconfigured, match="DIRECT_BOOKING_KEYS holds .*keys make") as refused:
        GivenKeys(text)
    assert "hunter2" not in str(refused.value)


def test_a_foreign_or_lost_key_is_said_with_the_remedy(file):
    """One clear sentence, and nothing is made in its place."""
    sealed = Keyring(GivenKeys(new_key())).seal(1, SECRET)
    for ring in (Keyring(GivenKeys(new_key())), Keyring(file)):
        with pytest.raises(SecretUnreadable, match="put it back, or reconnect"):
            ring.open(1, sealed)
    assert not file.path.exists()


def test_a_secret_that_was_copied_to_another_account_opens_nothing_there(file):
    """1.1: what belongs to an account never leaks to another."""
    ring = Keyring(file)
    with pytest.raises(SecretUnreadable):
        ring.open(2, ring.seal(1, SECRET))


def test_a_running_process_follows_a_rotation(file):
    """The file is read anew; the old key stays as long as it is told to."""
    ring = Keyring(file)
    before = ring.seal(1, SECRET)
    (old,) = file.present()
    file.put_first(new_key(), [old])
    after = ring.seal(1, SECRET)
    assert ring.open(1, before) == ring.open(1, after) == SECRET
    assert Keyring(GivenKeys(file.present()[0])).open(1, after) == SECRET
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
