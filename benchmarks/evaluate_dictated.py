"""How well what is dictated is heard in the corpora: addresses, telephone numbers, spelled names.

The table's lines for these files; five hundred made-up addresses, said and put right, are in
``evaluate_spelling``. The corpora are not part of this repository.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.corpora import CORPORA, EXACT, NONE, WRONG, Judged, Tally, rows_of, timed
from direct_booking.hearing import emails, phones
from direct_booking.hearing.spelling import characters

EMAILS, NUMBERS, SPELLINGS = "spoken_email.jsonl", "spoken_phone.jsonl", "spoken_spelling.jsonl"


def tallies(corpora: Path = CORPORA) -> Iterator[Tally]:
    """A line of the table for each kind of row.

    Raises:
        CannotMeasure: a file cannot be read.
    """
    numbers = [row for row in rows_of(corpora / NUMBERS) if row["kind"] == "phone"]
    spelled = [
        row for row in rows_of(corpora / SPELLINGS) if row["looks_spelled"] and row["nbest_contains_gold"]
    ]
    addresses = [row for row in rows_of(corpora / EMAILS) if row["usable"]]
    yield Tally(EMAILS, "addresses", tuple(_judged(row, _address, row["written"]) for row in addresses))
    yield Tally(NUMBERS, "telephone numbers", tuple(_judged(row, _number, row["digits"]) for row in numbers))
    yield Tally(SPELLINGS, "spelled, one of the n-best is right", tuple(map(_spelled, spelled)), 90.0)


def _judged(row: dict, hear: Callable[[str], str], expected: str) -> Judged:
    text = row["spoken"]
    heard, took_ms = timed(lambda: hear(text))
    verdict = (
        EXACT if heard.lstrip("+") == expected or heard.endswith("+" + expected) else WRONG if heard else NONE
    )
    return Judged(text, verdict, expected, heard, took_ms)


def _address(text: str) -> str:
    heard = emails.hear(text, asked=True)
    return heard.address if heard else ""


def _number(text: str) -> str:
    heard = phones.hear(text, asked=True)
    return heard.number if heard else ""


def _spelled(row: dict) -> Judged:
    """Exact where one of the recogniser's n-best is right: which of them, the caller is asked."""
    expected = "".join(each for each in row["written"].lower() if each.isalnum())
    heard, took_ms = timed(lambda: characters(row["spoken"]))
    found = [characters(said) for said in row["nbest"]]
    right = EXACT if expected in found else WRONG if any(found) else NONE
    return Judged(row["spoken"], right, expected, heard or "", took_ms)
