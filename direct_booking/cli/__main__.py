"""``python -m direct_booking.cli`` is ``direct-booking``."""

import sys

from direct_booking.cli import main

if __name__ == "__main__":
    sys.exit(main())
