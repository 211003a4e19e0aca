"""What an owner reads when something went wrong: a true sentence and the way on. Details are in the log.

The console's one entrance for errors: nothing of the request is logged but the page.
"""

import logging

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from direct_booking.errors import DirectBookingError

log = logging.getLogger(__name__)

_SAID = {
    400: ("That could not be read", "The request was not one that this page understands."),
    403: ("Not yours", "This belongs to another account."),
    404: ("Not found", "There is no such page, or it is not there any more."),
    405: ("Not like this", "This address is only reached by a button of a page."),
    413: ("Too large", "The file is larger than this page takes."),
    421: (
        "Another address",
        "The console does not answer under this address. Open the address that it printed when it started.",
    ),
    429: ("Too many attempts", "Wait a while, then try again."),
}
_STALE = (
    "The page was open for too long",
    "Nothing was changed. Go back, load the page again, and repeat what you did.",
)
_FAILED = ("Something failed", "Nothing more is known here; the console's log says what it was.")
_UNAVAILABLE = "Not possible at the moment"


def tell(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(CSRFError, lambda _error: _page(400, *_STALE))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DirectBookingError, _world_failed)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException):
    if error.code is None or error.code < 400:
        return error.get_response()
    heading, sentence = _SAID.get(error.code, _FAILED)
    answer = _page(error.code, heading, sentence)
    return (
        (*answer, {"Retry-After": str(error.retry_after)}) if getattr(error, "retry_after", None) else answer
    )


def _world_failed(error: DirectBookingError):
    log.warning("%s: %s", request.endpoint, error)
    return _page(503, _UNAVAILABLE, str(error))


def _unexpected(_error: Exception):
    log.exception("%s failed", request.endpoint)
    return _page(500, *_FAILED)


def _page(code: int, heading: str, sentence: str):
    return render_template("failure.html", code=code, heading=heading, sentence=sentence), code
