"""The application: built from the use cases and the place, with every page of ``navigation``."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, redirect, url_for
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from direct_booking.console import configure, doors, failures, headers, here, navigation, words
from direct_booking.console.place import Place
from direct_booking.console.sessions import VisitSessions
from direct_booking.wiring import Desk, previewing

# The sentences of a preview are those that callers hear.
DOMAIN = Path(__file__).parents[2] / "domain.yml"
# A year of somebody's busy times is far smaller.
LARGEST_REQUEST = 10 * 1024 * 1024
_FORM_PARTS = 2000


def create_app(desk: Desk, place: Place) -> Flask:
    """The console for these use cases, at this place; it listens nowhere yet.

    Raises:
        Misconfigured: there is no key for what it keeps, and none can be made.
    """
    app = Flask("direct_booking.console", root_path=str(Path(__file__).parent))
    app.config.update(
        SECRET_KEY=desk.sessions.signing_key(),
        SESSION_COOKIE_NAME="__Host-console" if place.by_https else "console",
        SESSION_COOKIE_SECURE=place.by_https,
        # A form lives as long as the visit that it belongs to.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_PARTS=_FORM_PARTS,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.session_interface = VisitSessions(desk.sessions)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    here.put_here(app, desk, place)
    # Read when somebody first looks at a preview: it takes a moment.
    app.extensions[configure.PREVIEWING] = cache(lambda: previewing(desk, DOMAIN))
    headers.put_on(app, place)
    doors.hang(app)
    failures.tell(app)
    words.put_into(app)
    for blueprint in navigation.blueprints():
        app.register_blueprint(blueprint)
    app.add_url_rule("/", "home", _home)
    # Whoever watches the process asks under another name, and has no password.
    app.add_url_rule("/health", "health", doors.open_to_all(lambda: "ok"))
    app.context_processor(_on_every_page)
    app.template_global("file")(_file)
    if place.proxies:
        app.wsgi_app = ProxyFix(
            app.wsgi_app, x_for=place.proxies, x_proto=place.proxies, x_host=place.proxies
        )
    return app


def _home():
    return redirect(url_for(f"{navigation.listed()[0].module}.show"), 303)


def _on_every_page() -> dict[str, object]:
    """What the frame of each page shows: where one can go, and 1.5: whether access has expired."""
    if not current_user or not current_user.is_authenticated:
        return {"pages": (), "calendar": None}
    return {
        "pages": navigation.listed(),
        "calendar": here.calendar(),
        "account": here.desk().assistants.account(here.account_id()),
    }


def _file(name: str) -> str:
    """The address of a file of ours, another one when its content is."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((Path(__file__).parent / "static" / name).read_bytes()).hexdigest()[:12]
