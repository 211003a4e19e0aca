"""Every form of the console with what nobody would type: no answer is a failure of ours."""

import io
import re
from collections.abc import Iterator
from html import unescape
from itertools import cycle

from consoles import Console, token_in
from flask.testing import FlaskClient
from rehearsed import Receptionist

from direct_booking.console.rehearsal import rehearsed_by

ODD = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1e9",
        "٣",
        "9" * 400,
        "x" * 5000,
        "\x00",
        "\ud800".encode("utf-8", "surrogatepass"),
    ),
    *("<script>alert(1)</script>", "{{7*7}}", "{0.__class__}", "%s%n", "' OR 1=1 --", "../../etc/passwd"),
    *(
        "2026-02-30",
        "25:61",
        "24:00",
        "🙂",
        "a\r\nSet-Cookie: x=y",
        "+" * 20,
        "ann@example.com",
        "yes",
        "custom",
    ),
)
# Whatever any page reads from its address.
ASKED = ("page", "list", "search", "first", "last", "show", "ended", "number", "next", "caller")
# Signing out would end the walk; a sign-in at a provider is tried where there is a provider.
LEFT_OUT = ("/sign-out", "/connect/google", "/connect/microsoft")


def forms_of(page: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Every form of a page: where it is sent, and what a browser would send as it stands."""
    found = []
    for form in re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL):
        fields: dict[str, list[str]] = {}
        for tag in re.findall(r"<(?:input|select|textarea|button)[^>]*>", form):
            name = re.search(r' name="([^"]+)"', tag)
            if name and name[1] != "csrf_token":
                value = re.search(r' value="([^"]*)"', tag)
                fields.setdefault(name[1], []).append(unescape(value[1]) if value else "")
        found.append((re.search(r'action="([^"]+)"', form)[1], fields))
    return found


def tries(fields: dict[str, list[str]], first: int) -> Iterator[dict[str, object]]:
    """What to send instead: odd throughout, in two ways; odd in one field of a form that is well; a file."""
    names = sorted(fields)
    odd = cycle((*ODD[first % len(ODD) :], *ODD[: first % len(ODD)]))
    yield {name: next(odd) for name in names}
    yield {name: [next(odd), next(odd), next(odd)] for name in names[::2]}
    for name in names[first % 3 :: max(3, len(names) // 3)]:
        yield {**fields, name: next(odd)}
    if names:
        yield {**fields, names[first % len(names)]: (io.BytesIO(b"\x00\xff"), "odd.bin")}


def pages(console: Console, owner: FlaskClient) -> dict[str, str]:
    """Every page without an argument that the owner sees."""
    seen = {}
    for rule in console.app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments and rule.endpoint not in ("home", "health"):
            answer = owner.get(rule.rule)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                seen[rule.rule] = answer.text
    return seen


def test_no_form_fails_whatever_is_typed(console):
    """Each form of each page, with odd values, too many, none, and files where text belongs."""
    owner = console.owner()
    rehearsed_by(console.app, Receptionist())
    begun = {"csrf_token": token_in(owner.get("/owner/").text), "assistant": "1", "number": ""}
    assert owner.post("/test-call/", data=begun).status_code == 303
    seen = pages(console, owner)
    forms = {form[0]: form[1] for page in seen.values() for form in forms_of(page)}
    forms = {address: fields for address, fields in forms.items() if not address.endswith(LEFT_OUT)}
    assert len(forms) >= 10, forms
    assert "/test-call/say" in forms
    token = token_in(seen["/owner/"])
    for first, (address, fields) in enumerate(sorted(forms.items())):
        for data in tries(fields, first * 5):
            answer = owner.post(address, data={**data, "csrf_token": token})
            assert answer.status_code < 500, (address, data, answer.text[-800:])
    assert owner.get("/direct-booking/").status_code == 200


def test_no_address_fails_whatever_stands_in_its_query(console):
    """Numbers and dates that are none, names twice, what belongs to other pages."""
    owner = console.owner()
    odd = cycle(each for each in ODD if isinstance(each, str))
    for address in pages(console, owner):
        for _ in range(2):
            query = {name: next(odd) for name in ASKED}
            answer = owner.get(address, query_string=query)
            assert answer.status_code < 500, (address, query, answer.text[-800:])
