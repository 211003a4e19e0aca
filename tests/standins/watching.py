"""The providers' servers that a test has used, so that every such test is watched, whatever it is about.

What they are watched for is in ``fixtures_watching.py``.
"""

from typing import Protocol


class Watched(Protocol):
    """A provider's server."""

    def wrong(self) -> list[str]:
        """What the product did that the provider does not know, or to what is not its own."""

    def secrets(self) -> list[str]:
        """Every token and password that the provider has given out or takes."""


# Those of the test that runs now.
THERE: list[Watched] = []


def watch(one: Watched) -> None:
    """Watch this server as long as the present test lasts."""
    THERE.append(one)


def seen_in(secrets: list[str], texts: list[str]) -> list[str]:
    """Those secrets that stand in one of these texts. Pure."""
    return [secret for secret in secrets if any(secret in text for text in texts)]
