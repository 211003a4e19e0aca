"""Who may come in: every page is for owners who have signed in, unless it says otherwise.

Signing in itself is the page ``sign_in``; what a browser is told to forbid, is in ``headers``.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import CSRFProtect

from direct_booking.console.here import desk
from direct_booking.reception.owners import Owner

_OPEN = "_open_to_all"


class SignedIn(UserMixin):
    """An owner who has signed in.

    Attributes:
        account_id: whose data they see; nobody else's.
    """

    def __init__(self, owner: Owner) -> None:
        self.id = owner.id
        self.account_id = owner.account_id
        self.email = owner.email
        self.owner = owner


def open_to_all(view: Callable) -> Callable:
    """Let a view be seen by somebody who has not signed in."""
    setattr(view, _OPEN, True)
    return view


def hang(app: Flask) -> None:
    """Put the doors into an application: sign-in for every view, and a token in every form."""
    CSRFProtect(app)
    manager = LoginManager(app)
    # A phone changes its address; the cookie is rotated and ends instead.
    manager.session_protection = None
    manager.user_loader(_signed_in)
    manager.unauthorized_handler(_to_the_sign_in)
    app.before_request(_let_in)


def enter(owner: Owner) -> None:
    """Sign an owner in, in a new visit."""
    session.enter(owner.id)
    login_user(SignedIn(owner))


def leave() -> None:
    """Sign the owner out, and end the visit."""
    logout_user()
    session.leave()


def is_ours(target: str | None) -> bool:
    """Whether an address leads to a page of this console and nowhere else. Pure.

    >>> is_ours("/bookings?page=2"), is_ours("//elsewhere"), is_ours("https://elsewhere/")
    (True, False, False)
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return False
    # Browsers read a backslash as a slash, and drop tabs and line breaks.
    if "\\" in target or any(ord(each) < 0x20 for each in target):
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def _let_in():
    if session.failure:
        raise session.failure
    view = current_app.view_functions.get(request.endpoint)
    if view is None or request.endpoint == "static" or getattr(view, _OPEN, False):
        return None
    return None if current_user.is_authenticated else current_app.login_manager.unauthorized()


def _signed_in(owner_id: str) -> SignedIn | None:
    # The row of the visit says whose it is: what is in its body only repeats that.
    if str(session.owner_id) != owner_id:
        return None
    owner = desk().owners.get(int(owner_id))
    return SignedIn(owner) if owner else None


def _to_the_sign_in():
    asked = request.full_path.rstrip("?") if request.method == "GET" else None
    wanted = asked if is_ours(asked) and asked != "/" else None
    return redirect(url_for("sign_in.show", next=wanted), 303)
