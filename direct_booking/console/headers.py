"""What every answer tells the browser to forbid: foreign scripts, frames, guessed types, kept copies."""

from flask import Flask, Response, abort, redirect, request
from flask_talisman import Talisman

from direct_booking.console.place import Place

# Nothing is written into a page that a browser would run: scripts and styles are files of ours.
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
_A_YEAR_S = 365 * 24 * 3600


def put_on(app: Flask, place: Place) -> None:
    """Put the headers on every answer, also on those that say what went wrong."""
    # Before anything else, so that not even an error is answered under another name.
    app.before_request(lambda: _under_its_name(place))
    Talisman(
        app,
        # The proxy that speaks https also sends those away who do not.
        force_https=False,
        strict_transport_security=place.by_https,
        strict_transport_security_max_age=_A_YEAR_S,
        session_cookie_secure=place.by_https,
        content_security_policy=POLICY,
        frame_options="DENY",
        referrer_policy="same-origin",
        permissions_policy={"microphone": "(self)", "camera": "()", "geolocation": "()"},
    )
    app.after_request(_not_kept)


def _under_its_name(place: Place):
    """Answer under the console's own name only, so that no link is ever built from another."""
    if request.host == place.netloc or request.endpoint == "health":
        return None
    name = request.host.rpartition(":")[0] or request.host
    at_home = name in _THIS_MACHINE and not place.by_https
    if at_home and request.method == "GET":
        return redirect(place.url + request.full_path.rstrip("?"), 307)
    return abort(421)


def _not_kept(response: Response) -> Response:
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
