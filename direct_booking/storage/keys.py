"""The keys that connections' secrets are encrypted with: several, newest first, all of which still open.

Where they come from is said by the environment, which ``wiring`` reads. Encrypting everything anew is in
``reception.rekeying``.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from cryptography.fernet import Fernet, InvalidToken

from direct_booking.errors import Misconfigured
from direct_booking.storage.errors import SecretUnreadable

VARIABLE = "DIRECT_BOOKING_KEYS"

# For nobody but the user whom the product runs as.
_OWNER_ONLY = 0o600


class Keys(Protocol):
    """Where keys are kept."""

    def present(self) -> tuple[str, ...]:
        """The keys there are now, newest first; none when there are none yet."""

    def ensured(self) -> tuple[str, ...]:
        """The same, with a first one made where that can be done.

        Raises:
            Misconfigured: there is none, and none can be made.
        """


class GivenKeys:
    """Keys that an operator has put into the environment."""

    def __init__(self, text: str) -> None:
        """Read keys, newest first, apart by commas or white space.

        Raises:
            Misconfigured: one of them is no key.
        """
        self._keys = parsed(text, f"{VARIABLE} holds")
        if not self._keys:
            raise Misconfigured(f"{VARIABLE} holds no key: 'direct-booking keys make' prints one.")

    def present(self) -> tuple[str, ...]:
        """See ``Keys``."""
        return self._keys

    def ensured(self) -> tuple[str, ...]:
        """See ``Keys``."""
        return self._keys


class KeyFile:
    """Keys in a file of their own, newest first, one a line; made when the first secret is kept.

    It is read anew whenever it has changed, so that a running process follows a rotation.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def present(self) -> tuple[str, ...]:
        """See ``Keys``.

        Raises:
            Misconfigured: the file cannot be read, or holds something else than keys.
        """
        try:
            text = self.path.read_text(encoding="ascii")
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise Misconfigured(f"The key file {self.path} cannot be read: make it yours again.") from error
        found = parsed(text, f"The key file {self.path} holds")
        if not found:
            # Never made anew: whoever emptied it may still have the keys.
            raise Misconfigured(
                f"The key file {self.path} is empty: put its keys back, or remove it and reconnect calendars."
            )
        return found

    def ensured(self) -> tuple[str, ...]:
        """See ``Keys``; of two processes that make the first key at once, one finds that of the other."""
        found = self.present()
        if found:
            return found
        self._write((new_key(),), replacing=False)
        return self.present()

    def put_first(self, key: str, keeping: Sequence[str]) -> None:
        """Make this the newest key, and of the others keep those.

        Raises:
            Misconfigured: the file cannot be written.
        """
        self._write((key, *keeping), replacing=True)

    def _write(self, keys: Sequence[str], *, replacing: bool) -> None:
        # Whole or not at all: nobody reads half a file, and a link never replaces one that is there.
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write("".join(f"{key}\n" for key in keys))
                file.flush()
                os.fsync(file.fileno())
            if replacing:
                draft.replace(self.path)
            else:
                with suppress(FileExistsError):
                    os.link(draft, self.path)
        except OSError as error:
            raise Misconfigured(
                f"The key file {self.path} cannot be written ({error.strerror}): make its folder yours, "
                f"or set {VARIABLE}."
            ) from error
        finally:
            draft.unlink(missing_ok=True)


class Keyring:
    """Seals and opens secrets. May be used from any thread and process."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def seal(self, account_id: int, secret: Mapping[str, object]) -> str:
        """A secret of JSON values, encrypted with the newest key, for this account only.

        Raises:
            Misconfigured: there is no key, and none could be made.
        """
        plain = json.dumps({"of": account_id, "secret": dict(secret)}).encode()
        return Fernet(self._keys.ensured()[0]).encrypt(plain).decode()

    def newest(self) -> bytes:
        """The newest key, for what is derived from it. Raises as ``seal``."""
        return self._keys.ensured()[0].encode()

    def open(self, account_id: int, sealed: str) -> dict[str, object]:
        """What was sealed.

        Raises:
            SecretUnreadable: with a key that is not here any more, or for another account.
        """
        opened = _opened(self._present(), account_id, sealed)
        if opened is None:
            raise SecretUnreadable(
                "The key that a calendar's access was encrypted with is not here: put it back, or reconnect."
            )
        return opened[1]

    def resealed(self, account_id: int, sealed: str) -> str | None:
        """The same secret under the newest key; None when it is under that one already.

        Raises:
            SecretUnreadable: as ``open``. Misconfigured.
        """
        newest = self._keys.ensured()[:1]
        if _opened(newest, account_id, sealed):
            return None
        return self.seal(account_id, self.open(account_id, sealed))

    def _present(self) -> tuple[str, ...]:
        try:
            return self._keys.present()
        except Misconfigured as error:
            raise SecretUnreadable(str(error)) from error


def new_key() -> str:
    """A key that nobody has yet: 44 printable characters."""
    return Fernet.generate_key().decode()


def key_needed(keys: Sequence[str], account_id: int, sealed: str) -> str | None:
    """Which of these keys opens this; None when none does. Pure."""
    opened = _opened(keys, account_id, sealed)
    return opened[0] if opened else None


def parsed(text: str, where: str) -> tuple[str, ...]:
    """Keys apart by commas or white space. Pure.

    Args:
        where: the beginning of the sentence in which a mistake is told.

    Raises:
        Misconfigured: one of them is no key; none of them is quoted.
    """
    keys = tuple(each for each in re.split(r"[\s,]+", text) if each)
    for number, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError as error:
            raise Misconfigured(
                f"{where} something that is no key (number {number}): 'direct-booking keys make' prints one."
            ) from error
    return keys


def _opened(keys: Sequence[str], account_id: int, sealed: str) -> tuple[str, dict[str, object]] | None:
    for key in keys:
        with suppress(InvalidToken):
            content = json.loads(Fernet(key).decrypt(sealed.encode()))
            # 1.1: a row that was copied to another account opens nothing there.
            return (key, content["secret"]) if content["of"] == account_id else None
    return None
