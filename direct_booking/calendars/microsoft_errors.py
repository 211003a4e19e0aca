"""What Graph and Microsoft's sign-in say when they say no, in this product's words: one table for each.

Decided by the status and the code; never by Microsoft's sentences, which quote addresses and change.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal, TypeVar

from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    NoPermission,
    OperatorMisconfigured,
    OutcomeUnknown,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.http import Answer
from direct_booking.calendars.patience import retry_after_s

Asked = Literal["calendar", "event", "mailbox"]

T = TypeVar("T")


class KeyTaken(Conflict):
    """An event was created with this transaction id before."""


class InvitationRefused(NoPermission):
    """The account may send no more invitations; the event itself may be there."""


_MISSING = {
    "calendar": (CalendarMissing, "There is no such calendar in this mailbox."),
    "event": (EventMissing, "The event is no longer on the calendar."),
    "mailbox": (NoPermission, "This account has no mailbox that programs may use."),
}

# Graph, "Microsoft Graph error responses and resource types"; Exchange, "ResponseCode".
_BY_CODE: dict[str, tuple[type[CalendarError], str]] = {
    "MailboxNotEnabledForRESTAPI": _MISSING["mailbox"],
    "MailboxNotSupportedForRESTAPI": _MISSING["mailbox"],
    "ErrorDuplicateTransactionId": (KeyTaken, "An event was created with this key before."),
    "ErrorExceededMessageLimit": (InvitationRefused, "The account may send no more invitations for now."),
    "ErrorMessageSubmissionBlocked": (InvitationRefused, "The account may send no invitations for now."),
    "ErrorIrresolvableConflict": (Conflict, "The event was changed since it was last read."),
    "ErrorChangeKeyRequiredForWriteOperations": (Conflict, "The event was changed since it was last read."),
}

_BY_STATUS: dict[int, tuple[type[CalendarError], str]] = {
    401: (AccessExpired, "Microsoft no longer accepts this connection's access."),
    403: (NoPermission, "The access that was given does not cover this."),
    409: (KeyTaken, "An event was created with this key before."),
    412: (Conflict, "The event was changed since it was last read."),
}

# Codes with which a 400 says that an identifier is none of this mailbox's.
_NO_SUCH_ID = {"ErrorInvalidIdMalformed", "ErrorInvalidMailboxItemId", "ErrorInvalidId"}


def error_of(answer: Answer, *, asked: Asked, writing: str | None, now: datetime) -> CalendarError | None:
    """What an answer of Graph means; None when it is a success. Pure.

    Args:
        asked: what a 404 is the absence of.
        writing: the key of the event that was to be written, or None.
        now: aware.
    """
    if 200 <= answer.status < 300:
        return None
    code = code_of(answer)
    if answer.status == 429 or (answer.status in (423, 503) and "Retry-After" in answer.headers):
        return Throttled("Microsoft asked to wait.", retry_after_s(answer.headers, now))
    if answer.status in (404, 410) and code and code not in _BY_CODE:
        return _made(_MISSING[asked])
    if answer.status == 400 and code in _NO_SUCH_ID:
        return _made(_MISSING[asked])
    known = _BY_CODE.get(code) or _BY_STATUS.get(answer.status)
    if known:
        return _made(known)
    if 400 <= answer.status < 500 and code:
        return InvalidRequest(f"Microsoft did not understand the request ({answer.status} {code}).")
    # Also a page of some proxy in between: whether the calendar itself was asked is not known.
    return in_doubt(f"Microsoft failed with status {answer.status}.", writing)


def in_doubt(message: str, writing: str | None) -> CalendarError:
    """The error for a request that may have been carried out; a read has written nothing. Pure."""
    return OutcomeUnknown(message, writing) if writing is not None else Unreachable(message)


def readable(make: Callable[[], T], writing: str | None = None) -> T:
    """What ``make`` reads from an answer.

    Raises:
        OutcomeUnknown, Unreachable: it could not be read; as ``in_doubt``.
    """
    try:
        return make()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise in_doubt("Microsoft's answer could not be read.", writing) from error


def code_of(answer: Answer) -> str:
    """Graph's code of an error, "" when the answer is not one of Graph's errors. Pure."""
    try:
        body = answer.json()
    except ValueError:
        return ""
    error = body.get("error") if isinstance(body, Mapping) else None
    code = error.get("code") if isinstance(error, Mapping) else None
    return code[:60] if isinstance(code, str) and code.isalnum() else ("unknown" if error else "")


def _made(entry: tuple[type[CalendarError], str]) -> CalendarError:
    kind, message = entry
    return kind(message)


# OAuth's own codes (RFC 6749 5.2, OpenID Connect Core 3.1.2.6); suberrors only refine the wording.
_OWNER_MUST_ACT = {"invalid_grant", "interaction_required", "login_required", "consent_required"}
_PASSING = {"temporarily_unavailable", "server_error"}

# Microsoft's numbers, "Microsoft Entra authentication and authorization error codes": for wording only.
_WHY_EXPIRED = {
    50173: "the password was changed",
    50076: "the organisation now asks for a second factor",
    50079: "the organisation now asks for a second factor",
    65001: "the consent was taken back",
    70043: "the organisation asks to sign in again from time to time",
    700082: "it was not used for 90 days",
    70008: "it was not used for 90 days",
}
_WHY_MISCONFIGURED = {
    7000215: "the client secret is wrong: set its value, not its id",
    7000222: "the client secret has run out: make a new one",
    700016: "there is no app with this client id in that tenant",
    90002: "there is no such tenant",
    50011: "the redirect address is not registered for the app",
    70011: "a permission is not one that the app may ask for",
}


def refusal_of(said: Mapping | None) -> CalendarError:
    """What Microsoft's sign-in means by an answer without a token. Pure.

    Args:
        said: as MSAL returns it, with ``error`` and ``error_codes``; None when it had nothing to renew.
    """
    if said is None:
        return AccessExpired("Nothing is kept with which Microsoft's access could be renewed.")
    error, numbers = said.get("error"), said.get("error_codes") or ()
    if error in _OWNER_MUST_ACT:
        return AccessExpired(f"Microsoft's access has ended{_because(_WHY_EXPIRED, numbers)}.")
    if error in _PASSING:
        return Unreachable("Microsoft's sign-in does not work at the moment.")
    return OperatorMisconfigured(
        f"Microsoft does not accept this installation's app ({str(error)[:40]})"
        f"{_because(_WHY_MISCONFIGURED, numbers)}."
    )


def code_for_owner(said: Mapping) -> tuple[str | None, str]:
    """Why a sign-in ended without access: a code for ``SignInFailed`` and a sentence for the owner.

    Pure.

    Returns:
        No code when it is not the owner who can mend it.
    """
    error, description = said.get("error"), str(said.get("error_description") or "")
    if error in ("access_denied", "consent_required") and any(each in description for each in _ADMIN):
        return "admin_needed", "Your organisation wants an administrator to allow this app first."
    if error in ("access_denied", "consent_required", "login_required", "interaction_required"):
        return "denied", "You did not allow the access, so nothing was connected."
    if error == "invalid_grant":
        return "expired", "The sign-in took too long, or was used already: begin it anew."
    return None, ""


# "Need admin approval", in the description's own words the only place that tells.
_ADMIN = ("AADSTS90094", "AADSTS90095", "AADSTS65005")


def _because(wording: Mapping[int, str], numbers) -> str:
    return next((f": {wording[number]}" for number in numbers if number in wording), "")
