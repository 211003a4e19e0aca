"""Reads ``phone.yml``: how each question is best answered on a telephone, and the voice that asks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from direct_booking.channels.turns import Expectation
from direct_booking.errors import Misconfigured

# Twilio's own limits for <Gather hints>.
MOST_HINTS, LONGEST_HINT = 500, 100
# So much of the 64 KB of a document they may take, as they stand in it.
MOST_HINT_BYTES = 20_000

_TOP = {"voice", "language", "speech_model", "silence_seconds", "ring_seconds", "questions", "answers"}
_ANSWER = {"hints", "keys", "digits", "pause", "help"}
_KEYS = frozenset("123456789")  # 0, * and # mean the same at every question


@dataclass(frozen=True)
class Phone:
    """What ``phone.yml`` says.

    Attributes:
        voice, language, speech_model: as the telephone company calls them.
        silence_s: seconds without a word after which the caller is asked again.
        ring_s: seconds that it rings at the owner's number.
        questions: the response that asks -> how it is likely to be answered.
    """

    voice: str
    language: str
    speech_model: str
    silence_s: int
    ring_s: int
    questions: Mapping[str, Expectation]

    def expectation(self, responses: Iterable[str | None]) -> Expectation | None:
        """How the last question among these responses is likely to be answered; None without one. Pure."""
        found = None
        for name in responses:
            found = self.questions.get(name or "", found)
        return found


def read_phone_file(path: Path, responses: Iterable[str]) -> Phone:
    """Read and check the file.

    Args:
        responses: the names that the domain knows.

    Raises:
        Misconfigured: one sentence that names the place and the remedy.
    """
    try:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read ({error.strerror}).") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path} is not YAML: {str(error).splitlines()[0]}.") from error
    return _Reader(path, frozenset(responses)).phone(content)


class _Reader:
    def __init__(self, path: Path, responses: frozenset[str]) -> None:
        self._path = path
        self._responses = responses

    def phone(self, content: Any) -> Phone:
        top = self._mapping(content, "the file", _TOP)
        answers = {
            name: self._expectation(name, body or {})
            for name, body in self._mapping(top.get("answers", {}), "answers").items()
        }
        questions = {}
        for response, answer in self._mapping(top.get("questions", {}), "questions").items():
            self._require_response(response, "questions")
            if answer not in answers:
                self._refuse(f"questions: {response}: there are no answers called {answer!r}")
            questions[response] = answers[answer]
        return Phone(
            voice=self._text(top, "voice"),
            language=self._text(top, "language"),
            speech_model=self._text(top, "speech_model"),
            silence_s=self._seconds(top, "silence_seconds", 1, 60),
            ring_s=self._seconds(top, "ring_seconds", 5, 600),
            questions=questions,
        )

    def _expectation(self, name: str, body: Any) -> Expectation:
        place = f"answers: {name}"
        body = self._mapping(body, place, _ANSWER)
        keys = self._mapping(body.get("keys", {}), f"{place}: keys")
        for key, words in keys.items():
            if str(key) not in _KEYS or not isinstance(words, str):
                self._refuse(
                    f"{place}: keys: {key}: a key is 1 to 9 and stands for words, in quotes if need be"
                )
        help_ = body.get("help")
        if help_ is not None:
            self._require_response(help_, f"{place}: help")
        return Expectation(
            name=name,
            hints=self._hints(body.get("hints", []), place),
            keys=tuple((str(key), words) for key, words in keys.items()),
            digits=self._flag(body, "digits", place),
            pause_s=self._seconds(body, "pause", 1, 10, place) if "pause" in body else None,
            help=help_,
        )

    def _hints(self, hints: Any, place: str) -> tuple[str, ...]:
        if not isinstance(hints, list) or not all(isinstance(each, str) and each for each in hints):
            self._refuse(f"{place}: hints are words in a list; put yes, no, on and off in quotes")
        if len(hints) > MOST_HINTS or any(len(each) > LONGEST_HINT for each in hints):
            self._refuse(f"{place}: at most {MOST_HINTS} hints of {LONGEST_HINT} characters are allowed")
        if len(escape(", ".join(hints)).encode()) > MOST_HINT_BYTES:
            self._refuse(f"{place}: the hints are longer than {MOST_HINT_BYTES:,} bytes in all")
        if any("," in each for each in hints):
            self._refuse(f"{place}: a hint cannot hold a comma")
        return tuple(hints)

    def _mapping(self, value: Any, place: str, known: Iterable[str] | None = None) -> dict:
        if not isinstance(value, dict):
            self._refuse(f"{place} must be a mapping")
        unknown = set(value) - set(known) if known else set()
        if unknown:
            self._refuse(f"{place}: unknown {', '.join(sorted(map(str, unknown)))}")
        return value

    def _text(self, top: dict, name: str) -> str:
        value = top.get(name)
        if not isinstance(value, str) or not value.strip():
            self._refuse(f"{name} must be given, as words")
        return value.strip()

    def _flag(self, body: dict, name: str, place: str) -> bool:
        value = body.get(name, False)
        if not isinstance(value, bool):
            self._refuse(f"{place}: {name} is true or false")
        return value

    def _seconds(self, body: dict, name: str, least: int, most: int, place: str = "") -> int:
        value = body.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._refuse(f"{place}{': ' if place else ''}{name} is a number of seconds, {least} to {most}")
        return value

    def _require_response(self, name: Any, place: str) -> None:
        if name not in self._responses:
            self._refuse(f"{place}: domain.yml has no response {name!r}")

    def _refuse(self, what: str) -> None:
        raise Misconfigured(f"{self._path}: {what}.")
