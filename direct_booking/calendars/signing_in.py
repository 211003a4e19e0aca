"""What an owner's sign-in at a provider begins with and can fail by.

How it goes is each provider's own (``google_oauth.py``, ``microsoft_oauth.py``); who is signed in for which
account, and what is kept of it, is in ``reception.connecting``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from direct_booking.errors import DirectBookingError


@dataclass(frozen=True)
class SignIn:
    """A sign-in that has begun.

    Attributes:
        address: where to send the owner.
        flow: what to keep until the owner is back: JSON values, among them ``state`` and the verifier of
            PKCE. It is worth as much as a password until then.
    """

    address: str
    flow: Mapping[str, object]


class SignInFailed(DirectBookingError):
    """The owner came back without access; the message is one sentence for the owner.

    Attributes:
        reason: a code: ``denied``, ``scopes_missing``, ``state_mismatch``, ``expired``, ``refused`` ...
    """

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason
