"""Whatever is done in whatever order, with whatever failing: nothing false is said, nothing is left over."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from walking import Walk

# With ``WALKS * STEPS`` steps; the 10,000 of the field notes are walked by ``benchmarks/race.py``.
WALKS, STEPS = 30, 40


def test_no_walk_through_the_office_leaves_the_truth():
    """8.1, 8.2, 4.8: see ``Walk`` for what is done and what is checked after every step."""
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # A walk that never gets anywhere proves nothing.
    assert Walk.counted["confirmed"] > WALKS
    assert Walk.counted["Unconfirmed"] > 5
