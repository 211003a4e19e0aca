"""A real mail server on the loopback that keeps what it is given, and refuses when it is told to."""

import ssl
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import create_connection, create_server

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "booking", "p@ss/word"


class _Controller(Controller):
    def _trigger_server(self) -> None:
        # The first connection, by which aiosmtpd knows that it listens, would not trust the certificate.
        if self.ssl_context is None:
            super()._trigger_server()
            return
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        with (
            create_connection((self.hostname, self.port), 10) as plain,
            trusting.wrap_socket(plain) as wrapped,
        ):
            wrapped.recv(1024)


class MailServer:
    """The server.

    Attributes:
        received: every message, in order of arrival, with its recipients in ``recipients``.
        refusing: an answer to the next recipients, one for each, such as ``451 later``.
        port: where it listens.
        tries: how often a recipient was named.
    """

    def __init__(self, *, logs_in: bool = False, certificate: Path | None = None) -> None:
        """Listen on a free port; with a certificate, by TLS from the beginning."""
        self.received: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refusing: list[str] = []
        self.tries = 0
        self._lock = threading.Lock()
        options = {"auth_required": True, "auth_require_tls": False, "authenticator": self._login}
        with create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        options = options if logs_in else {}
        if certificate is not None:
            options["ssl_context"] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            options["ssl_context"].load_cert_chain(certificate)
        self._controller = _Controller(
            self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True, **options
        )
        self._controller.start()

    def close(self) -> None:
        """Stop; twice is like once."""
        if not self._controller.loop.is_closed():
            self._controller.stop()

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:
        """Take or refuse a recipient."""
        with self._lock:
            self.tries += 1
            if self.refusing:
                return self.refusing.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:
        """Keep a message."""
        with self._lock:
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.append(envelope.rcpt_tos)
        return "250 OK"

    def _login(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        return AuthResult(success=right, handled=right)
