"""Microsoft Graph and its sign-in on the loopback: one owner's mailbox, its rules, and its contract.

Every request and every reply is held to Graph's own contract (``graph_schema.py``) where that is at hand, and
to rules, each with its source (``graph_rules.py``, and below). What the mailbox holds is in
``graph_mailbox.py``, the sign-in in ``graph_login.py``, and what a server can do wrong in ``serving.py``.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from standins.graph_login import Login
from standins.graph_mailbox import DuplicateTransaction, Item, Mailbox, read
from standins.graph_rules import LONGEST_PAGE, PAGE, check_rules, rule
from standins.graph_schema import Target, contract, faults, faults_of
from standins.serving import Asked, Reply, Server
from standins.watching import watch

# Reported: a view of more than five years is refused.
_LONGEST_VIEW_DAYS = 1825

# SPEC 1.4: all that may be read of an event that is not ours.
_HARMLESS = {"id", "start", "end", "showAs", "isCancelled", "isAllDay", "responseStatus"}

_MARKED = re.compile(
    r"singleValueExtendedProperties/Any\(ep: ep/id eq '((?:[^']|'')*)' and ep/value eq '((?:[^']|'')*)'\)"
)
_EXPANDED = re.compile(r"singleValueExtendedProperties\(\$filter=id eq '((?:[^']|'')*)'\)")


class Refuse(Exception):
    """An answer with one of Graph's errors."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Graph:
    """The stand-in.

    Attributes:
        mailbox, login: what it stands for.
        server: where it listens; its ``problems`` are what the product did wrong.
        page: how many entries a page has at most, however many were asked for.
        next_host: what a next page's address begins with instead of the stand-in's own.
        restless: how many more changes find that the change key has moved by itself since it was read.
        repeats: ``content`` answers a repeated transaction id with 201 when all is the same; ``409`` (field
            notes) and ``400`` (reported) never do.
        blocked_mail: whether the account may send no more invitations.
    """

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        self.login = Login()
        self.page = LONGEST_PAGE
        self.next_host: str | None = None
        self.restless = 0
        self.repeats = "content"
        self.blocked_mail = False
        self.server = Server(self._answer)
        watch(self)

    @property
    def api(self) -> str:
        """Where Graph is, with its version."""
        return f"{self.server.url}/v1.0"

    def close(self) -> None:
        """Stop for good."""
        self.server.close()

    def wrong(self) -> list[str]:
        """Whatever went wrong so far; a test is wrong unless it is empty."""
        wrong = [*self.server.problems, *self.mailbox.trespasses]
        if self.server.most_at_once > 4:
            # Graph, "Service-specific throttling limits", Outlook.
            wrong.append(f"{self.server.most_at_once} requests at once to one mailbox")
        return wrong

    def secrets(self) -> list[str]:
        """See ``watching.Watched``."""
        return [*self.login.given_out, self.login.client_secret]

    def _answer(self, asked: Asked) -> Reply:
        if asked.parts[:1] != ("v1.0",):
            return self.login.answer(asked)
        check_rules(asked)
        target = self._check_request(asked)
        try:
            if not self.login.accepts(asked.headers.get("authorization", "").removeprefix("Bearer ")):
                raise Refuse(401, "InvalidAuthenticationToken")
            status, body = self._route(asked)
        except Refuse as refusal:
            error = {"code": refusal.code, "message": "about owner@contoso.example", "innerError": {}}
            return _json(refusal.status, {"error": error})
        self._check_reply(asked, target, body)
        return _json(status, body)

    def _route(self, asked: Asked) -> tuple[int, dict | None]:
        match (asked.method, *asked.parts[1:]):
            case ("GET", "me", "calendars"):
                entries = [self._calendar(one) for one in self.mailbox.calendars]
                return 200, self._paged(asked, entries)
            case ("GET", "me", "calendars", calendar_id):
                return 200, self._selected(asked, self._calendar(calendar_id))
            case ("GET", "me", "mailboxSettings", "timeZone"):
                return 200, {"value": self.mailbox.zone}
            case ("GET", "me", "calendars", calendar_id, "calendarView"):
                return 200, self._view(asked, calendar_id)
            case ("GET", "me", "calendars", calendar_id, "events"):
                return 200, self._marked(asked, calendar_id)
            case ("POST", "me", "calendars", calendar_id, "events"):
                self._calendar(calendar_id)
                return 201, self._created(calendar_id, json.loads(asked.body))
            case ("PATCH", "me", "calendars", calendar_id, "events", event_id):
                item = self._to_write(asked, calendar_id, event_id)
                changed = self.mailbox.patch(item.id, json.loads(asked.body))
                self.mailbox.stir(item.id)
                self._check_mail(changed)
                return 200, changed.as_json(link_is_there=not self.mailbox.links_come_later)
            case ("DELETE", "me", "calendars", calendar_id, "events", event_id):
                self.mailbox.delete(self._to_write(asked, calendar_id, event_id).id)
                return 204, None
            case ("POST", "me", "calendars", calendar_id, "events", event_id, "cancel"):
                # "The action moves the event to the Deleted Items folder" (Graph, event: cancel).
                self.mailbox.delete(self._to_write(asked, calendar_id, event_id).id)
                return 202, None
        raise ValueError("Graph has such a path, and the product should not need it")

    def _created(self, calendar_id: str, body: dict) -> dict:
        self._check_meeting(calendar_id, body)
        try:
            before = self.mailbox.repeated(body["transactionId"], body)
        except DuplicateTransaction:
            raise self._duplicate() from None
        if before is not None and self.repeats != "content":
            raise self._duplicate()
        made = before or self.mailbox.create(calendar_id, body)
        self._check_mail(made)
        if before is None:
            # Field notes: the change key moves by itself right after a creation.
            self.mailbox.stir(made.id)
        return made.as_json(link_is_there=not self.mailbox.links_come_later)

    def _duplicate(self) -> Refuse:
        return Refuse(int(self.repeats) if self.repeats.isdigit() else 409, "ErrorDuplicateTransactionId")

    def _view(self, asked: Asked, calendar_id: str) -> dict:
        self._calendar(calendar_id)
        start, end = (self._instant(asked.parameters[f"{name}DateTime"]) for name in ("start", "end"))
        if not 0 < (end - start).days <= _LONGEST_VIEW_DAYS:
            raise Refuse(400, "ErrorInvalidParameter")
        there = [one for one in self.mailbox.live(calendar_id) if one.start <= end and one.end >= start]
        self._check_harmless(asked, there)
        # Reported: a view leaves out extended properties, asked for or not (docs-contrib #3281).
        return self._paged(asked, [self._selected(asked, one.as_json()) for one in there])

    def _marked(self, asked: Asked, calendar_id: str) -> dict:
        self._calendar(calendar_id)
        match = _MARKED.fullmatch(asked.parameters.get("$filter", ""))
        if match is None:
            self.mailbox.trespasses.append("events were listed that are not ours")
            raise Refuse(400, "BadRequest")
        name, value = (each.replace("''", "'") for each in match.groups())
        # "Filtering the value property of an extended property is case-insensitive" (Graph, Get
        # singleValueLegacyExtendedProperty).
        there = self.mailbox.live(calendar_id)
        ours = [one for one in there if (one.marks.get(name) or "").lower() == value.lower()]
        return self._paged(asked, [self._shown(asked, one) for one in ours])

    def _to_write(self, asked: Asked, calendar_id: str, event_id: str) -> Item:
        item = self._item(calendar_id, event_id)
        if not item.by_app:
            self.mailbox.trespasses.append(f"{asked.method} on an event that is not ours")
        if asked.method == "POST" and not item.attendees:
            # "The organizer of a meeting": without anybody invited it is an appointment, to be deleted.
            raise Refuse(400, "ErrorInvalidRequest")
        if self.restless > 0:
            self.restless -= 1
            self.mailbox.stir(item.id)
            item = self.mailbox.items[item.id]
        # Reported of PATCH: 412 ErrorIrresolvableConflict when the change key moved.
        if asked.headers.get("if-match") not in (None, item.etag):
            raise Refuse(412, "ErrorIrresolvableConflict")
        return item

    def _calendar(self, calendar_id: str) -> dict:
        one = self.mailbox.calendars.get(calendar_id)
        if one is None:
            raise Refuse(404, "ErrorItemNotFound")
        return one.as_json(self.login.account)

    def _item(self, calendar_id: str, event_id: str) -> Item:
        self._calendar(calendar_id)
        item = self.mailbox.items.get(event_id)
        # "If the item is moved to a different folder in the mailbox, the immutable ID stays the same" (Graph,
        # Get immutable identifiers for Outlook resources): one in Deleted Items is still reached by it.
        if item is None or item.calendar_id != calendar_id:
            raise Refuse(404, "ErrorItemNotFound")
        return item

    def _shown(self, asked: Asked, item: Item) -> dict:
        shown = self._selected(asked, item.as_json())
        if match := _EXPANDED.fullmatch(asked.parameters.get("$expand", "")):
            name = match[1].replace("''", "'")
            if name in item.marks:
                shown["singleValueExtendedProperties"] = [{"id": name, "value": item.marks[name]}]
        return shown

    def _selected(self, asked: Asked, whole: dict) -> dict:
        if "$select" not in asked.parameters:
            return whole
        names = {"id", "@odata.etag", *asked.parameters["$select"].split(",")}
        return {name: value for name, value in whole.items() if name in names}

    def _paged(self, asked: Asked, entries: list[dict]) -> dict:
        size = min(int(asked.parameters.get("$top", PAGE)), self.page)
        skip = int(asked.parameters.get("$skip", 0))
        page: dict[str, Any] = {"value": entries[skip : skip + size]}
        if skip + size < len(entries):
            query = urlencode({**asked.parameters, "$skip": skip + size})
            page["@odata.nextLink"] = f"{self.next_host or self.server.url}{asked.path}?{query}"
        return page

    def _instant(self, text: str):
        if not text.endswith("Z"):
            raise ValueError("the times of a view are in UTC")
        return read({"dateTime": text[:-1], "timeZone": "UTC"})

    def _check_mail(self, item: Item) -> None:
        if self.blocked_mail and item.attendees:
            raise Refuse(403, "ErrorExceededMessageLimit")

    def _check_meeting(self, calendar_id: str, body: Mapping) -> None:
        provider = body.get("onlineMeetingProvider")
        # Field notes: send it only when allowedOnlineMeetingProviders lists it.
        if provider is not None and provider not in self.mailbox.calendars[calendar_id].providers:
            raise Refuse(400, "ErrorInvalidRequest")

    def _check_harmless(self, asked: Asked, items: list[Item]) -> None:
        asked_for = set(asked.parameters.get("$select", "everything").split(","))
        if not asked_for <= _HARMLESS and any(not one.by_app for one in items):
            self.mailbox.trespasses.append(f"{asked_for - _HARMLESS} of an event that is not ours was read")

    def _check_request(self, asked: Asked) -> Target | None:
        known = contract()
        if known is None:
            return None
        target = known.target(asked.parts[1:])
        if target is None:
            raise ValueError("Graph has no such path")
        for name, navigation in (("$select", False), ("$expand", True)):
            for each in filter(None, asked.parameters.get(name, "").split(",")):
                there = known.names(target.type, navigation=navigation)
                rule(each.split("(")[0] in there, f"{name} names what there is")
        if asked.body:
            schema = known.schema(target.type) if target.action is None else known.of_action(target.action)
            for fault in faults(schema, json.loads(asked.body)):
                rule(False, f"a request is as Graph has it: {fault}")
        return target

    def _check_reply(self, asked: Asked, target: Target | None, body: dict | None) -> None:
        known = contract()
        if known is None or target is None or body is None or target.type.startswith("Edm."):
            return
        # A creation answers with the one that it created.
        entries = body["value"] if target.many and asked.method == "GET" else [body]
        for entry in entries:
            for fault in faults_of(target.type, json.dumps(entry)):
                raise ValueError(f"the stand-in does not answer as Graph does: {fault}")


def is_write(asked: Asked) -> bool:
    """Whether a request writes an event."""
    return asked.parts[:1] == ("v1.0",) and asked.method != "GET"


def when(method: str, ending: str) -> Callable[[Asked], bool]:
    """Requests of a method to paths that end so, for faults."""
    return lambda asked: asked.method == method and "/".join(asked.parts).endswith(ending)


def _json(status: int, body: dict | None) -> Reply:
    data = b"" if body is None else json.dumps(body).encode()
    return Reply(status, data, {"Content-Type": "application/json"})
