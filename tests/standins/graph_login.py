"""Microsoft's sign-in: the page, the code, the tokens, and the ways in which it refuses.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from standins.serving import Asked, Reply

_EVERY_TOKEN_S = 3600


@dataclass
class Refusal:
    """An answer of the token endpoint without a token.

    Attributes:
        number: of the "AADSTS" kind.
    """

    error: str
    number: int
    status: int = 400
    suberror: str = ""


REVOKED = Refusal("invalid_grant", 50173, suberror="bad_token")
UNUSED = Refusal("invalid_grant", 700082)
INTERACTION = Refusal("interaction_required", 50076, suberror="basic_action")
CONSENT = Refusal("invalid_grant", 65001, suberror="consent_required")
WRONG_SECRET = Refusal("invalid_client", 7000215, status=401)
OLD_SECRET = Refusal("invalid_client", 7000222, status=401)
NO_APP = Refusal("unauthorized_client", 700016)
PASSING = Refusal("temporarily_unavailable", 90033, status=400)


@dataclass
class Login:
    """The sign-in of one owner at one app.

    Attributes:
        account: with which the owner signs in.
        owner_allows: whether the owner agrees on the page; a text is the error that comes back instead.
        leaves_out: permissions that are not given though they were asked for.
        refusal: what the token endpoint says instead of giving a token.
        rotates: whether a refresh token is good for one use. Microsoft only advises to take the newer one;
            here the older one is dead, so that a lost one is seen.
        long_names: whether permissions are named with the address of Graph.
        token_requests: how often a token was asked for, by grant type.
        redirects: the addresses that are registered for the app.
        given_out: every token so far.
    """

    client_id: str = "app-1"
    client_secret: str = "s3cret~value"
    account: str = "owner@contoso.example"
    owner_allows: bool | str = True
    leaves_out: tuple[str, ...] = ()
    refusal: Refusal | None = None
    rotates: bool = True
    long_names: bool = False
    redirects: tuple[str, ...] = ("http://localhost:8400/callback",)
    token_requests: list[str] = field(default_factory=list)
    given_out: list[str] = field(default_factory=list)
    _codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _refresh: dict[str, str] = field(default_factory=dict)
    _access: set[str] = field(default_factory=set)

    def accepts(self, token: str) -> bool:
        """Whether an access token is one of ours, and good."""
        return token in self._access and not (self.refusal and self.refusal.error == "invalid_grant")

    def forget_access(self) -> None:
        """Every access token that was given out is dead from now on."""
        self._access.clear()

    def answer(self, asked: Asked) -> Reply:
        """Answer a request below ``/{tenant}/oauth2/v2.0/``.

        Raises:
            ValueError: it is none that Microsoft knows.
        """
        what = (asked.method, *asked.parts[1:])
        if what == ("GET", "oauth2", "v2.0", "authorize"):
            return self._authorize(asked.parameters)
        if what == ("POST", "oauth2", "v2.0", "token"):
            form = {name: values[-1] for name, values in parse_qs(asked.body.decode()).items()}
            return self._token(form)
        raise ValueError(f"Microsoft's sign-in has no {asked.method} {asked.path}")

    def _authorize(self, query: Mapping[str, str]) -> Reply:
        _require(query["response_type"] == "code", "the code flow is used")
        _require(query["client_id"] == self.client_id, "the app is known")
        _require(query["redirect_uri"] in self.redirects, "AADSTS50011: the redirect address is registered")
        _require(query.get("code_challenge_method") == "S256" and query["code_challenge"], "PKCE is used")
        _require(len(query.get("state", "")) >= 16, "a state is used")
        _require("offline_access" in query["scope"].split(), "a refresh token is asked for")
        back: dict[str, str] = {"state": query["state"]}
        if self.owner_allows is True:
            code = f"code-{secrets.token_hex(8)}"
            self._codes[code] = query
            back |= {"code": code, "client_info": _encoded({"uid": "u-1", "utid": "t-1"})}
        else:
            error = self.owner_allows or "AADSTS65004: the owner declined."
            back |= {"error": "access_denied", "error_description": str(error)}
        where = query["redirect_uri"]
        joined = "&" if urlsplit(where).query else "?"
        return Reply(302, headers={"Location": f"{where}{joined}{urlencode(back)}"})

    def _token(self, form: Mapping[str, str]) -> Reply:
        self.token_requests.append(form.get("grant_type", ""))
        if self.refusal is not None:
            return _refused(self.refusal)
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
            return _refused(WRONG_SECRET)
        if form["grant_type"] == "authorization_code":
            begun = self._codes.pop(form["code"], None)
            if begun is None or not _proves(form.get("code_verifier", ""), begun["code_challenge"]):
                return _refused(Refusal("invalid_grant", 70008))
            _require(form["redirect_uri"] == begun["redirect_uri"], "the redirect address is the same")
            return self._given(begun["scope"], begun.get("nonce", ""))
        _require(form["grant_type"] == "refresh_token", "the grant is one of the two that are used")
        scope = self._refresh.get(form["refresh_token"])
        if scope is None:
            return _refused(REVOKED)
        if self.rotates:
            del self._refresh[form["refresh_token"]]
        return self._given(scope, "")

    def _given(self, scope: str, nonce: str) -> Reply:
        access, refresh = (f"{kind}-{secrets.token_hex(24)}" for kind in ("eyJaccess", "0.refresh"))
        self.given_out += [access, refresh]
        self._access.add(access)
        self._refresh[refresh] = scope
        # The reply names what was given of Graph, without offline_access.
        given = [each for each in scope.split() if each not in ("offline_access", *self.leaves_out)]
        if self.long_names:
            given = [f"https://graph.microsoft.com/{each}" if "." in each else each for each in given]
        claims = {"aud": self.client_id, "sub": "s-1", "iss": "i", "exp": 4102444800, "iat": 0, "tid": "t-1"}
        claims |= {"preferred_username": self.account, "name": "The Owner", "oid": "u-1"}
        if nonce:
            claims["nonce"] = nonce
        body = {
            "token_type": "Bearer",
            "scope": " ".join(given),
            "expires_in": _EVERY_TOKEN_S,
            "ext_expires_in": _EVERY_TOKEN_S,
            "access_token": access,
            "refresh_token": refresh,
            "id_token": f"{_encoded({'alg': 'none'})}.{_encoded(claims)}.",
            "client_info": _encoded({"uid": "u-1", "utid": "t-1"}),
        }
        return _json(200, body)


def _refused(refusal: Refusal) -> Reply:
    body: dict[str, Any] = {
        "error": refusal.error,
        "error_description": f"AADSTS{refusal.number}: about owner@contoso.example. Trace ID: 1",
        "error_codes": [refusal.number],
        "timestamp": "2026-03-02 14:00:00Z",
        "trace_id": "1",
        "correlation_id": "2",
    }
    if refusal.suberror:
        body["suberror"] = refusal.suberror
    return _json(refusal.status, body)


def _json(status: int, body: Mapping[str, Any]) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})


def _proves(verifier: str, challenge: str) -> bool:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge


def _encoded(value: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _require(holds: bool, rule: str) -> None:
    if not holds:
        raise ValueError(f"the product breaks a rule: {rule}")
