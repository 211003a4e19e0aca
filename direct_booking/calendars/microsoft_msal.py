"""Microsoft's library for sign-ins (MSAL), with our door as the way to Microsoft.

When it is asked is in ``microsoft_oauth.py``; what its answers mean in ``microsoft_errors.py``.
https://learn.microsoft.com/entra/msal/python/
"""

import json
import logging
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import SimpleNamespace
from urllib.parse import quote, urlencode

from direct_booking.calendars.errors import OperatorMisconfigured, Throttled, Unreachable
from direct_booking.calendars.http import Answer, Door
from direct_booking.calendars.microsoft_graph import ADDRESS
from direct_booking.deadline import Deadline

# 1.4: the least that does the job. The calendars; the mailbox's zone, which no other permission tells. Whose
# account it is comes with the sign-in itself, and MSAL asks for ``offline_access`` by itself.
SCOPES = frozenset({"Calendars.ReadWrite", "MailboxSettings.Read"})

# What MSAL takes for Microsoft, whatever address is asked in its place.
LOGIN = "https://login.microsoftonline.com"


@dataclass(frozen=True)
class Addresses:
    """Where Microsoft is; other addresses are for national clouds and for stand-ins.

    Attributes:
        login: where owners sign in and tokens are given out, without a path.
        api: Graph, with its version.
    """

    login: str = LOGIN
    api: str = ADDRESS


@dataclass(frozen=True)
class App:
    """The operator's app at Microsoft, for which owners give access.

    Attributes:
        tenant: ``common`` for every account, ``organizations``, ``consumers``, or one tenant's id.
    """

    client_id: str
    client_secret: str = field(repr=False)
    tenant: str = "common"
    addresses: Addresses = Addresses()


class Library:
    """One use of MSAL."""

    def __init__(
        self, app: App, door: Door | None = None, deadline: Deadline | None = None, *, cache: str = ""
    ) -> None:
        """Prepare MSAL; nobody is asked.

        Args:
            door, deadline: needed by what asks Microsoft.
            cache: MSAL's own, as ``cache`` gave it.

        Raises:
            OperatorMisconfigured: the tenant or the client id is none.
        """
        hush()
        import msal  # takes a fifth of a second, and only these calendars need it

        self._app = app
        self._cache = msal.SerializableTokenCache()
        with suppress(ValueError):  # what is broken holds nothing to renew with
            self._cache.deserialize(cache)
        try:
            self._client = msal.ConfidentialClientApplication(
                app.client_id,
                client_credential=app.client_secret,
                authority=f"{LOGIN}/{quote(app.tenant, safe='')}",
                token_cache=self._cache,
                http_client=_Through(app, door, deadline),
                # The operator chose the address; MSAL need not ask another one whether it is Microsoft's.
                instance_discovery=False,
                azure_region=False,
            )
        except (ValueError, AttributeError) as error:
            raise OperatorMisconfigured(
                "The app at Microsoft is not set up: see docs/calendars.md for its id, secret and tenant."
            ) from error

    def begin(self, redirect_uri: str, hint: str | None) -> dict:
        """MSAL's flow, JSON values; ``auth_uri`` is where the owner goes."""
        flow = self._client.initiate_auth_code_flow(
            sorted(SCOPES),
            redirect_uri=redirect_uri,
            login_hint=hint,
            # Without it Microsoft takes whichever account the browser is signed in with.
            prompt=None if hint else "select_account",
            # A form that another site posts comes without the owner's session, to which the state belongs.
            response_mode="query",
        )
        flow["auth_uri"] = _at(self._app, flow["auth_uri"])
        return json.loads(json.dumps(flow, default=list))

    def finish(self, flow: dict, answer: dict) -> Mapping:
        """What Microsoft gave for the code that the owner brought back; errors are returned.

        Raises:
            ValueError, RuntimeError, KeyError: the answer does not belong to this flow.
            Unreachable.
        """
        return self._client.acquire_token_by_auth_code_flow(flow, answer)

    def renew(self) -> Mapping | None:
        """A new token; errors are returned, and None when there is nothing to renew with.

        Raises:
            Unreachable.
        """
        accounts = self._client.get_accounts()
        account = accounts[0] if accounts else None
        return self._client.acquire_token_silent_with_error(sorted(SCOPES), account, force_refresh=True)

    def cache(self) -> str:
        """What MSAL wants to be kept. It holds tokens."""
        return self._cache.serialize()

    def account(self) -> str:
        """The address that the account signs in with, "" when it is not told."""
        return next((str(each["username"]) for each in self._client.get_accounts() if each["username"]), "")


def hush() -> None:
    """Keep MSAL from logging what Microsoft said of an account, and from advising another way back."""
    logging.getLogger("msal").setLevel(logging.WARNING)
    warnings.filterwarnings("ignore", message="response_mode=", category=UserWarning, module="msal")


class _Through:
    """What MSAL takes for its HTTP client."""

    def __init__(self, app: App, door: Door | None, deadline: Deadline | None) -> None:
        self._app = app
        self._door = door
        self._deadline = deadline

    def get(self, url: str, **_ignored) -> SimpleNamespace:
        """Where Microsoft's sign-in is: documented, and the same for every tenant, so nobody is asked."""
        asked, _slash, document = url.partition("/v2.0/")
        if document != ".well-known/openid-configuration":
            raise OperatorMisconfigured("MSAL asked for something that this product does not know.")
        places = {f"{name}_endpoint": f"{asked}/oauth2/v2.0/{path}" for name, path in _PLACES.items()}
        return SimpleNamespace(
            status_code=200, text=json.dumps({**places, "issuer": f"{asked}/v2.0"}), headers={}
        )

    def post(self, url: str, *, data: Mapping | None = None, headers: Mapping | None = None, **_ignored):
        """Ask for a token.

        Raises:
            Unreachable: no answer, or none that decides anything.
        """
        if self._door is None or self._deadline is None:
            raise OperatorMisconfigured("Microsoft cannot be asked without a door.")
        answer = self._door.send(
            "POST",
            _at(self._app, url),
            headers={**(headers or {}), "Content-Type": "application/x-www-form-urlencoded"},
            body=urlencode(data or {}).encode(),
            deadline_s=self._deadline.left_s(),
        )
        return SimpleNamespace(status_code=answer.status, text=_decisive(answer), headers={})

    def close(self) -> None:
        """Nothing of its own is open."""


_PLACES = {"authorization": "authorize", "token": "token", "device_authorization": "devicecode"}


def _at(app: App, url: str) -> str:
    return app.addresses.login.rstrip("/") + url.removeprefix(LOGIN) if url.startswith(LOGIN + "/") else url


def _decisive(answer: Answer) -> str:
    """The body of an answer that gives or refuses a token; MSAL would log any other."""
    if answer.status == 429:
        raise Throttled("Microsoft's sign-in asked to wait.")
    try:
        said = answer.json()
    except ValueError:
        said = None
    if answer.status >= 500 or not isinstance(said, Mapping) or not ({"access_token", "error"} & set(said)):
        raise Unreachable(f"Microsoft's sign-in failed with status {answer.status}.")
    return answer.body.decode("utf-8", "replace")
