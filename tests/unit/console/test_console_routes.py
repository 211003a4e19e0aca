"""Every address of the console, enumerated: who may come in, what a form needs, what a browser is told."""

import pytest
from consoles import BY_HTTPS, HERE, open_console, submit
from flask import Flask, url_for

from direct_booking.storage.database import Database

OPEN = {"static", "health", "sign_in.show", "sign_in.enter", "welcome.show", "welcome.accept"}
# A value for each kind of argument that an address may have.
ARGUMENTS = {"token": "none", "provider": "google", "assistant_id": 1, "filename": "console.css"}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Every (endpoint, method, address) that the application answers."""
    found = []
    with app.test_request_context(base_url=HERE.url):
        for rule in app.url_map.iter_rules():
            arguments = {name: ARGUMENTS.get(name, "1") for name in rule.arguments}
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                found.append((rule.endpoint, method, url_for(rule.endpoint, **arguments)))
    return found


def test_nothing_is_seen_without_signing_in(console):
    """Field notes, 13: every address but sign-in, the first link and the files leads to the sign-in."""
    seen = []
    for endpoint, method, address in addresses(console.app):
        if endpoint in OPEN:
            continue
        answer = console.visitor().open(address, method=method)
        # Without a token a form is refused before anybody is asked who they are.
        wanted = {303: "/sign-in", 400: None} if method != "GET" else {303: "/sign-in"}
        assert answer.status_code in wanted, (method, address, answer.status_code)
        seen.append(endpoint)
    assert len(seen) > 15


def test_without_the_token_no_form_does_anything(console):
    """Field notes, 13: CSRF on every method but GET, also for an owner who has signed in."""
    owner = console.owner()
    forms = [each for each in addresses(console.app) if each[1] != "GET"]
    assert len(forms) > 10
    for _endpoint, method, address in forms:
        assert owner.open(address, method=method).status_code == 400, address
        wrong = owner.open(address, method=method, data={"csrf_token": "somebody else's"})
        assert wrong.status_code == 400, address
    assert owner.get("/direct-booking/").status_code == 200


@pytest.mark.parametrize("connected", [True, False], ids=["with a calendar", "without one"])
def test_every_address_answers_and_holds_no_script_and_no_style_of_its_own(console, connected):
    """None that is only read fails; and what the policy forbids would only look broken."""
    owner = console.owner()
    if not connected:
        console.desk.disconnecting.disconnect(console.account_id)
    for _endpoint, method, address in addresses(console.app):
        if method != "GET" or address.startswith("/static"):
            continue
        answer = owner.get(address)
        assert answer.status_code in (200, 303, 404, 410), (address, answer.text)
        for forbidden in (" style=", "<style", " onclick", "<script>"):
            assert forbidden not in answer.text, address


@pytest.mark.parametrize("place", [HERE, BY_HTTPS], ids=["http", "https"])
def test_every_answer_forbids_what_no_page_needs(sqlite_url, place):
    """Field notes, 13: CSP without inline code, frames, guessing; HSTS by https; also on failures."""
    database = Database(sqlite_url)
    client = open_console(database, place=place).visitor()
    for address in (
        "/sign-in",
        "/static/console.css",
        "/nowhere",
        "/direct-booking/",
        "/welcome/none",
        "/health",
    ):
        answer = client.get(address, base_url=place.url, headers=_forwarded(place))
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, (address, name)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert ("Strict-Transport-Security" in answer.headers) == place.by_https
        assert "Server" not in answer.headers or "waitress" not in answer.headers["Server"]
        if not address.startswith("/static"):
            assert answer.headers["Cache-Control"] == "no-store"
    database.close()


def _forwarded(place) -> dict[str, str]:
    return {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"} if place.by_https else {}


def test_the_console_answers_under_its_own_name_only(console):
    """A page built for another name could send an owner, or a provider's answer, elsewhere."""
    visitor = console.visitor()
    assert visitor.get("/sign-in", base_url="http://evil.example.com").status_code == 421
    here = visitor.get("/sign-in?next=/owner/", base_url="http://127.0.0.1:5080")
    assert (here.status_code, here.location) == (307, "http://localhost:5080/sign-in?next=/owner/")
    assert visitor.get("/health", base_url="http://127.0.0.1:5080").text == "ok"


def test_a_database_that_does_not_answer_is_a_page(sqlite_url):
    """Each failure has a true sentence, also one before anybody knows who asks."""
    database = Database(sqlite_url)
    console = open_console(database)
    owner = console.owner()
    with database.writing(None) as transaction:
        transaction.exec_driver_sql("DROP TABLE owner_sessions")
    answer = owner.get("/direct-booking/")
    assert answer.status_code == 503
    assert "Not possible at the moment" in answer.text
    database.close()


def test_one_account_cannot_switch_anothers_assistant(console):
    """1.1: what belongs to an account never leaks to another."""
    (theirs,) = console.desk.assistants.of(console.other_account_id)
    answer = submit(
        console.owner(),
        f"/direct-booking/assistants/{theirs.id}",
        {"on": "no"},
        form="/direct-booking/",
    )
    assert answer.status_code == 303
    assert console.desk.assistants.of(console.other_account_id) == (theirs,)
