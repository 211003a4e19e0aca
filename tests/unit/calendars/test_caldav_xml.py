"""The XML of CalDAV: only times are asked for, and what cannot be read with certainty is not read."""

from datetime import datetime, timezone

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars import caldav_xml as xml
from direct_booking.calendars.caldav_xml import CALDAV, DAV, NotDav
from direct_booking.scheduling.availability import Interval

MARCH = Interval(datetime(2026, 3, 1, tzinfo=timezone.utc), datetime(2026, 3, 15, tzinfo=timezone.utc))


def multistatus(inside: str) -> bytes:
    """An answer with this inside."""
    return (
        f'<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">{inside}</multistatus>'.encode()
    )


GOOD = multistatus(
    "<response><href>/a.ics</href><propstat><prop><getetag>&quot;1&quot;</getetag>"
    "<C:calendar-data>BEGIN:VCALENDAR\n</C:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat>"
    "<propstat><prop><displayname/></prop><status>HTTP/1.1 404 Not Found</status></propstat></response>"
)


def test_busy_time_is_asked_for_without_details():
    """1.4: of an event nothing but its times and the owner's own answer; of a series itself, not expanded."""
    root = fromstring(xml.busy_query(MARCH))
    wanted = {each.get("name") for each in root.iter(f"{CALDAV}prop")}
    assert {"DTSTART", "RRULE", "TRANSP", "STATUS"} <= wanted
    assert not wanted & {"SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER", "ATTACH", "COMMENT"}
    event = next(each for each in root.iter(f"{CALDAV}comp") if each.get("name") == "VEVENT")
    assert event.find(f"{CALDAV}allprop") is None
    assert root.find(f".//{CALDAV}expand") is None
    limits = root.find(f".//{CALDAV}time-range")
    assert (limits.get("start"), limits.get("end")) == ("20260301T000000Z", "20260315T000000Z")


def test_the_ends_of_time_can_be_written():
    """RFC 5545 has years of four digits."""
    long = Interval(datetime(1, 1, 2, tzinfo=timezone.utc), datetime(9999, 12, 30, tzinfo=timezone.utc))
    limits = fromstring(xml.busy_query(long)).find(f".//{CALDAV}time-range")
    assert (len(limits.get("start")), len(limits.get("end"))) == (16, 16)


def test_what_stands_in_an_address_or_identifier_is_escaped():
    """Nothing that a server or a caller says becomes a part of the question."""
    hostile = ']]></D:href><x a="&"/>'
    (href,) = fromstring(xml.expanded_multiget([hostile], MARCH)).iter(f"{DAV}href")
    assert href.text == hostile
    assert fromstring(xml.uid_query(hostile)).find(f".//{CALDAV}text-match").text == hostile


def test_an_answer_says_what_is_there_and_what_is_refused():
    """Each property has its own status."""
    (one,) = xml.resources(GOOD)
    assert (one.href, one.status, one.text(xml.ETAG)) == ("/a.ics", 200, '"1"')
    assert one.text(xml.CALENDAR_DATA) == "BEGIN:VCALENDAR"
    assert one.text(f"{DAV}displayname") is None
    assert one.refused == {f"{DAV}displayname": 404}


def test_a_resource_may_have_a_status_of_its_own():
    """As one that is gone, or that ends a list which was cut short."""
    gone = "<response><href>/a</href><status>HTTP/1.1 404 Not Found</status></response>"
    assert [each.status for each in xml.resources(multistatus(gone))] == [404]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Please sign in</body></html>",
        GOOD[:-20],
        multistatus("<response><href>/a</href><status>fine</status></response>"),
        multistatus("<response><propstat><prop/></propstat></response>"),
        b"\xff\xfe\x00",
    ],
    ids=["nothing", "a page", "cut off", "no status", "no status of properties", "noise"],
)
def test_what_is_no_answer_is_not_read(body):
    """3.3: never a part for the whole."""
    with pytest.raises(NotDav):
        xml.resources(body)


@pytest.mark.parametrize(
    "entity",
    ["<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>", "<!ENTITY a SYSTEM 'file:///etc/passwd'>"],
)
def test_a_hostile_answer_is_refused(entity):
    """No entity of a server's own is expanded, and nothing is fetched."""
    body = f"<?xml version='1.0'?><!DOCTYPE x [{entity}]><multistatus xmlns='DAV:'>&a;</multistatus>".encode()
    with pytest.raises(NotDav):
        xml.resources(body)
    assert xml.conditions(body) == frozenset()
    assert xml.message(body) == ""


def test_the_conditions_of_an_error_are_named():
    """RFC 4918 16; what is no XML has none."""
    body = b'<error xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><C:no-uid-conflict/></error>'
    assert xml.conditions(body) == {"no-uid-conflict"}
    assert xml.conditions(b"Forbidden") == frozenset()


@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 9), st.binary(max_size=5)), max_size=3)
)
def test_nothing_but_not_dav_escapes(changes):
    """An answer with pieces replaced by noise is read or refused."""
    body = GOOD
    for place, length, noise in changes:
        body = body[:place] + noise + body[place + length :]
    try:
        found = xml.resources(body)
    except NotDav:
        return
    assert all(isinstance(each.href, str) for each in found)
