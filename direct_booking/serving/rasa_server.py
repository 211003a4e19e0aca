"""``python -m direct_booking.serving.rasa_server`` is ``rasa``, and ends at once when it is told to.

How it is started and stopped is in ``servers.py`` and ``supervisor.py``.
"""

from direct_booking.serving.leaving import run_and_leave

if __name__ == "__main__":
    from rasa.__main__ import main

    run_and_leave(main)
