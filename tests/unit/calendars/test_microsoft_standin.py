"""The stand-in for Graph finds what breaks Graph's contract or rules: else the other tests prove little."""

import json

import pytest
from standins import graph_schema
from standins.graph import Graph
from standins.graph_connected import ANN, MONDAY, at
from standins.serving import Asked

from direct_booking.calendars import microsoft_events as events

pytestmark = pytest.mark.provokes

HEADERS = {"prefer": 'outlook.timezone="UTC", IdType="ImmutableId"', "authorization": "Bearer x"}


@pytest.fixture
def graph():
    """A mailbox with one calendar, asked without a client."""
    one = Graph()
    one.calendar = one.mailbox.add_calendar("Calendar").id
    one.login.accepts = lambda _token: True
    yield one
    one.close()


def ask(graph: Graph, method: str, path: str, body=None, headers=None, **query: str) -> int:
    """The status of an answer."""
    data = json.dumps(body).encode() if body is not None else b""
    parameters = tuple(
        (f"${name}" if name in ("select", "expand", "top") else name, query[name]) for name in query
    )
    asked = Asked(method, f"/v1.0{path}", parameters, {**HEADERS, **(headers or {})}, data)
    return graph.server.respond(asked).status


contract = pytest.mark.skipif(
    graph_schema.contract() is None, reason="Graph's contract is not beside this folder"
)


@contract
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/me/calendars/1/somethingElse"),
        ("GET", "/mee"),
        ("POST", "/me/calendars/1/events/2/postpone"),
        ("GET", "/me/calendars/1/events/2/cancel/3"),
    ],
)
def test_a_path_that_graph_does_not_have_is_a_problem(graph, method, path):
    """An unknown route fails the test that asked for it."""
    assert ask(graph, method, path, headers={"if-match": "x"}) == 501
    assert "no such path" in graph.wrong()[0]


def test_a_path_that_the_product_has_no_use_for_is_a_problem(graph):
    """Graph has it; the stand-in would only guess."""
    assert ask(graph, "GET", "/me/messages") == 501
    assert graph.wrong()


@contract
@pytest.mark.parametrize(
    "changes",
    [
        {"summary": "a name of Google's"},
        {"showAs": "opaque"},
        {"subject": 5},
        {"start": {"dateTime": "2026-03-02T14:00:00", "timezone": "UTC"}},
        {"attendees": [{"email": "ann@example.com"}]},
        {"body": {"contentType": "plain", "content": ""}},
        {"isOnlineMeeting": "yes"},
    ],
)
def test_a_body_that_graph_does_not_know_is_a_problem(graph, changes):
    """Names, values and kinds are those of the contract."""
    body = {**events.new_event(ANN, teams=False), **changes}
    assert ask(graph, "POST", f"/me/calendars/{graph.calendar}/events", body) == 501
    assert "as Graph has it" in graph.wrong()[0]


@contract
@pytest.mark.parametrize("query", [{"select": "id,summary"}, {"expand": "attendee"}])
def test_a_query_for_what_there_is_not_is_a_problem(graph, query):
    """$select names properties, $expand navigation properties."""
    assert ask(graph, "GET", f"/me/calendars/{graph.calendar}/events/1", **query) == 501


@contract
def test_a_reply_that_graph_would_not_give_is_a_problem(graph):
    """The stand-in is held to the contract like the product."""
    graph.mailbox.owner_adds(graph.calendar, at(0), show_as="opaque")
    times = {"startDateTime": "2026-03-01T00:00:00Z", "endDateTime": "2026-03-08T00:00:00Z"}
    assert ask(graph, "GET", f"/me/calendars/{graph.calendar}/calendarView", **times) == 501
    assert "does not answer as Graph does" in graph.wrong()[0]


@pytest.mark.parametrize(
    ("method", "ending", "body", "headers", "rule"),
    [
        ("GET", "", None, {"prefer": ""}, "always preferred"),
        ("GET", "", None, {"prefer": 'IdType="ImmutableId"'}, "outlook.timezone"),
        ("GET", "", None, {"cookie": "a=b"}, "no cookie"),
        ("POST", "/events", {"subject": "Ann"}, {}, "created once"),
        ("PATCH", "/events/1", {"subject": "Ann"}, {}, "as it was read"),
        ("DELETE", "/events/1", None, {}, "as it was read"),
    ],
)
def test_a_rule_that_the_contract_does_not_have_is_kept_all_the_same(
    graph, method, ending, body, headers, rule
):
    """Each stands in the stand-in with its source."""
    assert ask(graph, method, f"/me/calendars/{graph.calendar}{ending}", body, headers) == 501
    assert rule in graph.wrong()[0]


def test_reading_of_the_owners_events_is_noticed(graph):
    """1.4: their words, or a list of all of them."""
    item = graph.mailbox.owner_adds(graph.calendar, at(0))
    assert ask(graph, "GET", f"/me/calendars/{graph.calendar}/events/{item.id}", select="subject") == 501
    ask(graph, "GET", f"/me/calendars/{graph.calendar}/events")
    times = {"startDateTime": "2026-03-01T00:00:00Z", "endDateTime": "2026-03-08T00:00:00Z"}
    ask(graph, "GET", f"/me/calendars/{graph.calendar}/calendarView", **times)
    assert len(graph.wrong()) == 3
    ask(graph, "GET", f"/me/calendars/{graph.calendar}/calendarView", select="start,end,showAs", **times)
    assert len(graph.wrong()) == 3


@pytest.mark.parametrize(("method", "body"), [("PATCH", {"subject": "x"}), ("DELETE", None)])
def test_writing_to_the_owners_events_is_noticed(graph, method, body):
    """4.8."""
    item = graph.mailbox.owner_adds(graph.calendar, at(0))
    path = f"/me/calendars/{graph.calendar}/events/{item.id}"
    ask(graph, method, path, body, {"if-match": item.etag})
    assert "not ours" in graph.wrong()[0]


def test_a_fifth_request_at_once_is_noticed(graph):
    """Field notes: four for each mailbox."""
    graph.server.most_at_once = 5
    assert "5 requests at once" in graph.wrong()[0]


def test_a_provider_that_is_not_allowed_is_refused(graph):
    """As Graph does: 400, which is no problem of the stand-in's."""
    calendar = graph.mailbox.add_calendar("Personal", providers=("skypeForConsumer",)).id
    body = events.new_event(ANN, teams=True)
    assert ask(graph, "POST", f"/me/calendars/{calendar}/events", body) == 400
    assert graph.wrong() == []


def test_the_stand_in_dates_what_it_makes(graph):
    """By the machine's clock, as its answers are; a calendar's own times are the test's."""
    item = graph.mailbox.owner_adds(graph.calendar, at(0))
    assert item.created != MONDAY == item.start
