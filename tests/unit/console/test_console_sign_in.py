"""First run, signing in and out, and what ends a visit."""

from datetime import timedelta

import pytest
from consoles import BY_HTTPS, EMAIL, PASSWORD, open_console, submit, token_in
from sqlalchemy import select

from direct_booking.console.doors import is_ours
from direct_booking.reception.owners import LinkGone
from direct_booking.storage.database import Database
from direct_booking.storage.schema_owners import owner_links, owner_sessions, owners

NEW = {"email": "Cleo@Example.com", "password": "seven green umbrellas", "again": "seven green umbrellas"}
HOME = "/direct-booking/"


def signed_in(client) -> bool:
    """Whether a browser sees an owner's page."""
    return client.get(HOME).status_code == 200


def test_the_first_link_makes_an_owner_once(sqlite_url):
    """A newcomer chooses a password, and is in; the link then leads nowhere."""
    database = Database(sqlite_url)
    console = open_console(database, owned=False)
    token = console.desk.owners.link(console.account_id)
    first = console.visitor()
    answer = submit(first, f"/welcome/{token}", NEW)
    assert (answer.status_code, signed_in(first)) == (303, True)
    again = console.visitor()
    assert again.get(f"/welcome/{token}").status_code == 410
    assert isinstance(console.desk.owners.welcome(token, "x@example.com", "y"), LinkGone)
    entered = console.visitor()
    assert (
        submit(entered, "/sign-in", {"email": "cleo@example.com", "password": NEW["password"]}).status_code
        == 303
    )
    database.close()


def test_a_link_ends_after_a_day_and_when_there_is_another(console):
    """Whoever finds an old one in a terminal gets nowhere."""
    link = console.desk.owners.link
    earlier, later = link(console.account_id), link(console.account_id)
    visitor = console.visitor()
    assert visitor.get(f"/welcome/{earlier}").status_code == 410
    assert visitor.get(f"/welcome/{later}").status_code == 200
    console.clock.advance(timedelta(hours=24))
    assert visitor.get(f"/welcome/{later}").status_code == 410


def test_a_link_gives_a_known_owner_another_password_and_ends_their_visits(console):
    """Who forgot a password, or fears that somebody has it, asks for a link."""
    before = console.owner()
    again = console.visitor()
    token = console.desk.owners.link(console.account_id)
    assert submit(again, f"/welcome/{token}", {**NEW, "email": EMAIL}).status_code == 303
    assert (signed_in(again), signed_in(before)) == (True, False)


def test_a_link_does_not_take_over_the_owner_of_another_account(console):
    """1.1: an address belongs to one account."""
    token = console.desk.owners.link(console.account_id)
    answer = submit(console.visitor(), f"/welcome/{token}", {**NEW, "email": "bea@example.com"})
    assert answer.status_code == 422
    assert "Somebody signs in to another account" in answer.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "short", "again": "short"}, "needs at least 12 characters"),
        ({"again": "something else"}, "The two passwords differ."),
        ({"email": "not an address"}, "This is not an e-mail address"),
        ({"password": "aaaaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaaaa"}, "too few different characters"),
        ({"password": "cleo@example.com", "again": "cleo@example.com"}, "is your e-mail address"),
    ],
)
def test_a_weak_password_or_no_address_is_told_beside_the_field(console, change, said):
    """The link stays good meanwhile."""
    token = console.desk.owners.link(console.account_id)
    answer = submit(console.visitor(), f"/welcome/{token}", {**NEW, **change})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert console.desk.owners.account_of_link(token) is not None


def test_a_dump_of_the_database_opens_nothing(console):
    """Field notes, 10: neither a password, nor a link, nor a cookie is in it."""
    token = console.desk.owners.link(console.account_id)
    owner = console.owner()
    cookie = owner.get_cookie("console", domain="localhost").value
    with console.desk.database.reading() as connection:
        dump = [
            tuple(row)
            for table in (owners, owner_links, owner_sessions)
            for row in connection.execute(select(table))
        ]
    for secret in (PASSWORD, token, cookie):
        assert secret not in repr(dump)
    assert "$argon2id$" in repr(dump)


def test_the_cookie_is_another_one_after_signing_in(console):
    """Field notes, 13: whoever planted a cookie before has nothing after; nor does an old cookie after it."""
    visitor = console.visitor()
    page = visitor.get("/sign-in").text
    planted = visitor.get_cookie("console", domain="localhost").value
    visitor.post("/sign-in", data={"csrf_token": token_in(page), "email": EMAIL, "password": PASSWORD})
    assert visitor.get_cookie("console", domain="localhost").value != planted
    other = console.visitor()
    other.set_cookie("console", planted, domain="localhost")
    assert (signed_in(visitor), signed_in(other)) == (True, False)


def test_signing_out_ends_the_visit_everywhere_it_was_copied_to(console):
    """The row is gone, so the cookie is worth nothing."""
    owner, thief = console.owner(), console.visitor()
    thief.set_cookie("console", owner.get_cookie("console", domain="localhost").value, domain="localhost")
    assert signed_in(thief)
    submit(owner, "/sign-out", {}, form=HOME)
    assert (signed_in(owner), signed_in(thief)) == (False, False)


@pytest.mark.parametrize(
    ("steps", "minutes", "goes_on"),
    [(1, 29, True), (1, 30, False), (20, 29, True), (25, 29, False)],
    ids=["29 idle minutes", "30 idle minutes", "9 busy hours", "12 busy hours"],
)
def test_a_visit_ends_when_nobody_is_there_and_in_any_case_after_half_a_day(console, steps, minutes, goes_on):
    """Field notes, 13: 30 minutes idle; 12 hours in all."""
    owner = console.owner()
    for _ in range(steps):
        console.clock.advance(timedelta(minutes=minutes))
        still = signed_in(owner)
    assert still is goes_on


def test_after_five_failures_nobody_is_let_in_for_a_while(console):
    """Field notes, 13: 429, also with the right password; then it works again."""
    visitor = console.visitor()
    wrong = {"email": EMAIL, "password": "not this one"}
    assert [submit(visitor, "/sign-in", wrong).status_code for _ in range(5)] == [401] * 5
    refused = submit(visitor, "/sign-in", {**wrong, "password": PASSWORD})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == 15 * 60
    console.clock.advance(timedelta(minutes=15))
    assert submit(visitor, "/sign-in", {**wrong, "password": PASSWORD}).status_code == 303


def test_somebody_unknown_is_refused_like_somebody_known(console):
    """No page tells whether an address has an owner."""
    answers = [
        submit(console.visitor(), "/sign-in", {"email": email, "password": "not this one"})
        for email in (EMAIL, "nobody@example.com")
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert all("do not belong together" in answer.text for answer in answers)


def test_a_guess_of_the_present_password_counts_as_one_at_the_door(console):
    """Else a stolen visit could try them all."""
    owner = console.owner()
    fields = {"wanted": NEW["password"], "again": NEW["password"]}
    for _ in range(5):
        assert (
            submit(owner, "/owner/password", {**fields, "present": "a guess"}, form="/owner/").status_code
            == 422
        )
    assert (
        submit(owner, "/owner/password", {**fields, "present": PASSWORD}, form="/owner/").status_code == 422
    )


def test_another_password_ends_every_other_visit(console):
    """Who changed it because somebody knows it wants that."""
    here, elsewhere = console.owner(), console.owner()
    fields = {"present": PASSWORD, "wanted": NEW["password"], "again": NEW["password"]}
    assert submit(here, "/owner/password", fields, form="/owner/").status_code == 303
    assert (signed_in(here), signed_in(elsewhere)) == (True, False)


def test_the_cookie_is_for_this_site_by_http_only_and_by_https_secure(sqlite_url):
    """Field notes, 13: HttpOnly, SameSite; Secure and bound to the host by https."""
    database = Database(sqlite_url)
    client = open_console(database, place=BY_HTTPS).visitor()
    answer = client.get("/sign-in", base_url=BY_HTTPS.url, headers={"X-Forwarded-Proto": "https"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-console=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    database.close()


OURS = ["/bookings", "/bookings?page=2&status=past", "/direct-booking/"]
FOREIGN = [
    *("https://evil.example.com", "//evil.example.com", "///evil.example.com", "/\\evil.example.com"),
    *("\\\\evil", "javascript:alert(1)", "evil.example.com", "", None, "/\t/evil.example.com", "http:/evil"),
    *(" /x", "/\n/evil"),
]


def test_an_owner_goes_on_to_where_they_were_going(console):
    """``next`` within the console."""
    for target in OURS:
        assert is_ours(target)
        fields = {"email": EMAIL, "password": PASSWORD}
        visitor = console.visitor()
        page = visitor.get("/sign-in").text
        answer = visitor.post(
            "/sign-in", query_string={"next": target}, data={"csrf_token": token_in(page), **fields}
        )
        assert answer.location == target


def test_nobody_is_sent_elsewhere_after_signing_in(console):
    """Field notes, 13: ``next`` is relative only."""
    for target in FOREIGN:
        assert not is_ours(target)
        visitor = console.visitor()
        page = visitor.get("/sign-in", query_string={"next": target}).text
        assert "evil" not in page
        data = {"csrf_token": token_in(page), "email": EMAIL, "password": PASSWORD}
        answer = visitor.post("/sign-in", query_string={"next": target}, data=data)
        assert answer.location == "/", target
