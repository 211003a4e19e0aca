"""What an operator watches, counted in this process and told in Prometheus' own text form.

Nothing personal is a label. Where it is served from is in ``serving.action_server``; the names are explained
in ``docs/calendars.md``.
"""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

# Seconds; a caller notices two, and nobody waits for ten (4.7, 8.5).
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 10.0)

REGISTRY = CollectorRegistry()
_OUTCOMES = Counter(
    "direct_booking_outcomes",
    "What a booking, a move, a cancellation or a correction ended in.",
    ["outcome"],
    registry=REGISTRY,
)
_FAILURES = Counter(
    "direct_booking_action_failures",
    "Actions that ended in an error; the caller heard so.",
    ["action"],
    registry=REGISTRY,
)
_ACTION_S = Histogram(
    "direct_booking_action_seconds",
    "How long the actions of a turn took.",
    buckets=_SECONDS,
    registry=REGISTRY,
)


def count_outcome(name: str) -> None:
    """One more use case that ended so."""
    _OUTCOMES.labels(name).inc()


def count_failure(action: str) -> None:
    """One more action that ended in an error."""
    _FAILURES.labels(action).inc()


def note_action(took_s: float) -> None:
    """An action took so many seconds."""
    _ACTION_S.observe(took_s)


class Expired(Collector):
    """Whether an account's access to its calendar has expired (SPEC 1.5), asked when somebody looks."""

    def __init__(self, expired: Callable[[], Mapping[int, bool]]) -> None:
        """Ask nothing yet.

        Args:
            expired: by the accounts that have a connection. What it raises leaves the metric out.
        """
        self._expired = expired

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """See ``Collector``."""
        family = GaugeMetricFamily(
            "direct_booking_access_expired",
            "1 when access to the account's calendar has expired and waits to be reconnected.",
            labels=["account"],
        )
        for account_id, expired in self._expired().items():
            family.add_metric([str(account_id)], float(expired))
        yield family

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing is asked when it is registered."""
        return iter(())


def serve(host: str, port: int, registry: CollectorRegistry = REGISTRY) -> int:
    """Tell the numbers at ``http://host:port/metrics`` from a thread of its own, until the process ends.

    Args:
        port: 0 for any free one.

    Returns:
        The port.

    Raises:
        OSError: the port cannot be used.
    """
    server, _thread = start_http_server(port, addr=host, registry=registry)
    return server.server_port
