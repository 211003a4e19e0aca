"""Connecting an owner's CalDAV account: address, user and password in, what is kept of them out.

How the calendars are found is in ``caldav_discovery.py``; who is asked, and where the secret is kept, in
``reception``, ``cli`` and ``storage``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from direct_booking.calendars import caldav_discovery
from direct_booking.calendars.base import CalendarInfo
from direct_booking.calendars.caldav_addresses import server_of
from direct_booking.calendars.caldav_requests import Password, Requests
from direct_booking.calendars.errors import AccessExpired, OperatorMisconfigured, Refused, Unreachable
from direct_booking.calendars.http import Door
from direct_booking.calendars.signing_in import SignInFailed
from direct_booking.clock import Clock, SystemClock
from direct_booking.deadline import Deadline
from direct_booking.guarded_http import NoAnswer

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_NO_ADDRESS = "That is no address of a calendar server: it looks like https://cloud.example.com."


@dataclass(frozen=True)
class Secret:
    """What is kept of a connection, encrypted.

    Attributes:
        address: as the owner gave it, with ``https://``: where the account is looked for.
        homes, own, organizer, default: see ``caldav_discovery.Found``.
    """

    address: str
    user: str
    password: str
    homes: tuple[str, ...]
    own: tuple[str, ...]
    organizer: str | None
    default: str | None

    def as_json(self) -> Mapping[str, object]:
        """As ``grants.Vault`` keeps it; ``account`` is who is shown to the owner as connected."""
        return {
            "account": self.user,
            "address": self.address,
            "user": self.user,
            "password": self.password,
            "homes": list(self.homes),
            "own": list(self.own),
            "organizer": self.organizer,
            "default": self.default,
        }

    def __repr__(self) -> str:
        return "Secret(...)"


@dataclass(frozen=True)
class Connected:
    """A new connection.

    Attributes:
        secret: JSON values, for ``grants.Vault``.
        calendars: the main one first; at least one of them can be written.
        invites: whether the server sends invitations itself.
    """

    secret: Mapping[str, object] = field(repr=False)
    calendars: tuple[CalendarInfo, ...]
    invites: bool


def connect(
    address: str,
    user: str,
    password: str,
    *,
    door: Door,
    deadline_s: float,
    zone: ZoneInfo | None = None,
    clock: Clock | None = None,
) -> Connected:
    """Sign in, and find the owner's calendars.

    Args:
        address: of the server or of the account; an e-mail address stands for its domain.
        zone: of a calendar that names none; UTC unless given.

    Raises:
        SignInFailed: in the owner's words; its reason is ``no_address``, ``wrong_password``, ``not_caldav``,
            ``elsewhere``, ``certificate`` or ``no_calendar``.
        Unreachable: nobody answered there, or not in time.
    """
    deadline = Deadline(deadline_s)
    address = address_of(address)
    asking = Requests(door, Password(user, password), clock or SystemClock())
    try:
        account = caldav_discovery.found(asking, address, deadline)
        listed = caldav_discovery.calendars(
            asking, account.homes, account.default, zone or ZoneInfo("UTC"), deadline
        )
    except OperatorMisconfigured as error:
        raise SignInFailed(_NO_ADDRESS, "no_address") from error
    except Unreachable as error:
        raise _distrusted(error, address) or error from error.__cause__
    except (AccessExpired, Refused) as error:
        raise SignInFailed(f"The calendars could not be listed: {error}", "not_caldav") from error
    _require_one_to_write_on(listed)
    secret = Secret(
        address=address,
        user=user,
        password=password,
        homes=account.homes,
        own=_own(account.own, user),
        organizer=account.organizer,
        default=account.default,
    )
    return Connected(secret.as_json(), listed, account.organizer is not None)


def _require_one_to_write_on(listed: tuple[CalendarInfo, ...]) -> None:
    if not any(info.can_write for info in listed):
        raise SignInFailed(
            "This account has no calendar that appointments can be written on: make one, or ask whoever "
            "shared it for the right to change it.",
            "no_calendar",
        )


def secret_of(kept: Mapping[str, object]) -> Secret:
    """What ``Secret.as_json`` made, as a value again.

    Raises:
        AccessExpired: it is none; the owner must connect anew.
    """
    try:
        return Secret(
            address=str(kept["address"]),
            user=str(kept["user"]),
            password=str(kept["password"]),
            homes=tuple(str(each) for each in kept["homes"]),
            own=tuple(str(each) for each in kept.get("own", ())),
            organizer=str(kept["organizer"]) if kept.get("organizer") else None,
            default=str(kept["default"]) if kept.get("default") else None,
        )
    except (KeyError, TypeError) as error:
        raise AccessExpired("What is kept of this connection cannot be used.") from error


def address_of(text: str) -> str:
    """A server's address as it can be asked, from what an owner types.

    Pure. ``cloud.example.com`` is asked by TLS; so is an address typed with ``http://``, except this machine.

    Raises:
        SignInFailed: it is none.
    """
    text = text.strip()
    if "://" not in text:
        text = "http://" + (text.rpartition("@")[2] if "/" not in text else text)
    try:
        parts = urlsplit(text)
        host, server = parts.hostname, server_of(parts)
    except ValueError:
        host = server = None
    if not host or parts.scheme not in ("http", "https") or "@" in parts.netloc or " " in text:
        raise SignInFailed(_NO_ADDRESS, "no_address")
    scheme = parts.scheme if host in _LOOPBACK else "https"
    return f"{scheme}://{server}{parts.path}"


def _distrusted(error: Unreachable, address: str) -> SignInFailed | None:
    """What to say when nobody was reached because the server could not prove who it is."""
    if not (isinstance(error.__cause__, NoAnswer) and error.__cause__.distrusted):
        return None
    return SignInFailed(
        f"{urlsplit(address).hostname} could not prove who it is: its certificate has run out, is for "
        "another name, or was signed by nobody whom this machine knows.",
        "certificate",
    )


def _own(told: tuple[str, ...], user: str) -> tuple[str, ...]:
    # Most accounts are named by the owner's e-mail address; some servers tell nothing of it.
    mine = f"mailto:{user.lower()}"
    return (*told, mine) if "@" in user and mine not in told else told
