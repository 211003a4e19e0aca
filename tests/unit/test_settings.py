"""The owner's settings: read with one sentence for each mistake, written so that reading gives the same."""

import json
import re
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

import direct_booking.settings
from direct_booking.settings import (
    BrokenSettings,
    ClosedDates,
    Contact,
    MeetingType,
    Settings,
    closed_dates,
    parse,
    text_for,
    to_mapping,
)
from direct_booking.templates import TEMPLATE_FIELDS, fill_template

# Text as an owner could write it: no control characters, no halves of characters.
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60)
DATES = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PIECES = st.sampled_from([*(f"{{{name}}}" for name in TEMPLATE_FIELDS), "{{", "}}", " ", "Booked", "é"])
TEMPLATES = st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(str.strip)
WINDOWS = st.tuples(st.integers(0, 1439), st.integers(1, 1440))
DAY_PARTS = (
    st.lists(st.integers(1, 1439), min_size=3, max_size=3).map(sorted).filter(lambda one: one[0] < one[1])
)
COUNTRIES = st.sampled_from([("", ""), ("US", ""), ("US", "CA"), ("DE", "BY"), ("GB", "ENG"), ("JP", "")])


@st.composite
def every_settings(draw) -> Settings:
    """Any settings that an owner could have."""
    country, region = draw(COUNTRIES)
    afternoon, evening, night = draw(DAY_PARTS)
    stretches = draw(st.lists(st.tuples(DATES, st.integers(0, 40), TEXT), max_size=3))
    return Settings(
        business_name=draw(TEXT.filter(str.strip)),
        greeting=draw(TEXT),
        length_minutes=draw(st.integers(5, 480)),
        windows={
            day: tuple(windows)
            for day, windows in draw(
                st.dictionaries(st.integers(0, 6), st.lists(WINDOWS, min_size=1, max_size=3))
            ).items()
        },
        interval_minutes=draw(st.integers(5, 480)),
        buffer_before_minutes=draw(st.integers(0, 240)),
        buffer_after_minutes=draw(st.integers(0, 240)),
        notice_minutes=draw(st.integers(0, 60 * 1440)),
        look_ahead_days=draw(st.integers(1, 365)),
        closed=tuple(
            ClosedDates(first, first + timedelta(days=days), name) for first, days, name in stretches
        ),
        holidays_country=country,
        holidays_region=region,
        meeting_type=draw(st.sampled_from(MeetingType)),
        format=draw(TEXT.filter(bool)),
        where=draw(TEXT),
        contact=draw(st.sampled_from(Contact)),
        title=draw(TEMPLATES),
        description=draw(TEMPLATES),
        ask_name=draw(st.booleans()),
        hold_minutes=draw(st.integers(1, 30)),
        transfer_number=draw(st.sampled_from(["", "+12125550123", "+442079460000", "+4930123456"])),
        afternoon_starts=afternoon,
        evening_starts=evening,
        night_starts=night,
        lunchtime=(afternoon, evening),
    )


def problems(**fields) -> tuple[str, ...]:
    """What is wrong with these fields."""
    with pytest.raises(BrokenSettings) as broken:
        parse(fields)
    assert all(problem in str(broken.value) for problem in broken.value.problems)
    return broken.value.problems


def test_nothing_written_is_the_defaults():
    """2.2: every setting may be left out."""
    assert parse({}) == Settings()


def test_the_defaults_are_the_specifications():
    """2.2: half an hour, working days 9 to 17, 2 hours' notice, 14 days, online, 5 minutes' hold."""
    defaults = to_mapping(Settings())
    assert defaults["windows"] == {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    expected = {
        "length_minutes": 30,
        "interval_minutes": 30,
        "buffer_before_minutes": 0,
        "buffer_after_minutes": 0,
        "notice_minutes": 120,
        "look_ahead_days": 14,
        "hold_minutes": 5,
        "meeting_type": "online",
        "ask_name": False,
    }
    assert {name: defaults[name] for name in expected} == expected


@given(every_settings())
def test_what_is_written_reads_the_same(settings):
    """``parse(to_mapping(x)) == x``, also by way of JSON, for every settings that there could be."""
    assert parse(to_mapping(settings)) == settings
    assert parse(json.loads(json.dumps(to_mapping(settings)))) == settings


@given(
    st.dictionaries(
        st.sampled_from([*to_mapping(Settings()), "x", "", 1]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["mon", "first", "last", "name", "x"]), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        max_size=5,
    )
)
def test_nothing_but_broken_settings_escapes(raw):
    """Whatever a file holds, the answer is settings, or sentences that each begin with a field."""
    try:
        found, said = parse(raw), ()
    except BrokenSettings as broken:
        found, said = None, broken.problems
    assert (found is None) == bool(said)
    assert all(re.match(r"\S*: .", problem) and "\n" not in problem for problem in said)
    assert found is None or parse(to_mapping(found)) == found


def test_the_documented_yaml_reads():
    """The example in the module's own docstring is right."""
    example = direct_booking.settings.__doc__.split("::\n", 1)[1]
    settings = parse(YAML(typ="safe").load(example))
    assert settings.windows == {0: ((540, 720), (780, 1020)), 4: ((540, 1440),), 5: ((1320, 120),)}
    assert settings.closed == (
        ClosedDates(date(2026, 12, 24), date(2026, 12, 24)),
        ClosedDates(date(2026, 7, 1), date(2026, 7, 14), "summer"),
    )
    assert (settings.holidays_country, settings.holidays_region) == ("US", "CA")


@pytest.mark.parametrize("raw", [None, [], "x", 3])
def test_what_is_not_a_list_of_fields_is_refused(raw):
    """An empty or broken file says what a line looks like."""
    with pytest.raises(BrokenSettings, match="length_minutes: 30"):
        parse(raw)


def test_an_unknown_field_names_the_nearest():
    """A slip of the keyboard is not silently a default."""
    assert problems(lenght_minutes=30) == (
        "lenght_minutes: is not a setting; did you mean 'length_minutes'?",
    )


def test_every_problem_is_named_at_once():
    """An owner repairs all of it in one go."""
    found = problems(length_minutes=1, hold_minutes=99, ask_name="yes", x=1)
    assert [problem.split(":")[0] for problem in found] == ["x", "length_minutes", "ask_name", "hold_minutes"]


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        ("length_minutes", 5, 480),
        ("interval_minutes", 5, 480),
        ("buffer_before_minutes", 0, 240),
        ("buffer_after_minutes", 0, 240),
        ("notice_minutes", 0, 86400),
        ("look_ahead_days", 1, 365),
        ("hold_minutes", 1, 30),
    ],
)
def test_numbers_stay_in_their_range(field, least, most):
    """Both ends are allowed, one beyond is refused with the range, and so is what is no whole number."""
    for good in (least, most):
        assert getattr(parse({field: good}), field) == good
    for bad in (least - 1, most + 1, True, "30", 30.0, None):
        (problem,) = problems(**{field: bad})
        assert problem.startswith(f"{field}: {bad!r} cannot be; write a whole number of ")
        assert problem.endswith(f"from {least} to {most}")


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        (["09:00-17:00"], ((540, 1020),)),
        ("09:00-17:00", ((540, 1020),)),
        ([" 09:00 - 17:00 "], ((540, 1020),)),
        (["00:00-24:00"], ((0, 1440),)),
        (["22:00-02:00"], ((1320, 120),)),
        (["22:00-00:00"], ((1320, 1440),)),
        (["09:00-12:00", "13:00-17:00"], ((540, 720), (780, 1020))),
    ],
)
def test_windows_are_wall_clock_times(written, minutes):
    """3.2: 24:00 is the end of the day, an end not after its start runs past midnight."""
    assert parse({"windows": {"tue": written}}).windows == {1: minutes}


@pytest.mark.parametrize("written", [[], "", None])
def test_a_day_without_windows_is_closed(written):
    """Written empty is the same as left out."""
    assert parse({"windows": {"mon": "09:00-10:00", "sun": written}}).windows == {0: ((540, 600),)}


@pytest.mark.parametrize(
    ("windows", "problem"),
    [
        (
            {"tue": ["09:00-10:00", "25:00-26:00"]},
            "windows.tue[1]: '25:00' is not a time of day; write HH:MM from 00:00 to 24:00",
        ),
        ({"mon": "9:00-17:00"}, "windows.mon: '9:00' is not a time of day; write HH:MM from 00:00 to 24:00"),
        ({"mon": ["09:60-17:00"]}, "windows.mon[0]: '09:60' is not a time of day"),
        ({"mon": ["24:01-17:00"]}, "windows.mon[0]: '24:01' is not a time of day"),
        ({"mon": ["٠٩:٠٠-17:00"]}, "windows.mon[0]: '٠٩:٠٠' is not a time of day"),
        ({"mon": ["24:00-02:00"]}, "windows.mon[0]: a day ends at 24:00; write 00:00"),
        ({"mon": ["09:00"]}, "windows.mon[0]: '09:00' is not a stretch of time; write it in quotes like"),
        ({"mon": [540]}, "windows.mon[0]: 540 is not a stretch of time"),
        ({"mon": 540}, "windows.mon: 540 is not a list"),
        ({"wen": "09:00-17:00"}, "windows.wen: is not a day; did you mean 'wed'?"),
        ({"Monday": "09:00-17:00"}, "windows.Monday: is not a day; "),
        (["mon"], "windows: ['mon'] is not a week; write each open day"),
    ],
)
def test_a_broken_window_is_shown_where_it_is(windows, problem):
    """The place, what is wrong, and what to write."""
    assert problems(windows=windows)[0].startswith(problem)


@pytest.mark.parametrize(
    ("closed", "problem"),
    [
        (["2026-02-30"], "closed[0]: '2026-02-30' is not a date; write it like 2026-12-24"),
        (["24.12.2026"], "closed[0]: '24.12.2026' is not a date"),
        (["20261224"], "closed[0]: '20261224' is not a date"),
        ([20261224], "closed[0]: 20261224 is not a date"),
        ("2026-12-24", "closed: '2026-12-24' is not a list"),
        ([{"last": "2026-12-24"}], "closed[0].first: None is not a date"),
        ([{"first": "2026-12-24", "last": "2026-12-23"}], "closed[0]: ends before it begins"),
        (
            [{"first": "2026-12-24", "until": 1}],
            "closed[0].until: is not a field; write one of first, last, name",
        ),
        ([{"first": "2026-12-24", "name": 3}], "closed[0].name: 3 is not text"),
    ],
)
def test_a_broken_closed_date_is_shown_where_it_is(closed, problem):
    """The place, what is wrong, and what to write."""
    assert problems(closed=closed)[0].startswith(problem)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"holidays_country": "us"}, "holidays_country: 'us' is not known; .* did you mean 'US'"),
        ({"holidays_country": "UK"}, "holidays_country: 'UK' is not known; .*GB"),
        ({"holidays_country": "USA"}, "holidays_country: 'USA' is not known"),
        ({"holidays_country": "US", "holidays_region": "XX"}, "holidays_region: 'XX' is not a part of US; "),
        ({"holidays_region": "CA"}, "holidays_region: needs a country"),
        ({"meeting_type": "video"}, "meeting_type: 'video' is not known; write one of online, phone, custom"),
        ({"meeting_type": "custom"}, "format: is empty; write what a custom meeting is"),
        ({"contact": "mail"}, "contact: 'mail' is not known; did you mean 'email'?"),
        ({"contact": []}, r"contact: \[\] is not known"),
        ({"ask_name": "yes"}, "ask_name: 'yes' is neither true nor false"),
        ({"business_name": ""}, "business_name: is 0 characters long; write 1 to 120"),
        ({"business_name": "x" * 121}, "business_name: is 121 characters long"),
        ({"business_name": "a\nb"}, "business_name: has a line break"),
        ({"business_name": 7}, "business_name: 7 is not text"),
        ({"greeting": "a\x07"}, "greeting: has a character that cannot be printed"),
        ({"transfer_number": "911"}, "transfer_number: '911' is not an international number"),
        ({"transfer_number": "+1 212 555 0123"}, "transfer_number: .* is not an international number"),
        ({"transfer_number": 12125550123}, "transfer_number: 12125550123 is not an international number"),
        ({"evening_starts": "5 pm"}, "evening_starts: '5 pm' is not a time of day; write HH:MM"),
        ({"evening_starts": 17}, "evening_starts: 17 is no time at which it can begin; .*'17:00'"),
        ({"evening_starts": "11:00"}, "evening_starts: is not after afternoon_starts"),
        ({"night_starts": "16:00"}, "night_starts: is before evening_starts"),
        ({"lunchtime": "noon"}, "lunchtime: 'noon' is not a stretch of time"),
        ({"lunchtime": "14:00-12:00"}, "lunchtime: ends before it begins"),
        ({"transfer_number": "+12125550123\n"}, "transfer_number: .* is not an international number"),
    ],
)
def test_other_mistakes_are_named_with_their_remedy(fields, problem):
    """One sentence each."""
    (found,) = problems(**fields)
    assert re.match(problem, found)


# templates


@pytest.mark.parametrize("field", ["title", "description"])
def test_templates_take_the_named_fields(field):
    """2.3: all of them, and braces themselves when doubled."""
    every = " ".join(f"{{{name}}}" for name in TEMPLATE_FIELDS) + " {{x}}"
    assert getattr(parse({field: every}), field) == every


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{callername}", "title: {callername} is not a field; did you mean 'caller_name'?"),
        ("{password}", "title: {password} is not a field; write one of caller_name, "),
        ("{caller_name", "title: a brace here is not around a field's name; write {{ or }}"),
        ("caller_name}", "title: a brace here"),
        ("{}", "title: a brace here"),
        ("{0}", "title: a brace here"),
        ("{caller_name!r}", "title: a brace here"),
        ("{caller_name:>10}", "title: a brace here"),
        ("{caller_name.__class__}", "title: a brace here"),
        ("{caller_name[0]}", "title: a brace here"),
        ("{ caller_name }", "title: a brace here"),
        ("two\nlines", "title: has a line break"),
        ("", "title: is 0 characters long"),
    ],
)
def test_anything_else_in_a_template_is_refused_when_saved(template, problem):
    """2.3: unknown fields, and everything that Python's own formatting would run."""
    assert problems(title=template)[0].startswith(problem)


def test_a_template_is_filled():
    """Values where their fields are; what is missing leaves nothing behind."""
    template = "{caller_name} ({meeting_type}) {email}{{{caller_name}}}"
    assert (
        fill_template(template, {"caller_name": "Ann", "meeting_type": "phone", "email": None})
        == "Ann (phone) {Ann}"
    )


HOSTILE = [
    "{email}",
    "{{email}}",
    "{caller_name.__class__.__mro__}",
    "{0}",
    "%s%n",
    "{{7*7}}",
    "${7*7}",
    "{% for x in y %}",
    "<script>",
    "=1+1",
    "\\1\\g<0>",
    "{" * 50,
]


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_hostile_value_appears_as_it_is(payload):
    """2.3: what a caller says is never read as a template."""
    assert fill_template("<{caller_name}>{email}", {"caller_name": payload, "email": "e"}) == f"<{payload}>e"


@given(TEMPLATES, st.dictionaries(st.sampled_from(TEMPLATE_FIELDS), st.text()))
def test_filling_never_fails_and_reads_no_value_twice(template, values):
    """The result is the template's own text with each value once for each of its fields."""
    marked = {name: f"\0{name}\0" for name in TEMPLATE_FIELDS}
    expected = fill_template(template, marked)
    for name in TEMPLATE_FIELDS:
        expected = expected.replace(f"\0{name}\0", f"\0{TEMPLATE_FIELDS.index(name)}\0")
    parts = re.split(r"\0(\d)\0", expected)
    filled = "".join(values.get(TEMPLATE_FIELDS[int(p)], "") if n % 2 else p for n, p in enumerate(parts))
    assert fill_template(template, values) == filled


@given(st.text())
def test_filling_any_text_at_all_is_safe(text):
    """Also what could never have been saved."""
    assert isinstance(fill_template(text, {"caller_name": "Ann"}), str)


# closed dates


def test_single_days_and_ranges_are_closed():
    """Both ends included, cut to what was asked about, overlapping ones counted once."""
    settings = Settings(
        closed=(
            ClosedDates(date(2026, 12, 24), date(2026, 12, 24)),
            ClosedDates(date(2026, 12, 30), date(2027, 1, 2)),
            ClosedDates(date(2026, 12, 31), date(2026, 12, 31)),
            ClosedDates(date(2025, 1, 1), date(2025, 1, 9)),
        )
    )
    found = closed_dates(settings, date(2026, 12, 1), date(2027, 1, 1))
    assert found == {date(2026, 12, 24), date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)}


def test_public_holidays_are_closed_over_the_turn_of_the_year():
    """Of the chosen country and region, in every year that is touched."""
    found = closed_dates(Settings(holidays_country="US"), date(2026, 12, 20), date(2027, 1, 20))
    assert found == {date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 18)}
    bavaria = Settings(holidays_country="DE", holidays_region="BY")
    assert date(2026, 1, 6) in closed_dates(bavaria, date(2026, 1, 1), date(2026, 1, 31))
    berlin = Settings(holidays_country="DE", holidays_region="BE")
    assert date(2026, 1, 6) not in closed_dates(berlin, date(2026, 1, 1), date(2026, 1, 31))


def test_an_observed_holiday_at_the_edge_of_a_year_is_not_lost():
    """New Year's Day of 2028 is a Saturday and is observed on the last day of 2027."""
    assert date(2027, 12, 31) in closed_dates(
        Settings(holidays_country="US"), date(2027, 12, 20), date(2027, 12, 31)
    )


@given(every_settings(), DATES, st.integers(-1, 60))
def test_closed_dates_are_the_union_of_their_days(settings, first, days):
    """Day by day: closed exactly when one of the owner's stretches or a public holiday holds it."""
    last = first + timedelta(days=days)
    public = (
        holidays.country_holidays(settings.holidays_country, subdiv=settings.holidays_region or None)
        if settings.holidays_country
        else ()
    )
    expected = {
        day
        for day in (first + timedelta(days=number) for number in range(days + 1))
        if any(one.first <= day <= one.last for one in settings.closed) or day in public
    }
    assert closed_dates(settings, first, last) == expected


@pytest.mark.parametrize(
    "link",
    [
        "https://book.example.com",
        "https://book.example.com:8443/me?x=1&y=2#top",
        "https://a-b.example.co.uk/",
        "",
    ],
)
def test_a_link_that_can_be_texted_is_taken(link):
    """2.5: an https address, or none."""
    assert parse({"scheduling_link": link}).scheduling_link == link


@pytest.mark.parametrize(
    "link",
    [
        "http://book.example.com",
        "book.example.com",
        "https://user:secret@book.example.com",
        "https://localhost/me",
        "https://book.example.com/a b",
        "https://book.example.com/\u202e",
        "https://book.example.com/<b>",
        "https://book.example.com/{link}",
        "https://book.example.com/" + "x" * 300,
        "javascript:alert(1)",
        5,
        None,
    ],
)
def test_any_other_link_is_refused(link):
    """With how to write one."""
    with pytest.raises(BrokenSettings, match="write it like https://book.example.com/me"):
        parse({"scheduling_link": link})


def test_a_text_holds_the_owners_name_and_link_and_nothing_else():
    """2.3: no field that a caller fills, and a brace stays a brace."""
    settings = parse(
        {
            "business_name": "{link} & Sons",
            "scheduling_link": "https://book.example.com",
            "text_message": "{business} {{x}}: {link}",
        }
    )
    assert text_for(settings) == "{link} & Sons {x}: https://book.example.com"
    for field in ("caller_name", "email", "caller_number", "booking_id"):
        with pytest.raises(BrokenSettings, match="is not a field; write one of business, link"):
            parse({"text_message": f"{{{field}}} {{link}}"})


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("call us", "write {link} where it is to be"),
        ("{{link}}", "write {link} where it is to be"),
        ("{link}\nsecond line", "write it in one line"),
        ("{link} " * 6, "write at most 480"),
    ],
)
def test_a_text_without_its_link_or_too_long_is_refused(text, remedy):
    """A text that could not be sent, or would say nothing."""
    with pytest.raises(BrokenSettings) as refused:
        parse({"text_message": text, "scheduling_link": "https://book.example.com/" + "x" * 80})
    assert remedy in str(refused.value)
