"""Addresses of a CalDAV server, and which of them may be told the owner's password."""

import pytest

from direct_booking.calendars.caldav_addresses import checked, inside, is_inside, is_one_house, joined, same
from direct_booking.calendars.errors import CalendarMissing

HOME = "https://cloud.example.com/dav/ann/"


@pytest.mark.parametrize(
    ("href", "meant"),
    [
        ("/dav/ann/office/", "https://cloud.example.com/dav/ann/office/"),
        ("office/", "https://cloud.example.com/dav/ann/office/"),
        ("https://p34.example.com:443/x/", "https://p34.example.com:443/x/"),
        ("/ann%40example.com/", "https://cloud.example.com/ann%40example.com/"),
        ("/ann@example.com/", "https://cloud.example.com/ann@example.com/"),
        ("/Büro/ new", "https://cloud.example.com/B%C3%BCro/%20new"),
        ("//evil.example/x", "https://evil.example/x"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        ("/a#b", "https://cloud.example.com/a"),
    ],
)
def test_an_address_is_put_together_as_the_server_wrote_it(href, meant):
    """What is escaped stays so; what cannot be sent as it is, is."""
    assert joined(HOME, href) == meant


@pytest.mark.parametrize("href", ["https://[::1", "https://host:port/", "https://ü..example/"])
def test_an_address_that_is_none_is_refused(href):
    """A server's nonsense is our own error."""
    with pytest.raises(CalendarMissing):
        joined(HOME, href)


def test_one_resource_is_one_however_it_is_escaped():
    """And an escaped slash splits nothing."""
    assert same("https://Cloud.example.com:443/ann%40x/a.ics", "https://cloud.example.com/ann@x/a.ics")
    assert not same("https://cloud.example.com/a%2Fb", "https://cloud.example.com/a/b")
    assert not same("https://cloud.example.com/a", "http://cloud.example.com/a")


def test_an_event_lies_directly_in_its_calendar():
    """Not in one beside or below it."""
    assert is_inside(inside(HOME, "k.ics"), HOME)
    assert inside(HOME, "../k") == f"{HOME}..%2Fk"
    for elsewhere in (HOME, "https://cloud.example.com/dav/bo/k.ics", f"{HOME}work/k.ics"):
        assert not is_inside(elsewhere, HOME)


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("https://cloud.example.com/", "https://cloud.example.com/dav/"),
        ("https://cloud.example.com/", "https://cloud.example.com:8443/dav/"),
        ("https://example.com/", "https://caldav.example.com/"),
        ("https://caldav.icloud.com/", "https://p34-caldav.icloud.com/12345/"),
        ("https://caldav.fastmail.com/", "https://fastmail.com/"),
        ("https://cloud.example.co.uk/", "https://dav.example.co.uk/"),
        ("http://127.0.0.1:5232/", "http://127.0.0.1:5232/ann/"),
        ("http://localhost:5232/", "https://localhost:5233/"),
    ],
)
def test_the_password_may_go_within_one_house(known, other):
    """A neighbour below a name that one owner holds; a host below the one that was typed."""
    assert is_one_house(known, other)


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("https://cloud.example.com/", "http://cloud.example.com/"),
        ("https://cloud.example.com/", "https://example.org/"),
        ("https://cloud.example.com/", "https://cloud.example.com.evil.example/"),
        ("https://cloud.example.com/", "https://notexample.com/"),
        ("https://example.com/", "https://evil.com/"),
        ("https://example.co.uk/", "https://evil.co.uk/"),
        ("https://ann.synology.me/", "https://evil.synology.me/"),
        ("https://ann.duckdns.org/", "https://duckdns.org/"),
        ("https://192.168.1.2/", "https://192.168.1.3/"),
        ("https://1.2.3.4/", "https://9.2.3.4/"),
        ("http://127.0.0.1:5232/", "http://127.0.0.1:5233/"),
        ("https://localhost/", "https://evil.example/"),
        ("https://cloud.example.com/", "ftp://cloud.example.com/"),
        ("https://cloud.example.com/", "https:///x"),
        ("", "https://cloud.example.com/"),
    ],
)
def test_the_password_never_leaves_the_house(known, other):
    """Nor does it go from TLS to none."""
    assert not is_one_house(known, other)


@pytest.mark.parametrize(
    "calendar_id",
    ["", "work", "https://evil.example/", "https://cloud.example.com/a b", "https://x:y/", "\ud800", "é"],
)
def test_a_calendar_that_cannot_be_on_the_server_is_missing(calendar_id):
    """Nothing is sent there."""
    with pytest.raises(CalendarMissing):
        checked(calendar_id, HOME)
