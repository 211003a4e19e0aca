"""What Google's token endpoint is asked and answers (RFC 6749 5.1, 5.2), by our door.

Who asks is in ``google_oauth.py`` (a sign-in, its end) and ``google_grant.py`` (a renewal).
"""

from collections.abc import Mapping

from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    OperatorMisconfigured,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.http import Answer, Door
from direct_booking.deadline import Deadline

Said = Mapping[str, object]

# Whose turn it is: the owner's, who must sign in again, or the operator's. All else passes by itself.
_ERRORS: dict[str, type[CalendarError]] = {
    # Field notes: revoked, six months unused, more than 100 live tokens, seven days of an app in testing; and
    # a Workspace that asks for the password again (error_subtype invalid_rapt).
    "invalid_grant": AccessExpired,
    # Of the revocation endpoint: there is nothing to take back.
    "invalid_token": AccessExpired,
    "admin_policy_enforced": AccessExpired,
    "invalid_client": OperatorMisconfigured,
    "unauthorized_client": OperatorMisconfigured,
    "deleted_client": OperatorMisconfigured,
    "disabled_client": OperatorMisconfigured,
    "org_internal": OperatorMisconfigured,
    "invalid_scope": OperatorMisconfigured,
    "redirect_uri_mismatch": OperatorMisconfigured,
    "unsupported_grant_type": OperatorMisconfigured,
}

# RFC 6749 5.1: how long a token lives is recommended, not required. Google's own figure; and its longest.
_LIFE_S = 3600
_LONGEST_S = 43200


def posted(door: Door, address: str, form: bytes, deadline: Deadline) -> Said:
    """Post a form; what was answered.

    Raises:
        AccessExpired, OperatorMisconfigured, Unreachable: as the answer says.
    """
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    answer = door.send("POST", address, headers=headers, body=form, deadline_s=deadline.left_s())
    said = _read(answer)
    if answer.status == 200:
        return said
    error = said.get("error")
    make = _ERRORS.get(error) if isinstance(error, str) and 400 <= answer.status < 500 else None
    if make is not None:
        # The error is a word of the table; its description is left out.
        raise make(f"Google refused a token ({error}).")
    kind = Throttled if answer.status == 429 else Unreachable
    raise kind(f"Google answered {answer.status} where tokens are given out.")


def with_token(said: Said) -> Said:
    """What was answered, if there is a token in it; ``expires_in`` is then a number of seconds.

    Pure.

    Raises:
        Unreachable: there is none.
    """
    if not isinstance(said.get("access_token"), str) or not said["access_token"]:
        raise Unreachable("Google's answer holds no token.")
    return {**said, "expires_in": _life_s(said.get("expires_in"))}


def _life_s(given: object) -> int:
    try:
        seconds = float(given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return _LIFE_S
    return int(seconds) if 0 <= seconds <= _LONGEST_S else _LIFE_S


def _read(answer: Answer) -> Said:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
