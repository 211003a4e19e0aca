"""The one table from Twilio's answers to our errors (tree in ``errors.py``), and what its numbers mean.

Twilio's own list of them is at https://www.twilio.com/docs/api/errors. Those from 30001 on come later, as the
reason why a text was not delivered.
"""

from direct_booking.texting.errors import (
    CannotReceive,
    NothingSent,
    SendingUnknown,
    TextingError,
    TextRefused,
    TextsMisconfigured,
    TextsUnreachable,
)

_TABLE: dict[int, tuple[type[NothingSent], str]] = {
    20003: (TextsMisconfigured, "the account and its token or key do not fit"),
    20404: (TextRefused, "there is no such thing"),
    20429: (TextsUnreachable, "too many requests"),
    21211: (CannotReceive, "not a telephone number"),
    21214: (CannotReceive, "the number cannot be reached"),
    21408: (TextsMisconfigured, "texts to that country are not switched on"),
    21602: (TextRefused, "no words"),
    21603: (TextsMisconfigured, "no number to send from"),
    21606: (TextsMisconfigured, "the number to send from is not the account's, or sends no texts"),
    21608: (TextsMisconfigured, "a trial account sends to verified numbers only"),
    21610: (CannotReceive, "the caller has opted out"),
    21611: (TextsUnreachable, "too many texts are waiting"),
    21612: (CannotReceive, "no way from our number to that one"),
    21614: (CannotReceive, "not a mobile number"),
    21617: (TextRefused, "too many words"),
    21635: (CannotReceive, "a landline"),
    21659: (TextsMisconfigured, "the number to send from is not one of Twilio's"),
    21660: (TextsMisconfigured, "the number to send from is another account's"),
    21701: (TextsMisconfigured, "there is no such messaging service"),
    21703: (TextsMisconfigured, "the messaging service has no number to send from"),
    21705: (TextsMisconfigured, "the messaging service is none"),
    30001: (TextsUnreachable, "too many texts were waiting"),
    30002: (TextsMisconfigured, "the account is suspended"),
    30003: (CannotReceive, "the phone could not be reached"),
    30004: (CannotReceive, "blocked"),
    30005: (CannotReceive, "nobody has that number"),
    30006: (CannotReceive, "a landline, or a network that cannot be reached"),
    30007: (TextsMisconfigured, "filtered out by the network"),
    30008: (TextsUnreachable, "the network did not say why"),
    30032: (TextsMisconfigured, "the toll-free number to send from is not verified"),
    30034: (TextsMisconfigured, "the number to send from is not registered with the networks"),
}


def judged(status: int, code: int | None, *, sending: bool) -> TextingError:
    """What an answer that is no success means. Pure.

    Args:
        status: of HTTP.
        code: Twilio's own number, when it gave one.
        sending: whether the request was to send a text.
    """
    # Twilio's own sentence is left out: it quotes the number.
    make, why = _TABLE.get(code or 0, (None, "no reason" if code is None else f"code {code}"))
    what = f"Twilio answered {status} ({why})."
    known = None if code is None else str(code)
    if make is not None:
        return make(what, known)
    if status in (401, 403):
        return TextsMisconfigured(what, known)
    if status == 429 or 300 <= status < 400:
        return TextsUnreachable(what, known)
    if 400 <= status < 500 and status != 408:
        return TextRefused(what, known)
    # A server that broke down may have done so after the text went out.
    return (SendingUnknown if sending else TextsUnreachable)(what, known)


def why(code: str | None) -> str:
    """What a number of Twilio's means, in a few words for the owner. Pure; never empty for a number.

    >>> why("30006"), why("12345"), why(None)
    ('a landline, or a network that cannot be reached', 'Twilio 12345', '')
    """
    if code is None:
        return ""
    known = _TABLE.get(int(code)) if code.isdecimal() else None
    return known[1] if known else f"Twilio {code}"
