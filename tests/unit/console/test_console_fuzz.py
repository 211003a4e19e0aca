"""Every form of the console with what nobody would type: no answer is a failure of ours."""

import io
import random
import re

from consoles import Console, token_in
from flask.testing import FlaskClient

SEED = 20260302
TRIES = 6
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
# Signing out would end the walk; a sign-in at a provider is tried where there is a provider.
LEFT_OUT = ("/sign-out", "/connect/google", "/connect/microsoft")


def forms_of(page: str) -> list[tuple[str, list[str]]]:
    """Every form of a page: where it is sent, and the names of its fields."""
    found = []
    for form in re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL):
        names = set(re.findall(r'name="([^"]+)"', form)) - {"csrf_token"}
        found.append((re.search(r'action="([^"]+)"', form)[1], sorted(names)))
    return found


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
    dice, owner = random.Random(SEED), console.owner()
    seen = pages(console, owner)
    forms = {form[0]: form[1] for page in seen.values() for form in forms_of(page)}
    forms = {address: names for address, names in forms.items() if not address.endswith(LEFT_OUT)}
    assert len(forms) >= 8, forms
    token = token_in(seen["/owner/"])
    for address, names in sorted(forms.items()):
        for _ in range(TRIES):
            data: dict = {"csrf_token": token}
            for name in names:
                if dice.random() < 0.8:
                    data[name] = [dice.choice(ODD) for _ in range(dice.choice((1, 1, 1, 3)))]
            if dice.random() < 0.2 and names:
                data[dice.choice(names)] = (io.BytesIO(b"\x00\xff"), "odd.bin")
            answer = owner.post(address, data=data)
            assert answer.status_code < 500, (address, data, answer.text[-800:])
    assert owner.get("/direct-booking/").status_code == 200


def test_no_address_fails_whatever_stands_in_its_query(console):
    """Numbers that are none, names twice, what belongs to other pages."""
    dice, owner = random.Random(SEED), console.owner()
    for address in pages(console, owner):
        for _ in range(4):
            query = {
                name: dice.choice(ODD[:9] + ODD[10:])
                for name in ("page", "next", "status", "q", "from", "to")
            }
            answer = owner.get(address, query_string=query)
            assert answer.status_code < 500, (address, query, answer.text[-800:])
