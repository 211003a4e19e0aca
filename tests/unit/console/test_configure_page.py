"""Configure: every setting is there, mistakes stand beside their fields, and a preview saves nothing."""

import re
from html import unescape

import pytest
from consoles import token_in
from werkzeug.datastructures import MultiDict

from direct_booking.console.configure_form import beside, raw_of, typed_in, typed_of
from direct_booking.settings import Settings, parse, to_mapping
from direct_booking.settings_fields import DAYS


def fields_of(page: str) -> list[tuple[str, str]]:
    """What a browser would send for the form as it stands, without a button."""
    form = page[page.index('<form id="settings"') : page.index("<aside")]
    found = []
    for tag in re.findall(r"<input[^>]*>|<textarea.*?</textarea>|<select.*?</select>", form, re.DOTALL):
        name = re.search(r'name="([^"]+)"', tag)[1]
        if tag.startswith("<select"):
            chosen = re.search(r'value="([^"]*)" selected', tag)
            found.append((name, chosen[1] if chosen else ""))
        elif tag.startswith("<textarea"):
            found.append((name, unescape(re.search(r">(.*)</textarea>", tag, re.DOTALL)[1])))
        elif not re.search(r'type="(radio|checkbox)"', tag) or " checked" in tag:
            found.append((name, unescape(re.search(r'value="([^"]*)"', tag)[1])))
    return found


def send(owner, do: str = "save", **changes):
    """The form of the page with some fields changed; a list stands for several of one name."""
    page = owner.get("/configure/").text
    fields = [(name, value) for name, value in fields_of(page) if name not in changes]
    for name, value in changes.items():
        fields += [(name, each) for each in (value if isinstance(value, list) else [value])]
    data: dict[str, list[str]] = {"do": [do]}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return owner.post("/configure/", data=data)


def present(console) -> Settings:
    """The account's settings."""
    return console.desk.configuring.present(console.account_id)


def test_every_setting_is_on_the_page(console):
    """2.2: nothing can be set by a file only."""
    names = {name for name, _value in fields_of(console.owner().get("/configure/").text)}
    single = {name for name, value in to_mapping(Settings()).items() if not isinstance(value, dict | list)}
    ticks = {name for name, value in to_mapping(Settings()).items() if isinstance(value, bool)}
    assert single - ticks - {"lunchtime"} <= names
    assert {"closed-first", "lunch-start", *(f"{day}-start" for day in DAYS)} <= names


def test_what_is_saved_as_it_stands_is_as_it_was(console):
    """No setting is lost or bent on the way through a form."""
    raw = to_mapping(Settings()) | {
        "windows": {"mon": ["09:00-12:00", "13:00-24:00"], "sat": ["22:00-02:00"]},
        "closed": [{"first": "2026-12-24"}, {"first": "2026-07-01", "last": "2026-07-14", "name": "summer"}],
        "holidays_country": "US",
        "description": "One line.\nAnother “line” with {email} & <more>.",
        "ask_name": True,
    }
    kept = console.desk.configuring.save(console.account_id, raw)
    assert send(console.owner()).status_code == 303
    assert present(console) == kept


def test_changes_are_saved_for_this_account_only(console):
    """2.1: one set for the account; 1.1: nobody else's."""
    before = console.desk.configuring.present(console.other_account_id)
    sent = {
        "length_minutes": "45",
        "ask_name": "yes",
        "mon-start": ["08:00", "13:00"],
        "mon-end": ["12:00", "00:00"],
    }
    answer = send(
        console.owner(), **sent, **{"closed-first": "2026-12-24", "closed-last": "", "closed-name": "Eve"}
    )
    assert answer.status_code == 303
    kept = present(console)
    assert (kept.length_minutes, kept.ask_name) == (45, True)
    assert kept.windows[0] == ((480, 720), (780, 1440))
    assert [each.name for each in kept.closed] == ["Eve"]
    assert console.desk.configuring.present(console.other_account_id) == before


MISTAKES = [
    ({"length_minutes": "3"}, "Write a whole number of minutes from 5 to 480."),
    ({"length_minutes": "half an hour"}, "Write a whole number of minutes from 5 to 480."),
    ({"length_minutes": ""}, "Write a whole number of minutes from 5 to 480."),
    ({"transfer_number": "555"}, "Write it like &#39;+12125550123&#39;, or leave it empty."),
    ({"title": "{caller_nam}"}, "did you mean &#39;caller_name&#39;?"),
    ({"business_name": ""}, "It is 0 characters long; write 1 to 120."),
    ({"mon-start": "09:00", "mon-end": ""}, "Write HH:MM from 00:00 to 24:00."),
    ({"closed-first": "soon", "closed-last": "", "closed-name": ""}, "Write it like 2026-12-24."),
    (
        {"closed-first": "2026-07-14", "closed-last": "2026-07-01", "closed-name": ""},
        "It ends before it begins",
    ),
    ({"holidays_country": "US", "holidays_region": "XX"}, "Write one of"),
    ({"meeting_type": "custom"}, "It is empty; write what a custom meeting is"),
]


def test_a_mistake_stands_beside_its_field_and_nothing_is_saved(console):
    """2.3 and the rest: what was typed stays to be mended."""
    before, owner = present(console), console.owner()
    for changes, said in MISTAKES:
        answer = send(owner, **changes)
        assert answer.status_code == 422, changes
        errors = re.findall(r'<p class="error"[^>]*>(.*?)</p>', answer.text)
        assert any(said in each for each in errors), (changes, errors)
    assert present(console) == before


def test_a_preview_says_what_saving_would_mean_and_saves_nothing(console):
    """Before anything is saved: the next times, the week, the sentence, the event."""
    before = present(console)
    answer = send(console.owner(), do="preview", notice_minutes="1440", title="Visit of {caller_name}")
    assert answer.status_code == 200
    assert "Tue, Mar 3, 2026, 9:00 AM EST" in answer.text
    assert "within the minimum notice" in answer.text
    assert "Visit of Ann Lee" in answer.text
    assert "Does either work for you?" in answer.text
    assert present(console) == before


def test_the_preview_beside_the_form_is_a_part_of_a_page(console):
    """What is fetched while the form is filled in; a mistake is not told before it is sent."""
    owner = console.owner()
    token = token_in(owner.get("/configure/").text)
    part = owner.post("/configure/preview", data={"csrf_token": token, "business_name": "Lake House"})
    assert "<html" not in part.text
    assert "Lake House" in part.text
    wrong = owner.post("/configure/preview", data={"csrf_token": token, "length_minutes": "x"})
    assert (wrong.status_code, "Some fields cannot be used yet" in wrong.text) == (200, True)


def test_buttons_give_room_for_more_without_saving(console):
    """Everything works without JavaScript."""
    before = present(console)
    owner = console.owner()
    assert send(owner, do="add-tue").text.count('name="tue-start"') == 2
    assert send(owner, do="add-closed").text.count('name="closed-first"') == 1
    copied = send(owner, do="copy", **{"mon-start": ["07:00"], "mon-end": ["11:00"]}).text
    assert copied.count('value="07:00"') == 5
    assert present(console) == before


def test_owner_text_is_never_read_as_a_template_or_as_markup(console):
    """Field notes, 12: it appears literally, or is refused."""
    hostile = "<script>alert(1)</script> {{ 7*7 }} {{{{x}}}}"
    answer = send(console.owner(), do="preview", business_name=hostile, greeting=hostile)
    assert "<script>alert" not in answer.text
    assert "49" not in re.sub(r"\d{3,}", "", answer.text[answer.text.index('id="preview"') :])
    refused = send(console.owner(), title="{caller_name.__class__}")
    assert refused.status_code == 422


@pytest.mark.parametrize("name", sorted(to_mapping(Settings())))
def test_a_form_as_typed_is_read_as_it_is(name):
    """Each setting goes through a form and back, by its default."""
    settings = Settings()
    assert raw_of(typed_of(settings), settings)[name] == to_mapping(settings)[name] or name in (
        "windows",
        "closed",
    )
    assert parse(raw_of(typed_of(settings), settings)) == settings


def test_problems_are_found_at_their_places():
    """Of a day all stretches share a place; of closed dates each has its own."""
    problems = (
        "windows.mon[1]: '9' is not a stretch of time; write it",
        "closed[2].last: 'x' is not a date; write it",
    )
    assert set(beside(problems)) == {"windows.mon", "closed[2]"}


def test_a_form_without_fields_changes_nothing():
    """What a form does not hold is as it is at present, but ticks, which browsers leave out, and the week."""
    settings = Settings(length_minutes=45, ask_name=True)
    raw = raw_of(typed_in(MultiDict(), settings), settings)
    assert raw["length_minutes"] == 45
    assert raw["ask_name"] is False
    assert parse(raw).windows == {}
