"""A stand-in for Google Calendar on the loopback: one owner, a few calendars, Google's rules.

What it is sent and answers is judged by ``google_contract.py``; the sign-in is in ``google_accounts.py``,
its events in ``google_calendars.py``. [discovery] is the discovery document, [errors] Google's guide
https://developers.google.com/workspace/calendar/api/guides/errors, [notes] the project's field notes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from direct_booking.calendars.google_events import MARK
from direct_booking.calendars.google_oauth import Addresses, App
from direct_booking.clock import SetClock
from standins.google_accounts import AUTHORIZE, REVOKE, TOKEN, Accounts
from standins.google_calendars import Calendars
from standins.google_contract import BASE, Broken, Call, check_reply, understood
from standins.google_fields import only
from standins.google_values import Said
from standins.serving import Asked, Reply, Server
from standins.watching import watch

# What may be read of an event that the product did not make: when it is, and whether it counts (SPEC 1.4).
TIMES_ONLY = {"id", "status", "transparency", "start", "end", "attendees", "extendedProperties"}
_ATTENDANCE_ONLY = {"self", "responseStatus"}


class GoogleStandIn:
    """Google Calendar, with the owner's hands and with everything that can go wrong.

    Attributes:
        calendars: the owner's calendars and their events.
        accounts: the sign-in, and what tokens allow.
        server: where it listens, and its faults.
        trespasses: what the product did to events that it did not make, beyond asking when they are.
        page_size: entries on a page, at most.
    """

    def __init__(self, clock: SetClock) -> None:
        self.calendars = Calendars(clock)
        self.accounts = Accounts(clock)
        self.trespasses: list[str] = []
        self.page_size = 250
        self.server = Server(self._answer)
        url = self.server.url
        watch(self)
        self.addresses = Addresses(url + AUTHORIZE, url + TOKEN, url + REVOKE, url + BASE)

    @property
    def app(self) -> App:
        """The operator's app, as the product is told of it."""
        return App(self.accounts.client_id, self.accounts.client_secret, self.addresses)

    @property
    def calls(self) -> list[str]:
        """Every request to the calendar, as ``POST calendars/.../events``, in order."""
        return [
            f"{asked.method} {asked.path.removeprefix(BASE)}"
            for asked in self.server.asked
            if asked.path.startswith(BASE)
        ]

    @contextmanager
    def saying(self, status: int, reason: str, *, applied: bool = False, **details) -> Iterator[None]:
        """As long as it is open, requests to the calendar are answered with an error of Google's.

        Args:
            details: ``headers``; ``when`` and ``times`` as of ``Fault``.
        """
        reply = error(status, reason, details.pop("headers", None))
        when = details.pop("when", lambda asked: asked.path.startswith(BASE))
        with self.server.failing("reply", reply=reply, applied=applied, when=when, **details):
            yield

    def wrong(self) -> list[str]:
        """See ``watching.Watched``."""
        return [*self.server.problems, *self.trespasses]

    def secrets(self) -> list[str]:
        """See ``watching.Watched``."""
        return [*self.accounts.given_out, self.accounts.client_secret]

    def close(self) -> None:
        """Stop."""
        self.server.close()

    def _answer(self, asked: Asked) -> Reply:
        signed_in = self.accounts.answer(asked)
        if signed_in is not None:
            return signed_in
        call = understood(asked)
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        scopes = self.accounts.scopes_of(token) if kind == "Bearer" else None
        if scopes is None:
            return error(401, "authError")
        if not call.scopes & set(scopes):
            return error(403, "insufficientPermissions")
        reply = self._carry_out(call)
        check_reply(call, reply)
        return reply

    def _carry_out(self, call: Call) -> Reply:
        route = _ROUTES.get(call.method)
        if route is None:
            raise Broken(f"the product has no business with {call.method}")
        said: Said = route(self.calendars, call, self.page_size)
        if said.status == 204:
            self._note_change(call, said)
            return Reply(204)
        if said.status >= 300:
            return error(said.status, str(said.body))
        # [discovery] parameters.fields: a partial answer.
        body = only(said.body, call.query.get("fields"))
        self._note_change(call, said)
        self._note_reading(call, said, body)
        return Reply(said.status, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def _note_change(self, call: Call, said: Said) -> None:
        if call.method.endswith((".patch", ".delete")) and said.foreign:
            self.trespasses.append(f"{call.method} {sorted(said.foreign)}")

    def _note_reading(self, call: Call, said: Said, body: Mapping[str, Any]) -> None:
        items, whole = body.get("items", [body]), said.body.get("items", [said.body])
        for full, shown in zip(whole, items, strict=True):
            if full.get("id") not in said.foreign:
                continue
            guests = {name for guest in shown.get("attendees", ()) for name in guest}
            marks = set(shown.get("extendedProperties", {}).get("private", {}))
            too_much = not set(shown) <= TIMES_ONLY or not guests <= _ATTENDANCE_ONLY or not marks <= {MARK}
            # How many are invited, and who of them comes, is not the product's to know.
            if too_much or len(shown.get("attendees", ())) > 1:
                self.trespasses.append(f"{call.method} {full['id']}: {sorted(shown)}")


def error(status: int, reason: str, headers: Mapping[str, str] | None = None) -> Reply:
    """An error as Google writes it [errors]; the message is one that must not be repeated anywhere."""
    entry = {"domain": "global", "reason": reason, "message": "about owner@example.com"}
    body = {"error": {"errors": [entry], "code": status, "message": "about owner@example.com"}}
    sent = {"Content-Type": "application/json; charset=UTF-8", **(headers or {})}
    return Reply(status, json.dumps(body).encode(), sent)


_ROUTES: Mapping[str, Callable[[Calendars, Call, int], Said]] = {
    "calendar.calendarList.list": Calendars.listed,
    "calendar.calendarList.get": Calendars.entry,
    "calendar.freebusy.query": Calendars.freebusy,
    "calendar.events.insert": Calendars.insert,
    "calendar.events.get": Calendars.get,
    "calendar.events.list": Calendars.events,
    "calendar.events.patch": Calendars.patch,
    "calendar.events.delete": Calendars.delete,
}
