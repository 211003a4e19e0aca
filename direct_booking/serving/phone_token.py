"""The token that telephone webhooks are signed with: the company's, or one of this installation's own.

With a token of its own only this machine's simulator can call, which is what an installation begins with.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "DIRECT_BOOKING_TWILIO_AUTH_TOKEN"
FILE = Path("var/phone_token")


def phone_token(root: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The token; made, for the owner's eyes only, when neither the environment nor the file has one.

    Raises:
        OSError: the file cannot be read or made.
    """
    given = environment.get(VARIABLE, "").strip()
    if given:
        return given
    path = root / FILE
    path.parent.mkdir(exist_ok=True)
    try:
        # Whoever comes first makes it; the others read it.
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(16))
    return path.read_text(encoding="ascii").strip()
