"""An owner's access at Microsoft: sign-in, renewal and its end, by Microsoft's own library (MSAL).

MSAL is asked anew each time and keeps nothing: what it would keep is in the secret, and what it sends goes
through our door (``microsoft_msal.py``). Where the secret is kept is not known here.
https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from direct_booking.calendars.errors import AccessExpired
from direct_booking.calendars.grants import Vault
from direct_booking.calendars.http import Door
from direct_booking.calendars.microsoft_errors import code_for_owner, refusal_of
from direct_booking.calendars.microsoft_msal import SCOPES, Addresses, App, Library
from direct_booking.calendars.signing_in import SignIn, SignInFailed
from direct_booking.clock import Clock, SystemClock
from direct_booking.deadline import Deadline

__all__ = ["SCOPES", "Addresses", "App", "MicrosoftGrant", "begin", "finish", "revoke"]

# A token that ends during the next call is renewed before it.
_MARGIN = timedelta(minutes=5)
# Field notes: at most one token request a minute for an access that has ended.
_PATIENCE = timedelta(minutes=1)


def begin(app: App, redirect_uri: str, *, hint: str | None = None) -> SignIn:
    """Begin an owner's sign-in, with state, nonce and PKCE.

    Asks nobody.

    Args:
        redirect_uri: where Microsoft sends the owner back to, as it is registered for the app.
        hint: the address of the account that is reconnected.
    """
    flow = Library(app).begin(redirect_uri, hint)
    return SignIn(address=flow.pop("auth_uri"), flow=flow)


def finish(
    app: App,
    flow: Mapping[str, object],
    answer: Mapping[str, str],
    *,
    door: Door,
    deadline_s: float,
    clock: Clock | None = None,
) -> dict[str, object]:
    """Finish a sign-in: what is to be kept of it, JSON values; ``account`` is the address to show.

    Args:
        flow: as ``begin`` gave it.
        answer: the query of the address at which the owner came back.

    Raises:
        SignInFailed: no access was given, or not enough of it.
        Unreachable, OperatorMisconfigured.
    """
    library = Library(app, door, Deadline(deadline_s))
    try:
        result = library.finish(dict(flow), dict(answer))
    except (ValueError, RuntimeError, KeyError) as error:
        # MSAL says so of a state or a nonce that is not the one this sign-in began with.
        raise SignInFailed(
            "This sign-in did not begin here, or was used already: begin it anew.", "state_mismatch"
        ) from error
    if "access_token" not in result:
        reason, sentence = code_for_owner(result)
        if reason is None:
            raise refusal_of(result)
        raise SignInFailed(sentence, reason)
    if missing := SCOPES - _granted(result):
        raise SignInFailed(
            f"Microsoft did not give all that is needed ({', '.join(sorted(missing))}): connect again and "
            "accept everything, or ask your administrator to.",
            "scopes_missing",
        )
    return _secret(result, library, (clock or SystemClock()).now())


def revoke(app: App, secret: Mapping[str, object], *, door: Door, deadline_s: float) -> bool:
    """Take an access back at Microsoft; False, because Microsoft has no way to.

    It has one only to end all of the account's sessions everywhere, which is not ours to do. Access that is
    forgotten ends by itself when it was not used for 90 days; owners take their consent back at
    https://myapps.microsoft.com or https://account.live.com/consent/Manage.
    """
    return False


class MicrosoftGrant:
    """The access of one connection; see ``grants.Grant``."""

    def __init__(self, app: App, vault: Vault, door: Door, clock: Clock) -> None:
        self._app = app
        self._vault = vault
        self._door = door
        self._clock = clock
        self._kept: Mapping[str, object] = {}
        self._refused: str | None = None
        self._ended: tuple[str, datetime] | None = None

    def token(self, *, deadline_s: float) -> str:
        """A token that has not run out; see ``grants.Grant.token``."""
        deadline = Deadline(deadline_s)
        if not self._is_good(self._kept):
            self._kept = self._vault.read()
        if not self._is_good(self._kept):
            self._kept = self._renewed(deadline)
        return str(self._kept["token"])

    def refused(self, token: str) -> None:
        """Say that a token was refused; see ``grants.Grant.refused``."""
        self._refused = token

    def _renewed(self, deadline: Deadline) -> Mapping[str, object]:
        self._refuse_what_has_ended(self._kept)
        with self._vault.renewing(deadline_s=deadline.left_s()) as renewal:
            if self._is_good(renewal.secret):
                return renewal.secret  # another worker was faster
            self._refuse_what_has_ended(renewal.secret)
            library = Library(self._app, self._door, deadline, cache=str(renewal.secret.get("cache") or ""))
            result = library.renew()
            if not result or "access_token" not in result:
                refusal = refusal_of(result)
                if isinstance(refusal, AccessExpired):
                    self._ended = (_mark(renewal.secret), self._clock.now() + _PATIENCE)
                raise refusal
            secret = {**renewal.secret, **_secret(result, library, self._clock.now())}
            # Before it is used: Microsoft may have put a new refresh token in the place of the old one.
            renewal.save(secret)
            return secret

    def _is_good(self, secret: Mapping[str, object]) -> bool:
        token, until = secret.get("token"), secret.get("expires_at")
        if not token or token == self._refused or not isinstance(until, str):
            return False
        return datetime.fromisoformat(until) > self._clock.now() + _MARGIN

    def _refuse_what_has_ended(self, secret: Mapping[str, object]) -> None:
        if self._ended and self._ended[0] == _mark(secret) and self._clock.now() < self._ended[1]:
            raise AccessExpired("Microsoft's access has ended.")


def _secret(result: Mapping, library: Library, now: datetime) -> dict[str, object]:
    expires_at = now + timedelta(seconds=float(result.get("expires_in") or 0))
    secret: dict[str, object] = {
        "cache": library.cache(),
        "token": result["access_token"],
        "expires_at": expires_at.isoformat(),
    }
    if account := library.account():
        secret["account"] = account
    return secret


def _granted(result: Mapping) -> set[str]:
    # Microsoft names them with or without the address of Graph.
    named = {each.rsplit("/", 1)[-1].lower() for each in str(result.get("scope") or "").split()}
    return {each for each in SCOPES if each.lower() in named}


def _mark(secret: Mapping[str, object]) -> str:
    return hashlib.sha256(str(secret.get("cache")).encode()).hexdigest()
