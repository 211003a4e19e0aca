"""Ends a process that is done, without taking apart first what it has imported.

Python frees every module of Rasa and TensorFlow one by one when it ends, for seconds, while somebody who
pressed Ctrl-C waits. Everything that matters is closed, written and flushed by then.
"""

import atexit
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn


def run_and_leave(main: Callable[[], int | None]) -> NoReturn:
    """Run a program to its end, and end the process with its exit code at once."""
    try:
        code = main()
    except SystemExit as ended:
        code = ended.code
        if isinstance(code, str):
            print(code, file=sys.stderr)
            code = 1
    except BaseException:
        # Python's own way to end, which shows where it came from.
        sys.excepthook(*sys.exc_info())
        code = 1
    # What others asked to be done at the end, for instance to remove temporary files.
    atexit._run_exitfuncs()
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code or 0)
