"""An owner's sign-in at Google, and its end (SPEC 1.3): authorization code with PKCE and state.

What keeps a connection going afterwards is in ``google_grant.py``. No word of Flask or a command line here.
https://developers.google.com/identity/protocols/oauth2/web-server
"""

import hmac
import io
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

import requests
from requests.adapters import BaseAdapter

from direct_booking.calendars.errors import AccessExpired, CalendarError, OperatorMisconfigured
from direct_booking.calendars.google_client import ADDRESS, hush
from direct_booking.calendars.google_errors import judged
from direct_booking.calendars.google_tokens import Said, posted, with_token
from direct_booking.calendars.http import Door
from direct_booking.calendars.signing_in import SignIn, SignInFailed
from direct_booking.deadline import Deadline

AUTHORIZE = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN = "https://oauth2.googleapis.com/token"
REVOKE = "https://oauth2.googleapis.com/revoke"

# 1.4, the least that does it: when the owner is busy; events on the owner's own calendars; their names. No
# scope of Google's is limited to the events that an app has made.
SCOPES = (
    "https://www.googleapis.com/auth/calendar.freebusy",
    "https://www.googleapis.com/auth/calendar.events.owned",
    "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
)


@dataclass(frozen=True)
class Addresses:
    """Where Google is; other addresses are for stand-ins."""

    authorize: str = AUTHORIZE
    token: str = TOKEN
    revoke: str = REVOKE
    api: str = ADDRESS


@dataclass(frozen=True)
class App:
    """The operator's app at Google, for which owners give access."""

    client_id: str
    client_secret: str = field(repr=False)
    addresses: Addresses = Addresses()


def begin(app: App, redirect_uri: str, *, hint: str | None = None) -> SignIn:
    """Begin a sign-in: the address at Google to which the owner goes.

    Args:
        redirect_uri: to which Google sends the owner back; registered with the app.
        hint: the e-mail address of the account that is expected.
    """
    flow = _flow(app, redirect_uri, autogenerate_code_verifier=True)
    hinted = {"login_hint": hint} if hint else {}
    # Only with its consent page does Google give a refresh token to somebody who had given access before.
    address, state = flow.authorization_url(access_type="offline", prompt="consent", **hinted)
    address = app.addresses.authorize + address.removeprefix(AUTHORIZE)
    return SignIn(address, {"state": state, "verifier": flow.code_verifier, "redirect_uri": redirect_uri})


def finish(
    app: App, flow: Mapping[str, object], answer: Mapping[str, str], *, door: Door, deadline_s: float
) -> dict[str, object]:
    """Turn what the owner came back with into a connection's secret.

    Access that was given in part is left as it is, and not revoked: Google takes back all that an app was
    ever given, a connection that works among it.

    Args:
        flow: as ``begin`` gave it, kept for this owner's session.
        answer: the query with which the owner came back.

    Returns:
        ``refresh_token``, ``scopes``, and ``account``, the owner's address, empty when it was not told.

    Raises:
        SignInFailed: the owner has to begin anew.
        Unreachable, OperatorMisconfigured.
    """
    deadline = Deadline(deadline_s)
    code = _code(flow, answer)
    try:
        said = _exchanged(app, flow, code, door, deadline)
    except AccessExpired as error:
        raise SignInFailed("The sign-in at Google took too long. Please try again.", "expired") from error
    granted = str(said.get("scope") or " ".join(SCOPES)).split()
    if not set(SCOPES) <= set(granted):
        # Owners can untick what they like.
        raise SignInFailed(
            "Booking needs all of the permissions that Google listed. Please try again and tick every box.",
            "scopes_missing",
        )
    if not said.get("refresh_token"):
        raise SignInFailed("Google gave access for an hour only. Please try again.", "incomplete")
    account = _account(app, str(said["access_token"]), door, deadline)
    return {"refresh_token": said["refresh_token"], "scopes": sorted(granted), "account": account}


def revoke(app: App, secret: Mapping[str, object], *, door: Door, deadline_s: float) -> None:
    """Take back the access that an owner gave; access that is gone already is fine (SPEC 1.3).

    Raises:
        Unreachable: it may still be there.
        OperatorMisconfigured.
    """
    form = {"token": str(secret.get("refresh_token", ""))}
    try:
        posted(door, app.addresses.revoke, urlencode(form).encode(), Deadline(deadline_s))
    except AccessExpired:
        return


def _code(flow: Mapping[str, object], answer: Mapping[str, str]) -> str:
    """The code that the owner came back with."""
    expected, given = str(flow.get("state") or ""), str(answer.get("state") or "")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise SignInFailed("This sign-in was not begun here. Please try again.", "state_mismatch")
    if answer.get("error") == "access_denied":
        raise SignInFailed("Access was not given, so nothing was connected.", "denied")
    if answer.get("error") or not answer.get("code"):
        raise SignInFailed("Google did not give access. Please try again.", "refused")
    return answer["code"]


def _exchanged(app: App, flow: Mapping[str, object], code: str, door: Door, deadline: Deadline) -> Said:
    """What the token endpoint says to a code."""
    made = _flow(app, str(flow["redirect_uri"]), code_verifier=str(flow["verifier"]))
    session, through = made.oauth2session, _Through(app, door, deadline)
    session.trust_env = False
    session.mount("https://", through)
    # The library's warning says that other scopes were granted: that is looked at by itself.
    with suppress(Warning):
        # In the body, as Google has it, not in a header.
        made.fetch_token(code=code, include_client_id=True)
    return through.said


def _account(app: App, token: str, door: Door, deadline: Deadline) -> str:
    """Whose access it is: the identifier of the primary calendar is the owner's address."""
    address = f"{app.addresses.api.rstrip('/')}/users/me/calendarList/primary?fields=id"
    headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
    try:
        answer = door.send("GET", address, headers=headers, deadline_s=deadline.left_s())
        failed = judged(answer, writing=None, now=None)
        if failed is not None:
            raise failed
        return str(answer.json()["id"])
    except OperatorMisconfigured:
        raise  # the app may not use Google Calendar: the operator hears it at once
    except (CalendarError, ValueError, KeyError, TypeError):
        return ""  # nice to know, and no reason to send the owner through it again


def _flow(app: App, redirect_uri: str, **details):
    """Google's sign-in as their library does it. It knows Google's own addresses only: it wants https."""
    hush()
    from google_auth_oauthlib.flow import Flow

    web = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "auth_uri": AUTHORIZE,
        "token_uri": TOKEN,
    }
    return Flow.from_client_config({"web": web}, scopes=list(SCOPES), redirect_uri=redirect_uri, **details)


class _Through(BaseAdapter):
    """The library's requests to the token endpoint, by our door.

    Attributes:
        said: what was answered last.
    """

    def __init__(self, app: App, door: Door, deadline: Deadline) -> None:
        super().__init__()
        self.said: Said = {}
        self._app, self._door, self._deadline = app, door, deadline

    def send(self, request: requests.PreparedRequest, **_options) -> requests.Response:
        """Send the form of a request to where the app's tokens are given out."""
        form = request.body.encode() if isinstance(request.body, str) else request.body or b""
        self.said = with_token(posted(self._door, self._app.addresses.token, form, self._deadline))
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 200, request, request.url
        answer.raw = io.BytesIO(json.dumps(self.said).encode())
        return answer

    def close(self) -> None:
        """Nothing is kept open here."""
