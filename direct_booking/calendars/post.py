"""Sends mail by SMTP, beside the calls: nobody on the line waits for a mail server.

What is sent is made in ``mail.py``; what is lost here is an invitation, never an appointment.
"""

import atexit
import logging
import smtplib
import ssl
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from direct_booking.calendars.mail import TITLE, Letterhead
from direct_booking.errors import Misconfigured

SMTP_URL, SMTP_FROM = "DIRECT_BOOKING_SMTP_URL", "DIRECT_BOOKING_SMTP_FROM"
SMTP_CANCELLED = "DIRECT_BOOKING_SMTP_CANCELLED"
# One conversation with a mail server; some think for ten seconds about a new client.
PATIENCE_S = 20.0
# Some servers refuse an unknown client at first and take it minutes later.
WAITS_S = (5.0, 30.0, 120.0)
# A program that ends does not wait for longer.
CLOSING_S = 5.0
# A mail server that is away for hours must not fill the memory.
LONGEST_QUEUE = 500
_LOOPBACK = ("localhost", "127.0.0.1", "::1")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over.

    Attributes:
        tls: ``wrapped`` from the beginning, ``started`` by STARTTLS, or ``none``, on this machine only.
        letterhead: what every message has from here.
    """

    host: str
    port: int
    tls: str
    user: str | None
    password: str | None
    letterhead: Letterhead

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"


def mail_server(url: str, sender: str, cancelled: str = "") -> MailServer | None:
    """The server that these settings name; None when neither address nor sender is given.

    Pure. ``smtps://user:password@mail.example.com`` and ``smtp://...``; a user or password with special
    characters is percent-encoded. ``smtp`` uses STARTTLS, except to this machine.

    Args:
        cancelled: the subject of a cancellation, with ``{title}`` in it; empty for the usual one.

    Raises:
        Misconfigured: they name none.
    """
    if not url.strip() and not sender.strip():
        return None
    parts, port = _split(url.strip())
    if "@" not in parseaddr(sender)[1] or any(mark in sender for mark in "\r\n"):
        raise Misconfigured(f"{SMTP_FROM} must be the address that invitations come from.")
    if cancelled.strip() and (TITLE not in cancelled or any(mark in cancelled for mark in "\r\n")):
        raise Misconfigured(f"{SMTP_CANCELLED} must be one line with {TITLE} in it.")
    letterhead = Letterhead(sender.strip())
    if cancelled.strip():
        letterhead = Letterhead(sender.strip(), cancelled.strip())
    host = parts.hostname or ""
    tls = "wrapped" if parts.scheme == "smtps" else "none" if host in _LOOPBACK else "started"
    return MailServer(
        host=host,
        port=port or {"wrapped": 465, "started": 587, "none": 25}[tls],
        tls=tls,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        letterhead=letterhead,
    )


def _split(url: str):
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Misconfigured(f"{SMTP_URL} must look like smtps://user:password@mail.example.com.")
    return parts, port


class Post:
    """Hands messages to one mail server, in order, in a thread that ends when there are none left.

    May be used from any thread.
    """

    def __init__(
        self,
        server: MailServer,
        *,
        waits_s: Sequence[float] = WAITS_S,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        """Send nothing yet.

        Args:
            waits_s: before the second try, the third and so on; then a message is given up.
            pause: waits so many seconds.
        """
        self._server = server
        self._waits_s = tuple(waits_s)
        self._closing = threading.Event()
        self._pause = pause or self._closing.wait
        self._queue: deque[EmailMessage] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def sender(self) -> str:
        """The address that mail comes from."""
        return self._server.letterhead.sender

    @property
    def letterhead(self) -> Letterhead:
        """What every message has from here."""
        return self._server.letterhead

    def send(self, messages: Sequence[EmailMessage]) -> None:
        """Send these as soon as possible; returns at once and never raises."""
        with self._changed:
            for message in messages:
                if len(self._queue) >= LONGEST_QUEUE:
                    log.error("an invitation was not sent: %d others are waiting", LONGEST_QUEUE)
                else:
                    self._queue.append(message)
            if self._queue and self._thread is None:
                # A program that ends in order sends what it has before, but does not sit out the pauses.
                atexit.register(self.close)
                self._thread = threading.Thread(target=self._run, name="invitations", daemon=True)
                self._thread.start()

    def wait(self, timeout_s: float) -> bool:
        """Wait until everything is sent or given up; whether it was in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._thread is None, timeout_s)

    def close(self) -> None:
        """Try what is waiting without pauses, for a few seconds, and end."""
        self._closing.set()
        self.wait(CLOSING_S)
        atexit.unregister(self.close)

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._queue:
                    self._thread = None
                    self._changed.notify_all()
                    return
                message = self._queue.popleft()
            self._deliver(message)

    def _deliver(self, message: EmailMessage) -> None:
        for wait_s in (*self._waits_s, None):
            failed = self._failure_of(message)
            if failed is None:
                log.info("an invitation was handed to %s", self._server.host)
                return
            # 6.4: neither the address nor what the server says of it.
            if wait_s is None or not _may_pass(failed):
                log.error("an invitation was not sent by %s: %s", self._server.host, _described(failed))
                return
            self._pause(wait_s)

    def _failure_of(self, message: EmailMessage) -> Exception | None:
        try:
            self._hand_over(message)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            return error
        except Exception as error:
            # The thread must live for the next message, whatever this one brought about.
            log.exception("sending an invitation failed in an unforeseen way")
            return error
        return None

    def _hand_over(self, message: EmailMessage) -> None:
        server = self._server
        tls = ssl.create_default_context() if server.tls != "none" else None
        if server.tls == "wrapped":
            client = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_S, context=tls)
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_S)
        with client:
            if server.tls == "started":
                client.starttls(context=tls)
            if server.user is not None:
                client.login(server.user, server.password or "")
            client.send_message(message)


def _may_pass(error: Exception) -> bool:
    """Whether trying again may help (RFC 5321 4.2.1: 4yz is passing, 5yz is not)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return 400 <= error.smtp_code < 500
    if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError | ValueError):
        return False
    return isinstance(error, smtplib.SMTPServerDisconnected | OSError)


def _described(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"the recipient was refused ({min(code for code, _ in error.recipients.values())})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} ({error.smtp_code})"
    return type(error).__name__
