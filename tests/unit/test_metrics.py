"""Metrics: Prometheus' own text, on this machine only, without a word about a caller."""

import asyncio
from urllib.request import urlopen

from fixtures_elsewhere import OfficeElsewhere
from offices import ANN, TUESDAY_AT_TWO
from prometheus_client import CollectorRegistry, generate_latest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions.desk
from actions.desk import DeskAction
from direct_booking import metrics
from direct_booking.serving import action_server
from direct_booking.storage.connections import Health


def counted(name: str, **labels: str) -> float:
    """A figure of this process as it is now."""
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def test_an_outcome_and_the_time_it_took_are_counted(office):
    """A booking once, whatever it came to; an action by its time."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    before = counted("direct_booking_outcomes_total", outcome="booked")
    actions.desk.use(office.desk)
    try:
        asyncio.run(actions.desk.off_loop(office.desk.booking.book, "call-1", ANN))
    finally:
        actions.desk.use(None)
    assert counted("direct_booking_outcomes_total", outcome="booked") == before + 1


class ActionThatBreaks(DeskAction):
    """Fails."""

    async def act(self, turn):
        """Fail."""
        raise ValueError("nothing")


def test_a_failed_action_is_counted_by_its_name():
    """And its time, too."""
    failures = ("direct_booking_action_failures_total", {"action": "action_that_breaks"})
    before = counted(failures[0], **failures[1]), counted("direct_booking_action_seconds_count")
    tracker = Tracker("call-1", {}, {"text": "x"}, [], False, None, {}, "action_listen")
    asyncio.run(ActionThatBreaks().run(CollectingDispatcher(), tracker, {}))
    after = counted(failures[0], **failures[1]), counted("direct_booking_action_seconds_count")
    assert after == (before[0] + 1, before[1] + 1)


def test_expired_access_is_told_by_its_account(google_office: OfficeElsewhere):
    """1.5: 0 while it works, 1 when the owner must reconnect."""
    registry = CollectorRegistry()
    registry.register(metrics.Expired(google_office.desk.checking.expired))
    account = {"account": str(google_office.account_id)}
    assert registry.get_sample_value("direct_booking_access_expired", account) == 0
    with google_office.elsewhere.expired():
        assert google_office.desk.checking.check(google_office.account_id).connection.health is Health.EXPIRED
    assert registry.get_sample_value("direct_booking_access_expired", account) == 1


def test_they_are_served_as_text(office):
    """As any Prometheus reads them; nothing is asked of the database before somebody looks."""
    registry = CollectorRegistry()
    registry.register(metrics.Expired(office.desk.checking.expired))
    port = metrics.serve("127.0.0.1", 0, registry)
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert answer.read() == generate_latest(registry)


def test_without_a_port_nothing_is_served(office):
    """It is the operator's to switch on."""
    assert action_server.serve_metrics(office.desk, None) is None


def test_a_client_is_there_before_the_first_call(google_office):
    """The first caller waits for no provider's library, and nobody is asked anything."""
    desk = google_office.another_desk()
    asked = len(google_office.elsewhere.server.asked)
    desk.checking.warm()
    connection = desk.diary.connection(google_office.account_id)
    assert desk.diary.calendar(connection).name == "google"
    assert len(google_office.elsewhere.server.asked) == asked
