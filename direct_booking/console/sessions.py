"""Flask's session on the visits of ``reception.sessions``: a browser has a random cookie and nothing else."""

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from direct_booking.errors import DirectBookingError
from direct_booking.reception.sessions import Sessions, Visit


class VisitSession(CallbackDict, SessionMixin):
    """What is kept of a visit.

    Attributes:
        visit: as it was found; None for a browser that came without one.
        owner_id: who has signed in, if anyone.
        failure: why it could not be read; the page then says so.
    """

    def __init__(self, visit: Visit | None, failure: DirectBookingError | None = None) -> None:
        def changed(session: "VisitSession") -> None:
            session.modified = True
            session.accessed = True

        super().__init__(visit.values if visit else {}, changed)
        self.visit = visit
        self.owner_id = visit.owner_id if visit else None
        self.new = visit is None
        self.modified = False
        self.accessed = False
        self.rotates = False
        self.failure = failure

    def enter(self, owner_id: int) -> None:
        """Somebody signs in: nothing of what was there before stays, not even the cookie's value."""
        self.clear()
        self.owner_id = owner_id
        self.rotates = True

    def leave(self) -> None:
        """Somebody signs out."""
        self.clear()
        self.owner_id = None
        self.rotates = True


class VisitSessions(SessionInterface):
    """Opens and keeps visits."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def open_session(self, app: Flask, request: Request) -> VisitSession:
        """The visit of this browser, or an empty one that is kept once something is put into it."""
        token = request.cookies.get(self.get_cookie_name(app))
        try:
            return VisitSession(self._sessions.open(token) if token else None)
        except DirectBookingError as failure:
            # Flask has no page for what fails so early: the doors raise it again.
            return VisitSession(None, failure)

    def save_session(self, app: Flask, session: VisitSession, response: Response) -> None:
        """Keep what has changed; a new value for the cookie when somebody signed in or out."""
        response.headers.add("Vary", "Cookie")
        if session.failure:
            return
        before = session.visit.token if session.visit else None
        if session.rotates or (before is None and session.modified):
            visit = self._sessions.begin(dict(session), session.owner_id, before)
            self._set_cookie(app, response, visit.token)
        elif session.modified:
            self._sessions.keep(before, dict(session))

    def _set_cookie(self, app: Flask, response: Response, token: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            token,
            httponly=True,
            secure=self.get_cookie_secure(app),
            # An owner comes back from a provider's sign-in by a link, with which a strict cookie is not sent.
            samesite="Lax",
            path="/",
        )
