"""Every command does what its help says, and a failure is one sentence and a non-zero exit."""

import sqlite3
from urllib.parse import urlsplit

import pytest
from standins.serving import Reply, Server

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:lunch@example.com
DTSTAMP:20261101T000000Z
DTSTART:20261117T170000Z
DTEND:20261117T180000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR
"""


def test_a_new_installation_has_one_account_with_one_assistant(direct_booking):
    """1.1; a second migration changes nothing."""
    assert direct_booking("migrate").code == 0
    first = direct_booking("accounts", "list").out
    assert direct_booking("migrate").code == 0
    assert direct_booking("accounts", "list").out == first
    assert first.splitlines() == [
        "default   calendar: local, America/New_York, connected",
        "    Receptionist   booking on   every number that no other answers",
    ]


def test_an_account_is_added_with_its_number_and_zone(direct_booking):
    """1.1: the called number chooses the assistant, and with it the account."""
    direct_booking("migrate")
    added = direct_booking(
        "accounts", "add", "Hill", "--called", "+1 (212) 555-0199", "--zone", "America/Denver"
    )
    assert added.code == 0
    assert direct_booking("accounts", "list").out.splitlines()[2:] == [
        "Hill   calendar: local, America/Denver, connected",
        "    Receptionist   booking on   +12125550199",
    ]


@pytest.mark.parametrize(
    ("name", "called", "zone", "sentence"),
    [
        ("default", "+12125550199", "America/Denver", "There is an account 'default' already"),
        ("Hill", "12", "America/Denver", "--called 12 is not a telephone number"),
        ("Hill", "+12125550199", "Mars/Base", "--zone Mars/Base is not a time zone"),
        (" ", "+12125550199", "America/Denver", "The name of an account is 1 to 120 characters"),
    ],
)
def test_an_account_that_cannot_be_is_refused(direct_booking, name, called, zone, sentence):
    """Nothing is stored of it."""
    direct_booking("migrate")
    before = direct_booking("accounts", "list").out
    refused = direct_booking("accounts", "add", name, "--called", called, "--zone", zone)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert refused.err.startswith(sentence)
    assert direct_booking("accounts", "list").out == before


def test_settings_that_are_shown_can_be_loaded_again(direct_booking, installation):
    """What ``show`` prints is a file for ``load``."""
    direct_booking("migrate")
    (installation / "mine.yml").write_text("length_minutes: 45\nwindows:\n  tue: ['10:00-12:00']\n")
    assert direct_booking("settings", "load", "mine.yml").code == 0
    shown = direct_booking("settings", "show").out
    assert "length_minutes: 45" in shown
    (installation / "again.yml").write_text(shown)
    assert direct_booking("settings", "load", "again.yml").code == 0
    assert direct_booking("settings", "show").out == shown


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("length_minutes: never", "length_minutes: "),
        ("lenght_minutes: 30", "lenght_minutes: is not a setting"),
        ("windows: [", "is not YAML at line "),
        ("- 1", "is not a list of fields"),
    ],
)
def test_broken_settings_are_refused_in_words(direct_booking, installation, text, sentence):
    """What was there before stays."""
    direct_booking("migrate")
    before = direct_booking("settings", "show").out
    (installation / "broken.yml").write_text(text)
    refused = direct_booking("settings", "load", "broken.yml")
    assert refused.code == 2
    assert sentence in refused.err
    assert "Traceback" not in refused.err
    assert direct_booking("settings", "show").out == before


def test_a_file_that_is_not_there_is_named(direct_booking, installation):
    """The sentence names the file as the operator would find it."""
    direct_booking("migrate")
    for command in (("settings", "load"), ("calendar", "import")):
        missing = direct_booking(*command, "nothing.yml")
        assert (missing.code, missing.err) == (
            1,
            f"{installation / 'nothing.yml'}: No such file or directory.\n",
        )


def test_busy_times_go_in_and_the_calendar_comes_out(direct_booking, installation):
    """1.2: the embedded calendar speaks iCalendar."""
    direct_booking("migrate")
    (installation / "busy.ics").write_text(ICS)
    assert direct_booking("calendar", "import", "busy.ics").out.startswith("1 busy times stored")
    exported = direct_booking("calendar", "export", "-").out
    assert "DTSTART" in exported
    assert "Lunch" not in exported  # 1.4: what the owner does is not kept
    assert direct_booking("calendar", "export", "out.ics").code == 0
    assert (installation / "out.ics").read_text().startswith("BEGIN:VCALENDAR")


def test_a_later_file_of_one_source_takes_the_place_of_the_earlier(direct_booking, installation):
    """The source is named, or is the calendar's own name, or the file's."""
    direct_booking("migrate")
    (installation / "busy.ics").write_text(ICS)
    (installation / "empty.ics").write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Work\nEND:VCALENDAR\n"
    )
    assert "from 'busy.ics', 0 of earlier" in direct_booking("calendar", "import", "busy.ics").out
    assert "from 'Work', 0 of earlier" in direct_booking("calendar", "import", "empty.ics").out
    again = direct_booking("calendar", "import", "empty.ics", "--source", "busy.ics")
    assert again.out.startswith("0 busy times stored from 'busy.ics', 1 of earlier imports replaced")


def test_the_zone_of_the_calendar_can_be_changed(direct_booking):
    """Shown without a name; changed for the calendar and the opening hours; refused when unknown."""
    direct_booking("migrate")
    assert direct_booking("calendar", "zone").out == "America/New_York\n"
    changed = direct_booking("calendar", "zone", "Europe/Berlin").out
    assert changed.startswith("The calendar's zone is Europe/Berlin; it was America/New_York.")
    assert direct_booking("calendar", "zone").out == "Europe/Berlin\n"
    assert "calendar: local, Europe/Berlin, connected" in direct_booking("accounts", "list").out
    refused = direct_booking("calendar", "zone", "Europe/Nowhere")
    assert (refused.code, refused.err.startswith("There is no time zone")) == (2, True)


def test_a_file_that_is_no_calendar_is_refused(direct_booking, installation):
    """One sentence, nothing stored."""
    direct_booking("migrate")
    (installation / "busy.ics").write_text("hello")
    refused = direct_booking("calendar", "import", "busy.ics")
    assert refused.code == 1
    assert "Traceback" not in refused.err


def test_bookings_and_history_of_a_new_installation_are_empty(direct_booking):
    """Said in words, not by an empty table."""
    direct_booking("migrate")
    assert direct_booking("bookings", "list").out == "default has no bookings yet.\n"
    assert direct_booking("history", "verify").out.startswith("default: 0 entries, whole")


def test_one_of_several_accounts_has_to_be_named(direct_booking):
    """A command never guesses whose bookings are meant."""
    direct_booking("migrate")
    direct_booking("accounts", "add", "Hill", "--called", "+12125550199", "--zone", "America/Denver")
    asked = direct_booking("bookings", "list")
    assert (asked.code, asked.err) == (
        2,
        "There are several accounts: say which with --account (default, Hill).\n",
    )
    assert direct_booking("bookings", "list", "--account", "Hill").code == 0
    assert direct_booking("bookings", "list", "--account", "Hull").code == 2


def test_a_database_without_tables_says_what_to_do(direct_booking):
    """One sentence with the remedy."""
    asked = direct_booking("bookings", "list")
    assert (asked.code, asked.err.count("\n")) == (1, 1)
    assert "migrate" in asked.err


@pytest.mark.parametrize(
    ("variable", "value", "code"),
    [
        ("DIRECT_BOOKING_DATABASE", "mysql://localhost/x", 2),
        ("DIRECT_BOOKING_DATABASE", "nonsense", 2),
        ("DIRECT_BOOKING_DATABASE", "postgresql://nobody@127.0.0.1:1/none", 1),
        ("DIRECT_BOOKING_DATABASE", "sqlite:////dev/null/folder/file.sqlite", 1),
        ("DIRECT_BOOKING_ZONE", "Mars/Base", 2),
        ("DIRECT_BOOKING_NOW", "soon", 2),
    ],
)
def test_a_variable_that_cannot_be_used_is_one_sentence(direct_booking, monkeypatch, variable, value, code):
    """The sentence says what is wrong, without a stack trace."""
    monkeypatch.setenv(variable, value)
    refused = direct_booking("migrate")
    assert (refused.code, refused.err.count("\n")) == (code, 1)
    assert "Traceback" not in refused.err


def test_debug_shows_where_an_error_came_from(direct_booking, monkeypatch):
    """For whoever mends the product."""
    monkeypatch.setenv("DIRECT_BOOKING_ZONE", "Mars/Base")
    with pytest.raises(Exception, match="Mars/Base"):
        direct_booking("--debug", "migrate")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "123"), "FROM=123 is not a telephone number"),
        (("--to", "the office"), "TO=the office is not a telephone number"),
        (("--port", "high"), "DIRECT_BOOKING_PORT=high is not a port"),
    ],
)
def test_a_call_that_cannot_be_held_is_refused_at_once(direct_booking, arguments, sentence):
    """Before anything is loaded."""
    refused = direct_booking("talk", *arguments)
    assert refused.code == 2
    assert refused.err.startswith(sentence)


@pytest.mark.parametrize(
    "address", ["phone.example.com", "ftp://phone.example.com", "https://", "https://a?b=c"]
)
def test_a_public_address_to_call_by_is_checked(direct_booking, address):
    """One sentence that says how to write it."""
    refused = direct_booking("phone", "--at", address)
    assert refused.code == 2
    assert refused.err == f"--at {address}: write it like https://phone.example.com.\n"


def test_doctor_is_content_with_a_whole_installation(direct_booking):
    """But for the model, which is made of files that may just be edited."""
    direct_booking("migrate")
    lines = direct_booking("doctor").out.splitlines()
    assert [
        line
        for line in lines
        if line.startswith("problem")
        and not any(f"  {name}:" in line for name in ("model", "ports", "console"))
    ] == []
    assert any(line.startswith("ok       calendar of default: Embedded calendar answers") for line in lines)
    assert any(line.endswith("it sends guests no invitations: docs/calendars.md") for line in lines)


def test_doctor_says_each_problem_with_its_remedy(direct_booking, installation):
    """Unknown provider, no opening hours: found before a caller finds them."""
    direct_booking("migrate")
    (installation / "closed.yml").write_text("windows: {}\n")
    loaded = direct_booking("settings", "load", "closed.yml")
    with sqlite3.connect(installation / "var" / "test.sqlite") as connection:
        connection.execute("UPDATE connections SET provider = 'sundial'")
    ended = direct_booking("doctor")
    assert ended.code == 1
    assert "sundial" in ended.out
    assert loaded.code == 2 or "problem  settings of default: No weekday has opening hours" in ended.out


def test_doctor_looks_at_the_console(direct_booking, monkeypatch):
    """It runs, its port is free, or somebody else is there."""
    server = Server(lambda asked: Reply(200, b"ok" if asked.path == "/health" else b"hello"))
    place = urlsplit(server.url)
    monkeypatch.setenv("DIRECT_BOOKING_CONSOLE_PORT", str(place.port))
    console = lambda: next(  # noqa: E731
        line for line in direct_booking("doctor").out.splitlines() if "  console:" in line
    )
    direct_booking("migrate")
    owners_open = f"owners open http://localhost:{place.port}"
    assert console() == f"ok       console: it runs, and {owners_open}"
    with server.failing("reply", reply=Reply(200, b"hello")):
        assert console().startswith(f"problem  console: Port {place.port} cannot be used")
    server.close()
    will_open = owners_open.replace("open", "will open", 1)
    assert console() == f"ok       console: it does not run; {place.port} is free, and {will_open}"


def test_doctor_checks_what_it_can_without_a_database(direct_booking, monkeypatch):
    """One broken thing does not hide another."""
    monkeypatch.setenv("DIRECT_BOOKING_DATABASE", "nonsense")
    ended = direct_booking("doctor")
    assert ended.code == 1
    assert "problem  database: DIRECT_BOOKING_DATABASE is not a database address" in ended.out
    assert "ok       Python: 3.10" in ended.out


def test_calls_are_listed_and_one_is_shown(direct_booking, installation):
    """6.2: who called, what came of it, and what was said."""
    from direct_booking import wiring
    from direct_booking.storage import call_turns
    from direct_booking.storage.call_turns import CallTurn, Said

    direct_booking("migrate")
    assert "has no such calls" in direct_booking("calls", "list").out
    desk = wiring.build()
    now = desk.clock.now()
    desk.calls.start("CA1", "+12125550123", None)
    with desk.database.writing(None) as connection:
        call_turns.add(connection, CallTurn("CA1", 1, now, 0, "/call_start", ()), [])
        said = (Said("It is nine.", "utter_time"), Said(None, None, "hang_up"))
        call_turns.add(connection, CallTurn("CA1", 2, now, 41, "what time is it", said), [])
    desk.calls.end("CA1")
    assert "+12125550123  nothing  CA1" in direct_booking("calls", "list").out
    assert direct_booking("calls", "show", "CA1").out.splitlines()[3:] == [
        "10:00:00  --      the call begins",
        "10:00:00  caller  what time is it",
        "10:00:00  bot     It is nine.   (41 ms)",
        "10:00:00  --      the call is over",
    ]
    missing = direct_booking("calls", "show", "CA2")
    assert (missing.code, missing.err) == (
        2,
        "default has no call CA2: 'direct-booking calls list' has them.\n",
    )


def test_the_owner_finds_cancels_and_exports_a_booking(direct_booking, installation):
    """6.1, 6.2: filters, an export, a cancellation that says whose it is."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from offices import ANN, wish_for

    from direct_booking import wiring

    direct_booking("migrate")
    desk = wiring.build()
    desk.calls.start("CA1", "+12125550123", None)
    at_two = datetime(2026, 11, 17, 14, tzinfo=ZoneInfo("America/New_York"))
    desk.offering.ask("CA1", None, wish_for(at_two), None)
    booking = desk.booking.book("CA1", ANN).booking
    desk.messages.take("CA1", "callback", "about Tuesday")
    found = direct_booking(
        "bookings", "list", "--status", "upcoming", "--search", "ann", "--to", "2026-11-17"
    )
    assert "booked  Tue 2026-11-17 14:00-14:30" in found.out
    assert "no such bookings" in direct_booking("bookings", "list", "--from", "2026-11-18").out
    assert direct_booking("bookings", "export", "csv").out.count("\n") == 2
    assert "BEGIN:VEVENT" in direct_booking("bookings", "export", "ical").out
    cancelled = direct_booking("bookings", "cancel", booking.id)
    assert cancelled.out == "Cancelled: Tue 2026-11-17 14:00-14:30.\n"
    assert "cancelled already" in direct_booking("bookings", "cancel", booking.id).out
    assert direct_booking("bookings", "cancel", "B1").code == 2
    assert direct_booking("bookings", "done", booking.id).code == 2
    waiting = direct_booking("messages", "list").out
    assert "about Tuesday" in waiting
    assert direct_booking("messages", "done", waiting.split()[-1]).code == 0
    assert "Nobody waits" in direct_booking("messages", "list").out


def test_a_callers_data_is_erased_only_when_it_is_meant(direct_booking):
    """6.4: without --yes it is only counted."""
    from direct_booking import wiring

    direct_booking("migrate")
    wiring.build().calls.start("CA1", "+12125550123", None)
    assert direct_booking("caller", "find", "+12125550123").out.startswith("1 calls with 0 turns")
    assert '"caller_number": "+12125550123"' in direct_booking("caller", "export", "+12125550123").out
    assert direct_booking("caller", "erase", "+12125550123").code == 2
    assert direct_booking("caller", "erase", "+12125550123", "--yes").out.startswith("Erased: 1 calls")
    assert direct_booking("caller", "find", "+12125550123").out.startswith("0 calls")
    assert "neither a number" in direct_booking("caller", "find", "ann").err


def test_why_names_what_keeps_an_assistant_from_booking(direct_booking, installation):
    """2.6: well by default; without opening hours it says so, and the exit code tells."""
    direct_booking("migrate")
    well = direct_booking("why", "--to", "+12125550199")
    assert well.code == 0
    assert "starts can be offered" in well.out
    (installation / "closed.yml").write_text("windows: {}\n")
    direct_booking("settings", "load", "closed.yml")
    ill = direct_booking("why")
    assert ill.code == 1
    assert "There are no opening hours." in ill.out
    assert direct_booking("why", "--to", "12").code == 2


def test_a_recorded_call_is_saved_as_a_call_test(direct_booking, installation):
    """8.3: in YAML that a designer reads; a call that is not there is told so."""
    from direct_booking import wiring
    from direct_booking.storage import call_turns
    from direct_booking.storage.call_turns import CallTurn, Said

    direct_booking("migrate")
    desk = wiring.build()
    now = desk.clock.now()
    desk.calls.start("CA1", "+12125550123", None)
    with desk.database.writing(None) as connection:
        call_turns.add(connection, CallTurn("CA1", 1, now, 0, "/call_start", (Said("Hi."),)), [])
        call_turns.add(connection, CallTurn("CA1", 2, now, 9, "yes", (Said("Bye.", "utter_bye"),)), [])
    assert direct_booking("replay", "CA1", "--save", "call.yml", "--title", "A short one").code == 0
    saved = (installation / "call.yml").read_text()
    assert saved.startswith("call: A short one\nnow: 2026-11-16 10:00\n")
    assert '  - caller: "yes"\n    bot: utter_bye\n    hears: Bye.\n' in saved
    assert "no call CA2 that can be replayed" in direct_booking("replay", "CA2").err
