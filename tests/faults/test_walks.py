"""Whatever is done in whatever order, with whatever failing: nothing false is said, nothing is left over."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from lengths import tries
from walking import Walk, stroll

# The 10,000 steps of the field notes are walked by ``make faults``.
STROLLS, STEPS = tries(6, at_length=12), tries(40, at_length=60)


@pytest.fixture(scope="module")
def counted():
    """What all strolls of this module came to."""
    Walk.counted.clear()
    for seed in range(STROLLS):
        stroll(seed, STEPS)
    return dict(Walk.counted)


def test_no_stroll_through_the_office_leaves_the_truth(counted):
    """8.1, 8.2, 4.8: see ``Walk`` for what is done, and what is checked after every step."""
    assert counted["walks"] == STROLLS


def test_the_strolls_get_somewhere(counted):
    """A walk on which nothing is ever booked, moved or in doubt would prove nothing."""
    assert counted["Booked"] > 20
    assert counted["Moved"] > 1
    assert counted["Cancelled"] > 2
    assert counted["Unconfirmed"] > 4


def test_no_short_walk_that_hypothesis_finds_leaves_the_truth():
    """The same steps, searched and shrunk."""
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=tries(6, at_length=10),
            stateful_step_count=tries(20, at_length=25),
            suppress_health_check=list(HealthCheck),
        ),
    )
