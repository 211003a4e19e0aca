"""The access to one owner's Google Calendar, renewed when it runs out (SPEC 1.5).

How it was given is in ``google_oauth.py``; where its secret is kept, ``Vault`` in ``grants.py``.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import SimpleNamespace

from direct_booking.calendars.errors import AccessExpired, Unreachable
from direct_booking.calendars.google_client import hush
from direct_booking.calendars.google_oauth import App
from direct_booking.calendars.google_tokens import Said, posted, with_token
from direct_booking.calendars.grants import Renewal, Vault
from direct_booking.calendars.http import Door
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline

# A token is renewed so long before it runs out: a request must not meet its end.
EARLY = timedelta(seconds=60)

Secret = Mapping[str, object]


class GoogleGrant:
    """Gives out access tokens; see ``grants.Grant``.

    The secret holds ``refresh_token``, and once there are any ``access_token`` with ``expires_at``. How often
    a grant that is gone is asked about is the vault's to say.
    """

    def __init__(self, app: App, vault: Vault, door: Door, clock: Clock) -> None:
        self._app = app
        self._vault = vault
        self._door = door
        self._clock = clock
        self._kept: Secret = {}
        self._refused = ""

    def token(self, *, deadline_s: float) -> str:
        """A token that has not run out; see ``grants.Grant.token``."""
        deadline = Deadline(deadline_s)
        token = self._good(self._kept)
        return token or self._good(self._keep(self._vault.read())) or self._renewed(deadline)

    def refused(self, token: str) -> None:
        """Give this token out no more."""
        self._refused = token

    def _renewed(self, deadline: Deadline) -> str:
        with self._vault.renewing(deadline_s=deadline.left_s()) as renewal:
            # Another worker may have done it while this one waited: one request for all of them.
            token = self._good(self._keep(renewal.secret))
            return token or str(self._keep(self._renew(renewal, deadline))["access_token"])

    def _keep(self, secret: Secret) -> Secret:
        self._kept = secret
        return secret

    def _renew(self, renewal: Renewal, deadline: Deadline) -> Secret:
        said = _asked(self._app, renewal.secret, self._door, deadline)
        life = timedelta(seconds=said["expires_in"])
        secret = {
            **renewal.secret,
            "access_token": said["access_token"],
            "expires_at": (self._clock.now() + life).isoformat(),
            # Google may hand out a new one; the old one is then worth nothing.
            "refresh_token": said.get("refresh_token") or renewal.secret["refresh_token"],
        }
        renewal.save(secret)
        return secret

    def _good(self, secret: Secret) -> str | None:
        """The access token of a secret, if it can be used."""
        token, until = secret.get("access_token"), _instant(secret.get("expires_at"))
        if not isinstance(token, str) or until is None or token == self._refused:
            return None
        return token if self._clock.now() < until - EARLY else None


def _asked(app: App, secret: Secret, door: Door, deadline: Deadline) -> Said:
    """What the token endpoint answers to a refresh token.

    Raises:
        AccessExpired, OperatorMisconfigured, Unreachable.
    """
    hush()
    from google.auth.exceptions import GoogleAuthError
    from google.oauth2 import reauth

    if not secret.get("refresh_token"):
        raise AccessExpired("There is no access to this Google account.")

    def request(url: str, method: str = "POST", body: bytes | None = None, headers=None, **_options):
        # What may be tried again is raised here, else the library sleeps and tries by itself.
        said = with_token(posted(door, url, body or b"", deadline))
        return SimpleNamespace(status=200, headers={}, data=json.dumps(said).encode())

    try:
        answered = reauth.refresh_grant(
            request, app.addresses.token, secret["refresh_token"], app.client_id, app.client_secret
        )
    except GoogleAuthError as error:
        raise Unreachable("Google's answer holds no token.") from error
    return answered[3]


def _instant(text: object) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return instant if instant.tzinfo else None
