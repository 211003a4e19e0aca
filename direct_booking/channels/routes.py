"""The routes that every company's connector has: answer, turn, wait, transferred, status.

Who may ask and how a request is read is the company's own; what is kept of a call is in ``once.py``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, raw, text

from direct_booking.channels.once import Once
from direct_booking.channels.turns import Kind, Turn

log = logging.getLogger(__name__)


class Unreadable(ValueError):
    """A request is genuine and makes no sense: it names what is missing."""


class Company(Protocol):
    """How one telephone company asks.

    Attributes:
        content_type: of its documents.
        end: the document that ends a call.
    """

    content_type: str
    end: bytes

    def genuine(self, request: Request) -> Any | None:
        """The fields of a request that really is the company's; None for any other."""

    def turn_of(self, fields: Any, number: int) -> Turn:
        """What was said or pressed in answer to document ``number``. Raises ``Unreadable``."""

    def event_of(self, fields: Any, number: int, kind: Kind) -> Turn:
        """Something that happened without words. Raises ``Unreadable``."""

    def was_taken(self, fields: Any) -> bool:
        """Whether somebody took the call that was put through."""

    def has_ended(self, fields: Any) -> bool:
        """Whether the call is over."""


def add_routes(blueprint: Blueprint, company: Company, once: Once) -> None:
    """Add the five routes; only the company's own requests get to them, and nothing is done before."""

    async def answer(_request: Request, fields: Any) -> bytes:
        return await once.turn(company.turn_of(fields, 0))

    async def turn(request: Request, fields: Any) -> bytes:
        return await once.turn(company.turn_of(fields, max(1, number_in(request, "n"))))

    async def wait(request: Request, fields: Any) -> bytes:
        call_id = company.event_of(fields, 0, Kind.SILENCE).call_id
        return await once.poll(call_id, number_in(request, "n"), number_in(request, "k"))

    async def transferred(request: Request, fields: Any) -> bytes:
        number = number_in(request, "n")
        if company.was_taken(fields):
            await once.hang_up(company.event_of(fields, number, Kind.HANG_UP))
            return company.end
        return await once.turn(company.event_of(fields, number, Kind.UNANSWERED))

    async def status(_request: Request, fields: Any) -> None:
        if company.has_ended(fields):
            await once.hang_up(company.event_of(fields, 0, Kind.HANG_UP))

    for handler in (answer, turn, wait, transferred, status):
        route = _guarded(handler, company)
        blueprint.add_route(route, f"/{handler.__name__}", methods=["POST"], name=handler.__name__)


def number_in(request: Request, name: str) -> int:
    """A number of the address, 0 to 9999.

    Raises:
        Unreadable: it is none.
    """
    given = dict(request.query_args).get(name, "")
    if not re.fullmatch(r"\d{1,4}", given, re.ASCII):
        raise Unreadable(f"{name} is no number")
    return int(given)


def _guarded(
    handler: Callable[[Request, Any], Awaitable[bytes | None]], company: Company
) -> Callable[[Request], Awaitable[HTTPResponse]]:
    async def guarded(request: Request) -> HTTPResponse:
        fields = company.genuine(request)
        if fields is None:
            log.warning("a request for %s was not the telephone company's", request.path)
            return text("", status=403)
        try:
            document = await handler(request, fields)
        except Unreadable as problem:
            return text(f"{problem}\n", status=400)
        if document is None:
            return raw(b"", status=204)
        return raw(document, content_type=company.content_type)

    return guarded
