"""The keys of this installation, from the environment."""

from collections.abc import Mapping
from pathlib import Path

from direct_booking.storage.keys import VARIABLE, GivenKeys, KeyFile, Keyring, Keys

FILE_VARIABLE = "DIRECT_BOOKING_KEY_FILE"
FILE = "var/keys"


def keys_of(environment: Mapping[str, str]) -> Keys:
    """The keys in ``DIRECT_BOOKING_KEYS``, or those in a file, which is made when the first is needed.

    Raises:
        Misconfigured: what the variable holds are no keys.
    """
    given = environment.get(VARIABLE, "").strip()
    return GivenKeys(given) if given else KeyFile(Path(environment.get(FILE_VARIABLE) or FILE))


def keyring_of(environment: Mapping[str, str]) -> Keyring:
    """What seals and opens secrets in this installation. Raises as ``keys_of``."""
    return Keyring(keys_of(environment))
