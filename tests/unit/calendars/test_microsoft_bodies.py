"""Our words of an event, and Teams' block beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standins.graph_mailbox import TEAMS_BLOCK

from direct_booking.calendars.microsoft_bodies import html_of, with_meeting_kept, words_of

LINK = "https://teams.microsoft.com/l/meetup-join/1"
BLOCK = TEAMS_BLOCK.format(link=LINK)
# As Outlook writes a meeting into a body that somebody typed: everything in a frame of its own.
FRAMED = (
    '<html><head><style>p {}</style></head><body lang="EN-US"><div class="x"><p>Hello</p>'
    f"{BLOCK}</div></body></html>"
)
PLAIN = f"<html><head>\r\n</head><body>\r\n<div>Hello</div>\r\n{BLOCK}</body></html>"
BARE = f"Hello{BLOCK}"
OLD = f'<html><body>Hello<br><a href="{LINK}">Join Microsoft Teams Meeting</a></body></html>'

lines = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), blacklist_characters="_"))
texts = st.lists(lines, max_size=4).map("\n".join)


def read(content: str, *, online: bool = True) -> str:
    """The words in an HTML body."""
    return words_of({"contentType": "html", "content": content}, online=online)


@pytest.mark.parametrize("content", [FRAMED, PLAIN, BARE, OLD])
def test_the_words_end_where_teams_block_begins(content):
    """What Teams says is not ours: nobody compares it, nobody writes it anew."""
    assert read(content) == "Hello"


@pytest.mark.parametrize("content", [FRAMED, PLAIN, BARE])
@pytest.mark.parametrize("words", ["By phone", "two\nlines", "<b>&", ""])
def test_other_words_leave_the_block_as_it_is(content, words):
    """ "Preserve the meeting blob" (Graph, Update event): to the letter, once, after the words."""
    changed = with_meeting_kept(content, words)
    block = BLOCK.removeprefix("<br>\r\n").strip()
    assert changed.count(block) == content.count(block) == 1
    assert changed.count(LINK) == 1
    assert read(changed) == words


@given(texts)
def test_words_that_were_written_are_read(words):
    """Whatever they hold, as often as they are written; white space aside."""
    once = with_meeting_kept(FRAMED, words)
    assert read(once).split() == words.split()
    assert with_meeting_kept(once, words) == once


@given(texts)
def test_words_mean_nothing_to_a_browser(words):
    """HTML in a caller's words is text."""
    assert read(html_of(words), online=False).split() == words.split()


def test_frames_around_the_block_stay():
    """An element that began before the block and ends after it is not torn."""
    changed = with_meeting_kept(FRAMED, "x")
    assert changed.count("<div") == changed.count("</div>")
    assert '<div class="x"><div style' in changed


def test_a_meeting_whose_block_cannot_be_found_is_not_lost():
    """A line too many is better than a meeting that nobody can join."""
    assert with_meeting_kept("<html><body><p>unheard of</p></body></html>", "x") == (
        "<html><body><div>x</div><p>unheard of</p></body></html>"
    )


def test_a_line_of_underscores_is_the_owners_without_a_meeting():
    """Only an event with a meeting has a block."""
    line = "_" * 40
    assert read(f"<p>a</p><p>{line}</p><p>b</p>", online=False) == f"a\n\n{line}\n\nb"
    assert words_of({"contentType": "text", "content": f"a\r\n{line}\r\nb"}, online=False).endswith("b")
    assert words_of({"contentType": "text", "content": f"a\r\n{line}\r\nb"}, online=True) == "a"


def test_what_is_not_shown_is_not_read():
    """Styles, scripts and comments are no words."""
    assert read("<head><title>t</title><style>s</style></head><!-- c --><p>Hello</p>") == "Hello"


@pytest.mark.parametrize("body", [{}, {"contentType": "html"}, {"contentType": "text", "content": None}])
def test_no_body_is_no_words(body):
    """Graph leaves out what is empty."""
    assert words_of(body, online=True) == ""
