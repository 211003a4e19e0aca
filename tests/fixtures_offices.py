"""Offices for tests of the reception, on each kind of database; how they are made is in ``offices.py``."""

import pytest
from breaking import Faults, FaultyCalendar


@pytest.fixture
def office(database):
    """One account with the embedded calendar, at nine on a Monday in New York."""
    from offices import open_office

    return open_office(database)


@pytest.fixture
def faults() -> Faults:
    """What a faulty office's calendar will meet; nothing yet."""
    return Faults()


@pytest.fixture
def faulty_office(database, faults):
    """One account with the embedded calendar behind a line that breaks as planned."""
    from offices import open_office

    return open_office(database, standing_between=lambda real: FaultyCalendar(real, faults))
