"""``python -m direct_booking.cli`` is ``direct-booking``."""

from direct_booking.cli import main
from direct_booking.serving.leaving import run_and_leave


def enter() -> None:
    """Run one command and end the process with its exit code."""
    run_and_leave(main)


if __name__ == "__main__":
    enter()
