"""HTTP lines that are cut when their time is over, and that know whether anything was sent by then.

What that means is for those who use them: ``calendars.http``, ``texting.twilio_line``.
"""

import ipaddress
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from direct_booking.deadline import Deadline
from direct_booking.errors import DirectBookingError
from direct_booking.watchdog import Watchdog

# A calendar's answer is a few kilobytes; a busy year of one, some hundred.
LONGEST_ANSWER = 8 * 1024 * 1024

_watchdog = Watchdog()
_now = threading.local()

# At its chattiest it writes whole addresses, which hold the owner's; whatever level somebody has asked for.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class BadAddress(DirectBookingError):
    """The address is none that may be used; nothing was sent."""


class NoAnswer(DirectBookingError):
    """There was no whole answer in time.

    Attributes:
        sent: whether the request may have arrived.
        distrusted: whether the server could not prove who it is.
    """

    def __init__(self, message: str, *, sent: bool, distrusted: bool = False) -> None:
        super().__init__(message)
        self.sent = sent
        self.distrusted = distrusted


@dataclass(frozen=True)
class Answer:
    """What a server said.

    Attributes:
        headers: names in any case.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        """The body, read as JSON.

        Raises:
            ValueError: it is none.
        """
        return requests.compat.json.loads(self.body)


class Line:
    """Sends requests over connections that are kept open. May be used from any thread.

    It follows no redirect, keeps no cookie, and speaks without TLS to this machine only.
    """

    def __init__(self, *, at_once: int | None = None, longest_answer: int = LONGEST_ANSWER) -> None:
        """Open no connection yet.

        Args:
            at_once: how many requests may be under way; further ones wait within their deadline.
            longest_answer: bytes of a body, after decompression.
        """
        self._turns = threading.BoundedSemaphore(at_once) if at_once else None
        self._longest_answer = longest_answer
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "direct-booking"
        # Not what a .netrc file says: who asks is said by the provider's client alone.
        self._session.auth = lambda request: request
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _GuardedAdapter())

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        deadline_s: float,
    ) -> Answer:
        """Send one request, once.

        Args:
            deadline_s: seconds for all of it: waiting for its turn, connecting, sending, reading.

        Returns:
            Whatever was answered, errors too.

        Raises:
            BadAddress, NoAnswer.
        """
        host = _checked_host(url)
        request = requests.Request(method, url, headers=dict(headers or {}), data=body)
        with self._turn(deadline := Deadline(deadline_s), host), _watched(deadline):
            try:
                return self._exchange(request, deadline)
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                # The foreign message is left out: it may quote the address of an event.
                what = f"{host} could not be asked ({type(error).__name__})."
                distrusted = isinstance(error, requests.exceptions.SSLError)
                raise NoAnswer(what, sent=_now.sent, distrusted=distrusted) from error

    def close(self) -> None:
        """Close the connections that are kept open; the line still works afterwards."""
        self._session.close()

    @contextmanager
    def _turn(self, deadline: Deadline, host: str) -> Iterator[None]:
        if deadline.left_s() <= 0:
            raise NoAnswer(f"There was no time left to ask {host}.", sent=False)
        if self._turns is None:
            yield
            return
        if not self._turns.acquire(timeout=deadline.left_s()):
            raise NoAnswer(f"Too many requests to {host} are under way.", sent=False)
        try:
            yield
        finally:
            self._turns.release()

    def _exchange(self, request: requests.Request, deadline: Deadline) -> Answer:
        prepared = self._session.prepare_request(request)
        # Requests to this machine never go by a proxy.
        proxies = {"http": None, "https": None} if _is_loopback(urlsplit(prepared.url).hostname) else {}
        how = self._session.merge_environment_settings(prepared.url, proxies, True, None, None)
        left_s = max(deadline.left_s(), 0.001)
        with self._session.send(prepared, timeout=(left_s, left_s), allow_redirects=False, **how) as answer:
            body = bytearray()
            for piece in answer.iter_content(65536):
                body += piece
                if len(body) > self._longest_answer:
                    raise ValueError("the answer is too long")
            # A line that is cut in the headers, or in a body of no stated length, looks like the end of it.
            if deadline.left_s() <= 0 or not _says_its_length(answer):
                raise ValueError("the answer may not be whole")
            return Answer(answer.status_code, CaseInsensitiveDict(answer.headers), bytes(body))


def _says_its_length(answer: requests.Response) -> bool:
    return (
        answer.request.method == "HEAD"
        or answer.status_code in (204, 304)
        or "Content-Length" in answer.headers
        or "chunked" in answer.headers.get("Transfer-Encoding", "").lower()
    )


def _checked_host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = None, ""
    if not host:
        raise BadAddress("An address of a provider is no address.")
    if "@" in parts.netloc:
        raise BadAddress(f"The address of {host} holds a user name: leave it out.")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise BadAddress(f"The address of {host} must begin with https://.")
    return host


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


@contextmanager
def _watched(deadline: Deadline) -> Iterator[None]:
    """Cut every connection that the block uses when its time is over; note whether any was sent to."""
    with ExitStack() as stack:
        _now.stack, _now.deadline, _now.watched, _now.sent = stack, deadline, set(), False
        try:
            yield
        finally:
            _now.stack = None


class _Guarded:
    """What a connection of ours does besides: its socket stands under the watchdog of the present request."""

    def _new_conn(self):
        # Before TLS: a handshake can hang as well.
        made = super()._new_conn()
        _watch(made)
        return made

    def send(self, data) -> None:
        if self.sock is None:
            self.connect()
        else:
            _watch(self.sock)
        _now.sent = True
        super().send(data)


def _watch(made) -> None:
    if getattr(_now, "stack", None) is None or made.fileno() in _now.watched:
        return
    _now.watched.add(made.fileno())
    _now.stack.enter_context(_watchdog.watching(made.fileno(), _now.deadline.left_s()))


class _GuardedHTTP(_Guarded, HTTPConnection):
    pass


class _GuardedHTTPS(_Guarded, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


class _GuardedAdapter(HTTPAdapter):
    """Makes guarded connections, directly and by a proxy, and tries nothing twice."""

    def __init__(self) -> None:
        super().__init__(max_retries=0)

    def init_poolmanager(self, *arguments, **options) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}

    def proxy_manager_for(self, proxy, **options):
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
        return manager
