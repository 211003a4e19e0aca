"""What the receptionist says to each wish: tables, in the words of ``choice_language``."""

import pytest
from choice_language import answer, at, wish

ONE_TIME = [
    ("an open time is proposed at once", wish("tue 14:00"), "", "time: tue 14:00"),
    ("a taken one gets its neighbours", wish("tue 14:00"), "tue 14-14:30",
     "nearest: tue 13:30, tue 14:30 (taken)"),
    ("neighbours are open ones", wish("tue 14:00"), "tue 13-15:30", "nearest: tue 12:30, tue 15:30 (taken)"),
    ("the day's last is followed by no other", wish("tue 16:30"), "tue 16-17",
     "nearest: tue 15:00, tue 15:30 (taken)"),
    ("after closing", wish("tue 18:00"), "", "nearest: tue 16:00, tue 16:30 (outside_hours)"),
    ("before opening", wish("tue 8:00"), "", "nearest: tue 9:00, tue 9:30 (outside_hours)"),
    ("on a closed day", wish("sun 11:00"), "", "nearest: mon+ 9:00, mon+ 9:30 (closed)"),
    ("inside the notice", wish("mon 9:30"), "", "nearest: mon 10:00, mon 10:30 (too_soon)"),
    ("in the past", wish("mon- 10:00"), "", "nearest: mon 10:00, mon 10:30 (past)"),
    ("beyond the look-ahead", wish("tue++ 10:00"), "", "nearest: mon++ 16:00, mon++ 16:30 (too_far)"),
    ("between two starts", wish("tue 14:10"), "", "nearest: tue 14:00, tue 14:30 (off_grid)"),
    ("turned down, and still wished for", wish("tue 14:00", turned_down=frozenset([at("tue 14:00")])), "",
     "nearest: tue 13:30, tue 14:30"),
    ("neighbours turned down", wish("tue 14:00", turned_down=frozenset([at("tue 13:30"), at("tue 14:30")])),
     "tue 14-14:30", "nearest: tue 13:00, tue 15:00 (taken)"),
]  # fmt: skip

A_DAY = [
    ("a day is spread over its hours", wish("tue"), "", "times: tue 9:00, tue 13:00, tue 16:00"),
    ("a part likewise", wish("tue 12-17"), "", "times: tue 12:00, tue 14:00, tue 16:00"),
    ("full hours are said rather than half ones", wish("tue 12-17"), "tue 12-12:30",
     "times: tue 13:00, tue 15:00, tue 16:00"),
    ("half hours when there is nothing else", wish("tue 12-17"),
     "tue 12-12:30, tue 13-13:30, tue 14-14:30, tue 15-15:30, tue 16-16:30",
     "times: tue 12:30, tue 14:30, tue 16:30"),
    ("three are all said", wish("tue 14-15:30"), "", "times: tue 14:00, tue 14:30, tue 15:00"),
    ("two likewise", wish("tue"), "tue 9-16", "times: tue 16:00, tue 16:30"),
    ("one is proposed", wish("tue 12-17"), "tue 12-15, tue 15:30-17", "time: tue 15:00"),
    ("as late as possible", wish("tue", latest_first=True), "", "times: tue 15:30, tue 16:00, tue 16:30"),
    ("what was turned down is not said again",
     wish("tue", turned_down=frozenset(map(at, ("tue 9:00", "tue 13:00", "tue 16:00")))), "",
     "times: tue 10:00, tue 14:00, tue 16:30"),
    ("times of one day", wish("tue 14:00", "tue 15:00"), "", "times: tue 14:00, tue 15:00"),
    ("of two times the open one", wish("tue 14:00", "tue 15:00"), "tue 14-14:30", "time: tue 15:00"),
    ("parts of one day", wish("tue 9-12", "tue 15-17"), "", "times: tue 9:00, tue 11:00, tue 16:00"),
    ("today begins after the notice", wish("mon 0-12"), "", "times: mon 10:00, mon 10:30, mon 11:00"),
    ("a time on any day", wish("14:00"), "tue", "times: mon 14:00, wed 14:00, thu 14:00"),
    ("a time in a week, as late as possible", wish("mon..fri 14:00", latest_first=True), "",
     "times: wed 14:00, thu 14:00, fri 14:00"),
]  # fmt: skip

BOUNDS = [
    ("later", wish("tue", not_before=at("tue 14:01")), "", "times: tue 14:30, tue 15:00, tue 15:30"),
    ("earlier", wish("tue", before=at("tue 14:00")), "", "times: tue 12:30, tue 13:00, tue 13:30"),
    ("earlier on any day", wish(before=at("tue 10:00")), "", "times: mon 16:30, tue 9:00, tue 9:30"),
    ("later than the day allows", wish("tue", not_before=at("tue 16:31")), "",
     "nearest: tue 16:30, wed 9:00 (outside_hours)"),
    ("between two times", wish("tue", not_before=at("tue 10:00"), before=at("tue 15:00")), "",
     "times: tue 10:00, tue 12:00, tue 14:00"),
]  # fmt: skip

VAGUE = [
    ("no preference", wish(), "", "parts: mon morning, tue afternoon"),
    ("some time this week", wish("mon..fri"), "mon", "parts: tue morning, wed afternoon"),
    ("as in the spec", wish("mon..fri"), "mon, tue 0-12", "parts: tue afternoon, wed morning"),
    ("only mornings", wish("9-12"), "", "parts: mon morning, tue morning"),
    ("not Monday", wish(none_of="mon"), "", "parts: tue morning, wed afternoon"),
    ("only afternoons are open", wish("mon..fri"), "mon 9-12, tue 9-12, wed 9-12, thu 9-12, fri 9-12",
     "parts: mon afternoon, tue afternoon"),
    ("one day is open", wish("mon..fri"), "mon, tue, wed, fri", "times: thu 9:00, thu 13:00, thu 16:00"),
    ("three times are open", wish("mon..fri"), "mon, tue 0-16, wed, thu, fri 9:30-24",
     "times: tue 16:00, tue 16:30, fri 9:00"),
    ("as late as possible", wish("mon..fri", latest_first=True), "", "parts: thu afternoon, fri afternoon"),
    ("Monday or Tuesday", wish("mon+", "tue+"), "", "parts: mon+ morning, tue+ afternoon"),
    ("in any order", wish("tue+", "mon+"), "", "parts: mon+ morning, tue+ afternoon"),
    ("two parts by name", wish("mon 9-12", "tue 12-17"), "", "parts: mon morning, tue afternoon"),
    ("one of them full", wish("mon 9-12", "tue 12-17"), "mon", "times: tue 12:00, tue 14:00, tue 16:00"),
    ("three days by name", wish("tue", "wed", "fri"), "", "parts: tue morning, wed afternoon, fri morning"),
    ("two times by name", wish("tue 14:00", "wed 15:00"), "", "times: tue 14:00, wed 15:00"),
    ("a time or a day", wish("tue 14:00", "wed"), "", "times: tue 14:00, wed 9:00"),
    ("a part is not waited for too long", wish(),
     "mon, tue 12-24, wed 12-24, thu 12-24, fri 12-24, mon+ 12-24",
     "parts: tue morning, wed morning"),
    ("a week or a day of it", wish("mon..fri", "tue"), "", "parts: mon morning, tue afternoon"),
    ("a day or half of it", wish("tue", "tue 9-12", "wed 9-12"), "",
     "parts: tue morning, tue afternoon, wed morning"),
    ("a day twice and another that is full", wish("tue", "tue 9-12", "wed"), "wed",
     "times: tue 9:00, tue 13:00, tue 16:00"),
    ("one part twice", wish("tue 9-12", "tue..wed 9-12"), "", "parts: tue morning, wed morning"),
    ("a week or a closed day", wish("mon..fri", "sat"), "", "parts: mon morning, tue afternoon"),
    ("mornings or at two", wish("9-12", "14:00"), "", "parts: mon morning, tue afternoon"),
    ("this week or next", wish("thu..fri", "mon+..fri+"), "", "parts: thu morning, mon+ afternoon"),
    ("the soonest", wish(soonest=True), "mon", "time: tue 9:00"),
    ("the soonest afternoon", wish("12-17", soonest=True), "", "time: mon 12:00"),
    ("the last one", wish("mon..fri", soonest=True, latest_first=True), "fri 16-17", "time: fri 15:30"),
]  # fmt: skip

NOTHING_FITS = [
    ("a closed day", wish("sat"), "", "nearest: fri 16:30, mon+ 9:00 (closed)"),
    ("a full day", wish("tue"), "tue", "nearest: mon 16:30, wed 9:00 (taken)"),
    ("a full afternoon", wish("tue 12-17"), "tue 12-17", "nearest: tue 11:30, wed 9:00 (taken)"),
    ("an evening", wish("tue 17-24"), "", "nearest: tue 16:30, wed 9:00 (outside_hours)"),
    ("evenings", wish("17-24"), "", "nearest: mon 16:30, tue 16:30 (outside_hours)"),
    ("a weekend", wish("sat..sun"), "", "nearest: fri 16:30, mon+ 9:00 (closed)"),
    ("a closed day or an hour of an open one", wish("sat", "tue 17-24"), "",
     "nearest: tue 16:30, mon+ 9:00 (outside_hours)"),
    ("next month", wish("mon+++++..fri+++++"), "", "nearest: mon++ 16:00, mon++ 16:30 (too_far)"),
    ("last week", wish("mon-"), "", "nearest: mon 10:00, mon 10:30 (past)"),
    ("this morning, too late", wish("mon 9-10"), "", "nearest: mon 10:00, mon 10:30 (too_soon)"),
    ("all of a day turned down", wish("tue", turned_down=frozenset([at("tue 9:00")])), "tue 9:30-17",
     "nearest: mon 16:30, wed 9:00"),
    ("two times that are taken", wish("tue 14:00", "wed 15:00"), "tue 14-14:30, wed 15-15:30",
     "nearest: tue 13:30, wed 15:30 (taken)"),
    ("later than everything", wish(not_before=at("mon++ 16:31")), "",
     "nearest: mon++ 16:00, mon++ 16:30 (too_far)"),
    ("sooner than everything", wish(before=at("mon 10:00")), "", "nearest: mon 10:00, mon 10:30 (too_soon)"),
    ("the soonest of a closed day", wish("sun", soonest=True), "", "nearest: fri 16:30, mon+ 9:00 (closed)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wished", "busy", "expected"),
    [pytest.param(*row, id=name) for name, *row in ONE_TIME + A_DAY + BOUNDS + VAGUE + NOTHING_FITS],
)
def test_what_is_said(wished, busy, expected):
    """Each wish gets the offer beside it."""
    assert answer(wished, busy) == expected
