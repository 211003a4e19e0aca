"""Everything that one turn of a caller holds: each kind of value, with the words it came from.

Each kind is heard in its own module; here is only who may claim which words. Who the caller is, what was
asked and what time it is are not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from direct_booking.hearing import (
    choices,
    dictation,
    emails,
    extensions,
    names,
    phones,
    places,
    spoken,
    times,
    ways,
)


@dataclass(frozen=True)
class Found:
    """One value in what was said.

    Attributes:
        kind: the entity's name, as designers see it.
        value: text; times and corrections are one line of JSON.
        start: character offset of the first word used.
        end: character offset after the last word used.
        spans: half-open offsets of all words used, in order.
    """

    kind: str
    value: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]


def hear(text: str) -> tuple[Found, ...]:
    """Hear every value in a turn, in the order in which they were said. Pure; never raises on a string.

    An address claims its words first, then an extension, a number, a place, a time and a name: "nine at gmail
    dot com" holds no time.

    >>> [found.kind for found in hear("tuesday at two please")]
    ['time']
    """
    found: list[Found] = []
    rest = text
    email = emails.hear(text)
    if email is not None:
        found += _address(email, emails.hear(text, asked=True))
        rest = _blank(rest, found[0].spans)
    whole = text
    for listen in (_extension, _phone, _place):
        heard = listen(rest)
        if heard is not None:
            found.append(heard)
            rest = _blank(rest, heard.spans)
            whole = _blank(whole, heard.spans) if heard.kind == "extension" else whole
    unclaimed = rest
    time, name = _time_and_name(rest)
    if time is not None:
        found.append(time)
        rest = _blank(rest, time.spans)
    if name is not None:
        # Letters alone may spell a name or an address: the question decides.
        spelled = name.spelled and not name.named
        found.append(_one("name_piece" if spelled else "person_name", name.name, name.start, name.end))
        if name.named:
            rest = _blank(rest, ((name.start, name.end),))
    found.extend(_edits_or_pieces(whole, rest, {one.kind for one in found}))
    found.extend(_bare_name(unclaimed, {one.kind for one in found}))
    way = ways.hear(text)
    if way is not None:
        found.append(_one("way", way.way, way.start, way.end))
    answer = choices.hear(text)
    if answer is not None:
        with_reserve = answer == "yes" and choices.has_reserve(text)
        found.append(_one("answer", "yes_but" if with_reserve else answer, 0, len(text)))
    return tuple(sorted(found, key=lambda one: (one.start, one.kind)))


# What a recogniser's other readings may add: what is read back before anything comes of it.
_OTHERWISE = {"time": "other_time", "email": "other_email", "phone_number": "other_number"}


def hear_otherwise(others: Iterable[str], heard: tuple[Found, ...]) -> tuple[Found, ...]:
    """What only the recogniser's other readings of a turn hold, of each kind the likeliest. Pure.

    Never a yes or a no, and no kind that was heard already. Offsets are those of the other reading.

    Args:
        others: the likeliest first, without the text that ``heard`` was heard in.

    >>> [found.kind for found in hear_otherwise(["fried eggs at", "friday at ten"], hear("fry they add hen"))]
    ['other_time']
    """
    kinds = {one.kind for one in heard}
    found: dict[str, Found] = {}
    for text in others:
        for one in hear(text):
            kind = _OTHERWISE.get(one.kind)
            if kind is not None and one.kind not in kinds:
                found.setdefault(kind, Found(kind, one.value, one.start, one.end, one.spans))
    return tuple(found.values())


def _time_and_name(text: str) -> tuple[Found | None, names.HeardName | None]:
    """The time claims its words before the name; then a number may be all that is left beside a name."""
    time = _time(text)
    name = names.hear(_blank(text, time.spans) if time else text)
    if name is not None:
        time = _time(_blank(text, ((name.start, name.end),)))
    return time, name


def _one(kind: str, value: str, start: int, end: int) -> Found:
    return Found(kind, value, start, end, ((start, end),))


def _address(heard: emails.HeardEmail, asked: emails.HeardEmail | None) -> list[Found]:
    """A whole address; where more of the turn belongs to it if an address was asked for, that one too."""
    found = [_one("email", heard.address, heard.start, heard.end)]
    best = asked or heard
    if best.address != heard.address:
        found.append(_one("email_piece", best.address, best.start, best.end))
    return found + _doubts(best)


def _doubts(heard: emails.HeardEmail) -> list[Found]:
    """What is not certain about an address, if there is anything."""
    if not (heard.doubtful or heard.said):
        return []
    return [_one("email_doubt", dictation.doubts_to_text(heard), heard.start, heard.end)]


def _extension(text: str) -> Found | None:
    heard = extensions.hear(text)
    return _one("extension", heard.digits, heard.start, heard.end) if heard else None


def _phone(text: str) -> Found | None:
    heard = phones.hear(text)
    return _one("phone_number", heard.number, heard.start, heard.end) if heard else None


def _place(text: str) -> Found | None:
    heard = places.hear(text)
    return _one("place", heard.zone, heard.start, heard.end) if heard else None


def _time(text: str) -> Found | None:
    heard = times.hear(text)
    if heard is None:
        return None
    return Found("time", spoken.to_text(heard.spoken), heard.spans[0][0], heard.spans[-1][1], heard.spans)


def _edits_or_pieces(whole: str, text: str, kinds: set[str]) -> list[Found]:
    """What could be a correction or a piece of an address or a number, if that is what was asked."""
    more = []
    edits = () if "email" in kinds else emails.hear_edit(text) or emails.hear_code_word(whole)
    if not edits and "time" in kinds and " not " in f" {whole.lower()} ":
        # "It's twelve, not twenty": hours to some questions, digits of an address or a number to others.
        edits = tuple(edit for edit in emails.hear_edit(whole) if edit.old.isdigit() and edit.new.isdigit())
    if edits:
        more.append(_one("email_edit", emails.edits_to_text(edits), 0, len(text)))
    if "email" not in kinds:
        heard = emails.hear(text, asked=True)
        piece = heard.address if heard else emails.hear_local(text)
        if piece:
            more.append(_one("email_piece", piece, 0, len(text)))
        more += _doubts(heard) if heard else []
    if "phone_number" not in kinds:
        digits = phones.hear_digits(whole)
        if digits:
            more.append(_one("phone_piece", digits, 0, len(text)))
    return more


def _bare_name(text: str, kinds: set[str]) -> list[Found]:
    """What could be a name, if that is what was asked: "April Lee" too, a month elsewhere."""
    if kinds & {"person_name", "name_piece"}:
        return []
    name = names.hear(text, asked=True)
    return [_one("name_piece", name.name, name.start, name.end)] if name else []


def _blank(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The same text, as long as before, without the words already claimed."""
    for start, end in spans:
        text = text[:start] + times.CLAIMED * (end - start) + text[end:]
    return text
