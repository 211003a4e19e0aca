"""How properties are tried in every test: the same examples on any machine and any day."""

from hypothesis import settings
from lengths import tries

settings.register_profile(
    "direct_booking", derandomize=True, deadline=None, max_examples=tries(25, at_length=100)
)
settings.load_profile("direct_booking")

# These are plugins; collected for doctests as well, two of one name would meet.
collect_ignore_glob = ["conftest.py", "*/conftest.py"]

pytest_plugins = [
    "fixtures_databases",
    "fixtures_proxy",
    "fixtures_offices",
    "fixtures_caldav",
    "fixtures_elsewhere",
    "fixtures_stack",
    "fixtures_watching",
    "fixtures_consoles",
]
