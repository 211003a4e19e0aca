"""A recorded call as a call test that a conversation designer reads: YAML as in ``docs/call-tests.md`` (8.3).

Pure. Where the file is written is the command's affair.
"""

import io
import re
from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from direct_booking.bookings.booking import Booking
from direct_booking.privacy import mask
from direct_booking.reception.recorded import Found, Recorded
from direct_booking.scheduling.availability import Interval
from direct_booking.settings import Settings, to_mapping

# Of the numbers that are kept for fiction.
SOMEBODY = "+12125550123"
# What a calendar did, in the words of a call test; what is left out is a state that it knows no word for.
_STATES = {
    "AccessExpired": "expired",
    "OutcomeUnknown": "writes_then_fails",
    "Unreachable": "unreachable",
    "Throttled": "unreachable",
}


def call_test(call: Recorded, title: str, *, anonymous: bool = False) -> str:
    """The file.

    Args:
        title: what the call is about, in one sentence.
        anonymous: leave out the caller's number, name and addresses. Letters that were spelled one by one
            stay: whoever passes the file on reads it first.
    """
    first = call.found[0]
    number = SOMEBODY if anonymous else call.call.caller_number or "withheld"
    document = CommentedMap(
        {
            "call": title,
            "now": _local(call.turns[0].at, first.zone),
            "zone": first.zone.key,
            "from": DoubleQuotedScalarString(number),
        }
    )
    changed = _changed(first.settings, Settings())
    if changed:
        document["settings"] = changed
    if first.why_off == "off":
        document["booking"] = False
    if not first.invites:
        document["mail"] = False
    if first.makes_links is not None:
        document["links"] = first.makes_links
    if isinstance(first.busy, tuple) and first.busy:
        document["busy"] = [_span(each, first.zone) for each in first.busy]
    document["turns"] = CommentedSeq(_turns(call, _known(call.bookings) if anonymous else None))
    document["finally"] = {"bookings": [_booking(each, first.zone, anonymous) for each in call.bookings]}
    written = io.StringIO()
    yaml = YAML()
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(document, written)
    return written.getvalue()


def _turns(call: Recorded, hidden: tuple[str, ...] | None) -> Iterable[CommentedMap]:
    state = "works"
    for at, turn in enumerate(call.turns):
        meanwhile = {}
        if at:
            passed = turn.at - call.turns[at - 1].at
            if passed >= timedelta(seconds=30):
                meanwhile["minutes_pass"] = round(passed / timedelta(minutes=1), 2)
            meanwhile.update(_news(call.found[at - 1], call.found[at], call.found[0]))
        now = _state(call.found[at])
        if now != state:
            meanwhile["calendar"] = state = now
        if turn.heard == "/call_start":
            continue
        written = CommentedMap({"meanwhile": meanwhile} if meanwhile else {})
        written.update(_did(turn.heard or "", hidden))
        responses = [each.response for each in turn.said if each.response and each.text]
        if responses:
            written["bot"] = list(dict.fromkeys(responses)) if len(responses) > 1 else responses[0]
        if hidden is None and (said := [each.text for each in turn.said if each.text]):
            written["hears"] = said if len(said) > 1 else said[0]
        ends = [each.does for each in turn.said if each.does]
        if ends:
            written["ends"] = ends[0]
        yield written


def _did(heard: str, hidden: tuple[str, ...] | None) -> dict[str, object]:
    if heard == "/caller_silent":
        return {"silence": True}
    if heard == "/call_ended":
        return {"hang_up": True}
    words = heard if hidden is None else mask(heard, hidden)
    # Elsewhere in YAML a bare yes is no word.
    plain = re.fullmatch(r"[A-Za-z][\w ,.?']*", words) and words.lower() not in ("yes", "no", "on", "off")
    return {"caller": words if plain else DoubleQuotedScalarString(words)}


def _news(before: Found, found: Found, first: Found) -> dict[str, object]:
    """What became different on the owner's side since the turn before."""
    news: dict[str, object] = {}
    if isinstance(found.busy, tuple):
        known = before.busy if isinstance(before.busy, tuple) else ()
        fresh = [each for each in found.busy if each not in known]
        if fresh:
            news["busy"] = [_span(each, found.zone) for each in fresh]
    if found.settings != before.settings:
        news["settings"] = _changed(found.settings, first.settings)
    return news


def _state(found: Found) -> str:
    if found.busy == "unknown":
        return "unreadable"
    if found.busy == "access_expired":
        return "expired"
    failed = [what for verb, what in found.met if verb != "find"]
    return _STATES.get(failed[0], "refuses") if failed else "works"


def _changed(settings: Settings, other: Settings) -> dict[str, object]:
    mine, others = to_mapping(settings), to_mapping(other)
    return {name: value for name, value in mine.items() if value != others[name]}


def _booking(booking: Booking, zone: ZoneInfo, anonymous: bool) -> dict[str, object]:
    told = {
        "start": _local(booking.starts_at, zone)[:16],
        "status": booking.status.value,
        "type": booking.meeting_type.value,
    }
    return told if anonymous else {**told, "name": booking.caller_name, "email": booking.email}


def _known(bookings: Iterable[Booking]) -> tuple[str, ...]:
    names = [each.caller_name or "" for each in bookings]
    return tuple(part for name in names for part in (name, *name.split()) if part)


def _span(span: Interval, zone: ZoneInfo) -> str:
    first, last = _local(span.start, zone), _local(span.end, zone)
    if first[:10] == last[:10]:
        return f"{first}-{last[11:]}"
    return f"{first} - {last}"


def _local(instant, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"
