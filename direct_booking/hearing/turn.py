"""Everything that one turn of a caller holds: each kind of value, with the words it came from.

Each kind is heard in its own module; here is only who may claim which words. Who the caller is, what was
asked and what time it is are not known here.
"""

from dataclasses import dataclass

from direct_booking.hearing import choices, emails, names, phones, places, spoken, times, ways


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

    An address claims its words first, then a number, a place, a time and a name: "nine at gmail dot com"
    holds no time.

    >>> [found.kind for found in hear("tuesday at two please")]
    ['time']
    """
    found: list[Found] = []
    rest = text
    for listen in (_email, _phone, _place):
        heard = listen(rest)
        if heard is not None:
            found.append(heard)
            rest = _blank(rest, heard.spans)
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
    found.extend(_edits_or_pieces(rest, {one.kind for one in found}))
    found.extend(_bare_name(unclaimed, {one.kind for one in found}))
    way = ways.hear(text)
    if way is not None:
        found.append(_one("way", way.way, way.start, way.end))
    answer = choices.hear(text)
    if answer is not None:
        found.append(_one("answer", answer, 0, len(text)))
    return tuple(sorted(found, key=lambda one: (one.start, one.kind)))


def _time_and_name(text: str) -> tuple[Found | None, names.HeardName | None]:
    """The time claims its words before the name; then a number may be all that is left beside a name."""
    time = _time(text)
    name = names.hear(_blank(text, time.spans) if time else text)
    if name is not None:
        time = _time(_blank(text, ((name.start, name.end),)))
    return time, name


def _one(kind: str, value: str, start: int, end: int) -> Found:
    return Found(kind, value, start, end, ((start, end),))


def _email(text: str) -> Found | None:
    heard = emails.hear(text)
    return _one("email", heard.address, heard.start, heard.end) if heard else None


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


def _edits_or_pieces(text: str, kinds: set[str]) -> list[Found]:
    """What could be a correction or a piece of an address, if that is what was asked."""
    more = []
    if "email" not in kinds:
        edits = emails.hear_edit(text)
        if edits:
            more.append(_one("email_edit", emails.edits_to_text(edits), 0, len(text)))
        heard = emails.hear(text, asked=True)
        piece = heard.address if heard else emails.hear_local(text)
        if piece:
            more.append(_one("email_piece", piece, 0, len(text)))
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
