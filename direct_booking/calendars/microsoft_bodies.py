"""The words of an event at Microsoft: in the same body as the words with which Teams says how to join.

A body without Teams' block takes the event's online meeting away (Graph, "Update event": keep the meeting
blob), so new words are put before the block and the block stays as it is. Everything here is pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

# The block begins with a line drawn of underscores, in every language; older ones with an element of its own.
_RULE = re.compile(r"_{20,}")
_BLOCK_CLASS = "me-email-text"
_JOIN = "teams.microsoft.com/l/meetup-join"

_SILENT = {"head", "style", "script", "title"}
_LINES = {"br", "div", "p", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "hr", "body"}
_EMPTY = {"br", "hr", "img", "meta", "link", "input"}


def words_of(body: Mapping, *, online: bool) -> str:
    """What stands in an event's body before Teams' block; white space is not kept as it was.

    Args:
        body: an ``itemBody``: ``contentType`` and ``content``.
        online: whether the event has a meeting; without one a line of underscores is the owner's own.
    """
    content = body.get("content") or ""
    if str(body.get("contentType", "")).lower() != "html":
        block = _RULE.search(content) if online else None
        return _tidy(content[: block.start()] if block else content)
    return _tidy("".join(_read(content, online).words))


def with_meeting_kept(content: str, words: str) -> str:
    """An HTML body with other words before Teams' block.

    Args:
        content: the HTML body as it is. When no block can be found in it, all of it is kept below the new
            words: a line too many is better than a meeting that nobody can join.
    """
    read = _read(content, online=True)
    at = read.block_at if read.block_at is not None else read.body_at
    around = "".join(element.tag for element in read.around)
    return f"{content[: read.body_at]}{html_of(words)}{around}{content[at:]}"


def html_of(words: str) -> str:
    """Plain words as a piece of HTML."""
    return "<div>" + "<br>".join(escape(line) for line in words.splitlines()) + "</div>"


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _read(content: str, online: bool) -> "_Reader":
    reader = _Reader(content, online)
    reader.feed(content)
    reader.close()
    return reader


@dataclass
class _Element:
    """An element that is open.

    Attributes:
        at: where its tag begins.
        tag: the tag itself.
        written: whether words of ours stand in it.
    """

    name: str
    at: int
    tag: str
    written: bool = False


class _Reader(HTMLParser):
    """Reads a body up to Teams' block.

    Attributes:
        words: pieces of text before the block.
        body_at: where the body's own content begins.
        block_at: where the block begins, at the outermost element that holds nothing else; None without one.
        around: the elements that are open around the block, outermost first, without the body.
    """

    def __init__(self, content: str, online: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.body_at = 0
        self.block_at: int | None = None
        self.around: list[_Element] = []
        self._content = content
        self._online = online
        self._open: list[_Element] = []
        self._silent = 0
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", content))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.block_at is not None:
            return
        if tag == "body":
            self.body_at = self._here() + len(self.get_starttag_text() or "")
            return
        self._silent += tag in _SILENT
        if tag not in _EMPTY and tag != "html":
            self._open.append(_Element(tag, self._here(), self.get_starttag_text() or ""))
        values = " ".join(value or "" for _name, value in attrs)
        if self._online and (_BLOCK_CLASS in values or _JOIN in values):
            self._begin_block(self._here())
        elif tag in _LINES:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.block_at is not None:
            return
        self._silent = max(0, self._silent - (tag in _SILENT))
        if any(element.name == tag for element in self._open):
            while self._open.pop().name != tag:
                pass
        if tag in _LINES:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self.block_at is not None or self._silent:
            return
        rule = _RULE.search(data) if self._online else None
        before = data[: rule.start()] if rule else data
        self.words.append(re.sub(r"\s+", " ", before))
        if before.strip():
            for element in self._open:
                element.written = True
        if rule:
            self._begin_block(_RULE.search(self._content, self._here()).start())

    def _begin_block(self, at: int) -> None:
        within = next((n for n, element in enumerate(self._open) if not element.written), None)
        self.around = self._open[:within]
        self.block_at = at if within is None else self._open[within].at

    def _here(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column
