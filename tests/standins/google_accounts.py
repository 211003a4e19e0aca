"""Google's side of a sign-in: who is asked, what is granted, and which token is worth something.

RFC 6749 (codes, tokens, errors), RFC 7636 (PKCE), RFC 7009 (revocation), and
https://developers.google.com/identity/protocols/oauth2/web-server for what Google adds.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from direct_booking.clock import SetClock
from standins.google_contract import DOCUMENT, Broken
from standins.serving import Asked, Reply

AUTHORIZE, TOKEN, REVOKE = "/o/oauth2/v2/auth", "/token", "/revoke"
_LIFE_S = 3599
# What an owner comes back with: good once, for ten minutes, and nothing without its verifier.
CODE = "4/code"
_TESTING = timedelta(days=7)
_SCOPES = set(DOCUMENT["auth"]["oauth2"]["scopes"])


@dataclass
class Granted:
    """What an owner gave once."""

    scopes: tuple[str, ...]
    refresh_token: str
    given_at: datetime
    revoked: bool = False


@dataclass
class Accounts:
    """The one owner, the operator's one app, and the tokens between them.

    Attributes:
        unticked: scopes that the owner does not give.
        denies: the owner says no.
        testing: the app is in testing: a refresh token lives for seven days.
        rotates: a renewal gives a new refresh token, and the old one is worth nothing.
        suspended: as long as it is set, no token is worth anything.
        requests: the ``grant_type`` of each request for a token, in order.
        given_out: every token so far.
    """

    clock: SetClock
    client_id: str = "app.apps.googleusercontent.example"
    client_secret: str = "app-secret"
    redirect_uri: str = "http://127.0.0.1:5010/connected"
    unticked: set[str] = field(default_factory=set)
    denies: bool = False
    testing: bool = False
    rotates: bool = False
    suspended: bool = False
    requests: list[str] = field(default_factory=list)
    given_out: list[str] = field(default_factory=list)
    grants: list[Granted] = field(default_factory=list)
    _codes: dict[str, dict] = field(default_factory=dict)
    _access: dict[str, tuple[Granted, datetime]] = field(default_factory=dict)
    _made: int = 0

    def give(self, *scopes: str) -> str:
        """Access as after a sign-in; the refresh token."""
        self.grants.append(Granted(scopes, self._new("1//refresh"), self.clock.now()))
        return self.grants[-1].refresh_token

    def scopes_of(self, token: str) -> tuple[str, ...] | None:
        """What an access token allows; None when it is worth nothing."""
        granted, until = self._access.get(token, (None, None))
        if granted is None or self.suspended or not self._holds(granted) or self.clock.now() >= until:
            return None
        return granted.scopes

    def forget_access(self, granted: Granted) -> None:
        """The access tokens that were given out are worth nothing; the refresh token still is."""
        self._access = {token: held for token, held in self._access.items() if held[0] is not granted}

    def answer(self, asked: Asked) -> Reply | None:
        """What the three addresses of a sign-in say; None for any other."""
        routes = {
            ("GET", AUTHORIZE): self._authorize,
            ("POST", TOKEN): self._token,
            ("POST", REVOKE): self._revoke,
        }
        route = routes.get((asked.method, asked.path))
        return route(asked) if route else None

    def _authorize(self, asked: Asked) -> Reply:
        given = asked.parameters
        wanted = given.get("scope", "").split()
        expected = {
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "response_type": "code",
            "access_type": "offline",
            "prompt": "consent",
            "code_challenge_method": "S256",
        }
        wrong = {name for name, value in expected.items() if given.get(name) != value}
        if wrong or not given.get("state") or not given.get("code_challenge") or not set(wanted) <= _SCOPES:
            raise Broken(f"a sign-in that Google would not begin: {sorted(wrong)} {sorted(given)}")
        back = {"state": given["state"]}
        if self.denies:
            return self._back(back | {"error": "access_denied"})
        code = self._new(CODE)
        granted = tuple(scope for scope in wanted if scope not in self.unticked)
        self._codes[code] = {"challenge": given["code_challenge"], "scopes": granted, "at": self.clock.now()}
        return self._back(back | {"code": code, "scope": " ".join(granted)})

    def _back(self, query: dict[str, str]) -> Reply:
        return Reply(302, headers={"Location": f"{self.redirect_uri}?{urlencode(query)}"})

    def _token(self, asked: Asked) -> Reply:
        form = self._form(asked)
        self.requests.append(form.get("grant_type", ""))
        # RFC 6749 5.2
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
            return _said(401, {"error": "invalid_client", "error_description": "Unauthorized"})
        if form["grant_type"] == "authorization_code":
            return self._for_code(form)
        if form["grant_type"] != "refresh_token":
            return _said(400, {"error": "unsupported_grant_type"})
        granted = next((each for each in self.grants if each.refresh_token == form["refresh_token"]), None)
        if granted is None or self.suspended or not self._holds(granted):
            revoked = "Token has been expired or revoked."
            return _said(400, {"error": "invalid_grant", "error_description": revoked})
        if not self.rotates:
            return self._tokens(granted, {})
        granted.refresh_token = self._new("1//refresh")
        return self._tokens(granted, {"refresh_token": granted.refresh_token})

    def _for_code(self, form: dict[str, str]) -> Reply:
        # RFC 6749 4.1.2: a code is good once, for ten minutes at most.
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or self.clock.now() - code["at"] > timedelta(minutes=10):
            return _said(400, {"error": "invalid_grant", "error_description": "Malformed auth code."})
        # RFC 7636 4.6
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != code["challenge"]:
            return _said(400, {"error": "invalid_grant", "error_description": "Invalid code verifier."})
        if form.get("redirect_uri") != self.redirect_uri:
            return _said(400, {"error": "redirect_uri_mismatch"})
        refresh_token = self.give(*code["scopes"])
        return self._tokens(self.grants[-1], {"refresh_token": refresh_token})

    def _tokens(self, granted: Granted, more: dict[str, str]) -> Reply:
        token = self._new("ya29.access")
        self._access[token] = (granted, self.clock.now() + timedelta(seconds=_LIFE_S))
        scope = " ".join(reversed(granted.scopes))  # in no order that anybody promised
        said = {"access_token": token, "expires_in": _LIFE_S, "scope": scope, "token_type": "Bearer"}
        if self.testing:
            said["refresh_token_expires_in"] = int(_TESTING.total_seconds())
        return _said(200, said | more)

    def _revoke(self, asked: Asked) -> Reply:
        token = self._form(asked).get("token", "")
        granted = next((each for each in self.grants if each.refresh_token == token), None)
        granted = granted or self._access.get(token, (None, None))[0]
        if granted is None or granted.revoked:
            return _said(400, {"error": "invalid_token", "error_description": "Token expired or revoked"})
        for each in self.grants:
            each.revoked = True  # all that this app was ever given
        return _said(200, {})

    def _holds(self, granted: Granted) -> bool:
        return not granted.revoked and not (self.testing and self.clock.now() >= granted.given_at + _TESTING)

    def _form(self, asked: Asked) -> dict[str, str]:
        if asked.headers.get("content-type", "").split(";")[0] != "application/x-www-form-urlencoded":
            raise Broken("a request for a token is a form")
        pairs = parse_qsl(asked.body.decode(), keep_blank_values=True)
        # RFC 6749 3.2: no parameter twice.
        if len(dict(pairs)) != len(pairs) or asked.query:
            raise Broken("a request for a token names a parameter twice, or in its address")
        return dict(pairs)

    def _new(self, kind: str) -> str:
        self._made += 1
        made = f"{kind}-{self._made:06d}"
        if kind != CODE:
            self.given_out.append(made)
        return made


def _said(status: int, body: dict) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"})
