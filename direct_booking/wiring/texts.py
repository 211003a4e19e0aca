"""The provider of texts, set up from the environment (docs/telephony.md, "Texts")."""

import logging
import re
from collections.abc import Mapping

from direct_booking.errors import Misconfigured
from direct_booking.texting.base import Texting
from direct_booking.texting.log_only import LogOnly

CHOICE = "DIRECT_BOOKING_TEXTS"
FROM = "DIRECT_BOOKING_TWILIO_TEXTS_FROM"
ACCOUNT = "DIRECT_BOOKING_TWILIO_ACCOUNT_SID"
TOKEN = "DIRECT_BOOKING_TWILIO_AUTH_TOKEN"
KEY = "DIRECT_BOOKING_TWILIO_API_KEY"
SECRET = "DIRECT_BOOKING_TWILIO_API_SECRET"
ADDRESS = "DIRECT_BOOKING_TWILIO_API_URL"
PRETENDED_TIME = "DIRECT_BOOKING_NOW"

log = logging.getLogger(__name__)

_REMEDY = "see docs/telephony.md, 'Texts'"


def texting_for_calls(environment: Mapping[str, str], *, pretending: bool = False) -> Texting:
    """The same, for answering calls: what was set up by half costs no caller more than a text.

    Args:
        pretending: whether nothing of these calls is real, so that nobody may be texted.
    """
    if pretending:
        return LogOnly(pretending=True)
    try:
        return texting_of(environment)
    except Misconfigured as error:
        log.error("no texts are sent: %s", error)
        return LogOnly()


def texting_of(environment: Mapping[str, str]) -> Texting:
    """Who sends texts: Twilio when it is set up, else nobody; never anybody at a pretended time.

    Raises:
        Misconfigured: it is half set up; the message names the variable.
    """
    choice = environment.get(CHOICE, "").strip()
    if choice not in ("", "log"):
        raise Misconfigured(f"{CHOICE} is {choice!r}: leave it out, or write 'log' to pretend; {_REMEDY}.")
    if choice == "log" or environment.get(PRETENDED_TIME, "").strip():
        return LogOnly(pretending=True)
    if not environment.get(FROM, "").strip():
        return LogOnly()
    # Twilio's library is large, and most installations send no texts.
    from direct_booking.texting.twilio_texting import API, Sender, TwilioTexting

    account = _written(environment, ACCOUNT, r"AC[0-9a-f]{32}", "the account's SID, which begins with AC")
    sends_from = _written(
        environment, FROM, r"\+[1-9]\d{6,14}|MG[0-9a-f]{32}", "a number like +12125550199, or a service's SID"
    )
    user, password = _credentials(environment, account)
    address = environment.get(ADDRESS, "").strip().rstrip("/") or API
    return TwilioTexting(Sender(account, user, password, sends_from, address))


def _credentials(environment: Mapping[str, str], account: str) -> tuple[str, str]:
    """An API key where there is one, which can be taken back alone; else the account's token."""
    if environment.get(KEY, "").strip():
        key = _written(environment, KEY, r"SK[0-9a-f]{32}", "an API key's SID, which begins with SK")
        return key, _written(environment, SECRET, r"\S+", "the secret of that API key")
    return account, _written(environment, TOKEN, r"\S+", "the account's auth token")


def _written(environment: Mapping[str, str], variable: str, pattern: str, what: str) -> str:
    value = environment.get(variable, "").strip()
    if not re.fullmatch(pattern, value):
        # What was written may be a secret in the wrong place.
        raise Misconfigured(f"{variable} is not {what}, and {FROM} says that texts are sent: {_REMEDY}.")
    return value
