"""Where the console is: the address it listens at, and the one that its owners open."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from direct_booking.errors import Misconfigured

HOST_VARIABLE = "DIRECT_BOOKING_CONSOLE_HOST"
PORT_VARIABLE = "DIRECT_BOOKING_CONSOLE_PORT"
URL_VARIABLE = "DIRECT_BOOKING_CONSOLE_URL"
PROXIES_VARIABLE = "DIRECT_BOOKING_CONSOLE_PROXIES"
HOST = "127.0.0.1"
PORT = 5080
_MOST_PROXIES = 5


@dataclass(frozen=True)
class Place:
    """Where the console is.

    Attributes:
        host, port: where it listens.
        url: what owners open, without a slash at its end.
        proxies: how many reverse proxies stand before it, each of which adds the address it was asked from.
    """

    host: str
    port: int
    url: str
    proxies: int = 0

    @property
    def by_https(self) -> bool:
        """Whether owners open it by https. Pure."""
        return self.url.startswith("https://")

    @property
    def netloc(self) -> str:
        """The host, and the port if it is not the usual one, as a browser names them. Pure."""
        return urlsplit(self.url).netloc


def place_of(environment: Mapping[str, str]) -> Place:
    """Where the console is by the environment.

    Raises:
        Misconfigured: a variable cannot be used; the message names it.
    """
    host = environment.get(HOST_VARIABLE, "").strip() or HOST
    port = _number(environment, PORT_VARIABLE, PORT, 1, 65535)
    proxies = _number(environment, PROXIES_VARIABLE, 0, 0, _MOST_PROXIES)
    url = environment.get(URL_VARIABLE, "").strip().rstrip("/") or f"http://localhost:{port}"
    if not _is_an_address(url):
        raise Misconfigured(
            f"{URL_VARIABLE} is {url!r}: write what owners open, like https://booking.example.com."
        )
    return Place(host, port, url, proxies)


def _number(environment: Mapping[str, str], variable: str, default: int, least: int, most: int) -> int:
    text = environment.get(variable, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise Misconfigured(f"{variable}={text} cannot be: write a number from {least} to {most}.")
    return int(text)


def _is_an_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018, which raises when it is none
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    return whole and "@" not in parts.netloc and not (parts.path or parts.query or parts.fragment)
