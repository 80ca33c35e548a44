"""EDTF dates: bounds, where they are listed, and what is refused."""

import contextlib
from datetime import date as Day  # noqa: N812
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.common.dates import Date, DateError, Part, parse_date

KNOWN = [
    # text, lower, upper, days, months, span
    ("2024-02-19", "2024-02-19", "2024-02-19", ("2024-02-19",), ("2024-02",), "2024"),
    ("2024-02-19~", "2024-02-19", "2024-02-19", ("2024-02-19",), ("2024-02",), "2024"),
    ("2024-02", "2024-02-01", "2024-02-29", (), ("2024-02",), "2024"),
    ("2024-02-XX", "2024-02-01", "2024-02-29", (), ("2024-02",), "2024"),
    ("2024", "2024-01-01", "2024-12-31", (), (), "2024"),
    ("2024-XX-XX", "2024-01-01", "2024-12-31", (), (), "2024"),
    ("1998?", "1998-01-01", "1998-12-31", (), (), "1998"),
    ("1998%", "1998-01-01", "1998-12-31", (), (), "1998"),
    ("199X", "1990-01-01", "1999-12-31", (), (), "199x"),
    ("19XX", "1900-01-01", "1999-12-31", (), (), ""),
    ("2024-21", "2024-03-01", "2024-05-31", (), (), "2024"),
    ("2024-24", "2024-12-01", "2025-02-28", (), (), "202x"),
    ("2024-06/2024-07", "2024-06-01", "2024-07-31", (), ("2024-06", "2024-07"), "2024"),
    ("2024-06/2024-08", "2024-06-01", "2024-08-31", (), (), "2024"),
    ("2024-06-19/2024-12", "2024-06-19", "2024-12-31", (), (), "2024"),
    ("[2024-06-19..2024-12-31]", "2024-06-19", "2024-12-31", (), (), "2024"),
    ("9999-12-31", "9999-12-31", "9999-12-31", ("9999-12-31",), ("9999-12",), "9999"),
    ("9999-12", "9999-12-01", "9999-12-31", (), ("9999-12",), "9999"),
    ("00XX", "0001-01-01", "0099-12-31", (), (), ""),
    ("[2024-01-01,2024-03-01,2024-05-01]", "2024-01-01", "2024-05-01", ("2024-01-01", "2024-03-01", "2024-05-01"), (), "2024"),
    ("2024-06-19/2024", "2024-06-19", "2024-12-31", (), (), "2024"),
    ("1998/2003", "1998-01-01", "2003-12-31", (), (), ""),
    ("2024-06-19/..", "2024-06-19", "", (), (), ""),
    ("2024-02-28/2024-03-01", "2024-02-28", "2024-03-01", ("2024-02-28", "2024-02-29", "2024-03-01"),
     ("2024-02", "2024-03"), "2024"),
    ("[2024-02-18,2024-02-19]", "2024-02-18", "2024-02-19", ("2024-02-18", "2024-02-19"), ("2024-02",), "2024"),
    ("[2024-01-31, 2024-02-01]", "2024-01-31", "2024-02-01", ("2024-01-31", "2024-02-01"),
     ("2024-01", "2024-02"), "2024"),
    ("[1998,1999]", "1998-01-01", "1999-12-31", (), (), "199x"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lower", "upper", "days", "months", "span"), KNOWN)
def test_bounds_and_listing(text: str, lower: str, upper: str, days: Any, months: Any, span: str) -> None:
    date = parse_date(text)
    assert (date.edtf, date.lower, date.upper) == (text, lower, upper)
    assert (date.days, date.months, date.span) == (days, months, span)


REFUSED = [
    ("2023-02-29", "no day of the calendar"),
    ("2024-13", "no month 13"),
    ("2024-00", "no month 00"),
    ("2024-01-00", "no day of the calendar"),
    ("2024-07/2024-06", "ends before it begins"),
    ("/2024", "no interval with a beginning"),
    ("2024/2025/2026", "no interval"),
    ("[..2024]", "no interval with a beginning"),
    ("[2024-07..2024-06]", "ends before it begins"),
    ("199X-02", "leaves out the larger unit"),
    ("2024-XX-05", "leaves out the larger unit"),
    ("2024-21-05", "no day of the calendar"),
    ("0000", "year 0"),
    ("[]", "is no date"),
    ("yesterday", "is no date"),
    ("", "is no date"),
    ("２０２４-02-19", "is no date"),
    ("2024-02-19T25:00", "no day of the calendar"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(DateError, match=words) as error:
        parse_date(text)
    assert error.value.hint


@pytest.mark.parametrize("text", ["2024-02-19T08:30:00+08:00", "2024-02-19 08:30:00 +0800", "2024-02-19T08:30Z"])
def test_times_of_other_generators(text: str) -> None:
    date = parse_date(text)
    assert date.lower == date.upper == "2024-02-19"
    assert date.time.startswith("08:30")


def test_only_one_certain_day_is_certain() -> None:
    assert not parse_date("2024-02-19").uncertain
    assert all(parse_date(text).uncertain for text in ("2024-02-19~", "2024-02", "[2024-02-18,2024-02-19]"))


plain = st.one_of(
    st.dates(Day(1600, 1, 1), Day(2400, 1, 1)).map(Day.isoformat),
    st.dates(Day(1600, 1, 1), Day(2400, 1, 1)).map(lambda day: day.isoformat()[:7]),
    st.integers(1600, 2400).map(str),
)
coarse = st.one_of(
    st.integers(160, 240).map(lambda decade: f"{decade}X"),
    st.integers(16, 24).map(lambda century: f"{century}XX"),
    st.builds(lambda year, season: f"{year}-{season}", st.integers(1600, 2400), st.integers(21, 24)),
)
qualified = st.builds(str.__add__, plain, st.sampled_from(["", "?", "~", "%"]))
forms = st.one_of(
    qualified,
    coarse,
    st.lists(plain, min_size=2, max_size=4).map(lambda items: f"[{','.join(items)}]"),
    st.builds(lambda first, last: f"{first}/{last}", qualified, qualified),
)


@given(forms)
def test_bounds_are_those_of_the_edtf_library(text: str) -> None:
    from edtf import parse_edtf

    try:
        date = parse_date(text)
    except DateError as error:
        assert "ends before it begins" in str(error)  # noqa: PT017 - the only form here that may be wrong
        return
    if "-24" in text and any(part and part.month == 24 for part in date.parts):
        return  # the library ends a winter in the December in which it begins
    second = parse_edtf(text)
    assert date.lower == "{:04}-{:02}-{:02}".format(*second.lower_strict()[:3])
    assert date.upper == "{:04}-{:02}-{:02}".format(*second.upper_strict()[:3])


@given(forms)
def test_every_date_is_listed_somewhere_within_its_bounds(text: str) -> None:
    try:
        date: Date = parse_date(text)
    except DateError:
        return
    assert date.lower <= date.upper
    assert len(date.months) <= 2
    assert all(date.lower <= day <= date.upper for day in date.days)
    assert all(date.lower[:7] <= month <= date.upper[:7] for month in date.months)
    if date.days and date.months:
        assert {day[:7] for day in date.days} == set(date.months)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    with contextlib.suppress(DateError):
        assert parse_date(text).lower


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024-02-19", ["2024"]),
        ("1998-12/1999-01", ["1998", "1999"]),
        ("199X", [f"199{n}" for n in range(10)]),
        ("19XX", [f"190{n}" for n in range(10)]),
        ("1989/2003", [*(f"198{n}" for n in range(9, 10)), *(f"199{n}" for n in range(9))]),
        ("0999/1001", ["0999", "1000", "1001"]),
        ("2024-06-19/..", ["2024"]),
        ("[2019-12-31,2021-01-01]", ["2019", "2020", "2021"]),
    ],
)
def test_the_years_of_a_span(text: str, years: list[str]) -> None:
    assert list(parse_date(text).years) == years


USUAL = [
    ("2010-2-3", "2010-02-03"),
    ("2010/12/03", "2010-12-03"),
    ("2010.12.3", "2010-12-03"),
    ("20101203", "2010-12-03"),
    ("20101203T10:20:30", "2010-12-03T10:20:30"),
    ("2010年12月3日", "2010-12-03"),
    ("2010 年 2 月 3 日", "2010-02-03"),
    ("2010年12月3日（星期五）", "2010-12-03"),
    ("2010年12月3日 08:30", "2010-12-03T08:30"),
    ("二〇一〇年十二月三日", "2010-12-03"),
    ("一九九八年一月二十一日", "1998-01-21"),
    ("1998年十月三十日", "1998-10-30"),
    ("2010年12月", "2010-12"),
    ("2010年", "2010"),
    ("3 December 2010", "2010-12-03"),
    ("3rd of December, 2010", "2010-12-03"),
    ("3. Dec. 2010", "2010-12-03"),
    ("03-Dec-2010", "2010-12-03"),
    ("December 3, 2010", "2010-12-03"),
    ("Dec. 3, 2010", "2010-12-03"),
    ("DECEMBER 3rd 2010", "2010-12-03"),
    ("Friday, December 3, 2010", "2010-12-03"),
    ("Sept. 5, 1898", "1898-09-05"),
    ("December 2010", "2010-12"),
    ("2013-12-04 4:26:11 -0400", "2013-12-04T04:26:11-04:00"),
    ("2013-12-04 04:26:11 +0800", "2013-12-04T04:26:11+08:00"),
    ("2013-12-04T04:26:11 UTC-03:00", "2013-12-04T04:26:11-03:00"),
    ("2013-12-04 04:26 GMT+8", "2013-12-04T04:26+08:00"),
    ("2013-12-04 04:26 UTC", "2013-12-04T04:26Z"),
    ("2013-12-04 4:26 PM", "2013-12-04T16:26"),
    ("2013-12-04, 12:05 a.m.", "2013-12-04T00:05"),
    ("December 4, 2013 at 4:26 pm EST", "2013-12-04T16:26-05:00"),
    ("Fri, 03 Dec 2010 04:26:11 -0400", "2010-12-03T04:26:11-04:00"),
    ("Fri Dec 03 2010 04:26:11 GMT-0400 (Eastern Daylight Time)", "2010-12-03T04:26:11-04:00"),
    ("13/12/2010", "2010-12-13"),
    ("12/13/2010", "2010-12-13"),
    ("12/12/2010", "2010-12-12"),
    ("3.12.2010", "2010-12-03"),
]


@pytest.mark.parametrize(("written", "meant"), USUAL)
def test_dates_in_the_usual_forms(written: str, meant: str) -> None:
    assert parse_date(written) == parse_date(meant)
    assert parse_date(written).edtf == meant


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("03/12/2010", "may be one day or another"),
        ("3-12-2010", "may be one day or another"),
        ("31 November 2010", "no day of the calendar"),
        ("2010-13-3", "no day of the calendar"),
        ("2010-12-03 25:00", "no day of the calendar"),
        ("December 3, 2010 25:00", "no such time of day"),
        ("2010-12-03 13:00 pm", "there is no hour"),
        ("2010-12-03 10:00 CST", "time zone “CST” is not known"),
        ("2010-12-03 10:00 +99:00", "no day of the calendar"),
        ("2010-12-03 10:00 UTC+99", "no such time zone"),
        ("2010/11", "is no date"),
        ("the 3rd", "is no date"),
        ("Smarch 3, 2010", "is no date"),
    ],
)
def test_what_may_be_two_dates_or_none_is_an_error(written: str, words: str) -> None:
    with pytest.raises(DateError, match=words):
        parse_date(written)


def test_the_instant_at_which_a_date_begins() -> None:
    starts = {
        "2024-02-19": "2024-02-19", "2024-02": "2024-02-01", "199X": "1990-01-01", "2024-02-19T08:00": "2024-02-19T08:00:00",
        "2024-02-19T04:00+08:00": "2024-02-18T20:00:00", "2024-02-19 22:30:01 -0400": "2024-02-20T02:30:01",
        "2024-02-19T08:00Z": "2024-02-19T08:00:00", "0001-01-01T00:00+08:00": "0001-01-01T00:00:00",
    }  # fmt: skip
    assert {text: parse_date(text).start for text in starts} == starts


def test_the_time_of_publication_is_kept_where_its_zone_is_known() -> None:
    assert parse_date("2013-12-04 4:26:11 -0400").published == "2013-12-04T04:26:11-04:00"
    assert parse_date("2013-12-04 4:26:11").published == "2013-12-04"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1998-12/1999-01", ("1998-12", "1999-01")),
        ("1998-11/1998-12", ("1998-11", "1998-12")),
        ("1998-11/1999-01", ()),
        ("1998-01/1999-01", ()),
        ("1998-12-31/1999-01-01", ("1998-12", "1999-01")),
    ],
)
def test_the_months_of_a_span(text: str, months: tuple[str, ...]) -> None:
    assert tuple(parse_date(text).months) == months


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "/2024-06",
            "“/2024-06” is no interval with a beginning",
            "write 2024-06/2024-07, [2024-06-05..2024-07-01], or",
        ),
        ("2024-07/2024-06", "“2024-07/2024-06” ends before it begins", "begin with 2024-06"),
        ("2024-13/2024-14", "“2024-13/2024-14”: there is no month 13", "write 2024-02-19, 2024-02"),
        ("2024-06/2024-13", "“2024-06/2024-13”: there is no month 13", "write 2024-02-19, 2024-02"),
        ("0000", "“0000”: the year 0 is not supported", "write 2024-02-19, 2024-02"),
        ("2024-13", "“2024-13”: there is no month 13", "write 2024-02-19, 2024-02"),
        ("[2024-02-18,2024-13]", "“[2024-02-18,2024-13]”: there is no month 13", "write 2024-02-19, 2024-02"),
        ("2024-21-05~", "“2024-21-05~”: a season has no day", "write 2024-02-19, 2024-02"),
        ("2024-02-00~", "“2024-02-00~”: there is no day 00", "write 2024-02-19, 2024-02"),
        ("[2024", "“[2024” is no date", "write 2024-02-19, 2024-02"),
        ("2024]", "“2024]” is no date", "write 2024-02-19, 2024-02"),
        ("[20240", "“[20240” is no date", "write 2024-02-19, 2024-02"),
        ("02024]", "“02024]” is no date", "write 2024-02-19, 2024-02"),
        ("2024-01-x9", "“2024-01-x9” is no date", "write 2024-02-19, 2024-02"),
    ],
)
def test_what_is_wrong_with_a_date_is_said_of_the_whole(text: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as error:
        parse_date(text)
    assert str(error.value) == message
    assert error.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("2024-06/2024-06", "2024-06-01", "2024-06-30"),
        ("2024-06-19/", "2024-06-19", ""),
        ("2024-06-19/..", "2024-06-19", ""),
        ("0001", "0001-01-01", "0001-12-31"),
    ],
)
def test_the_ends_of_an_interval(text: str, lower: str, upper: str) -> None:
    date = parse_date(text)
    assert (date.lower, date.upper) == (lower, upper)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2024", "one"),
        ("[2024]", "one"),
        ("[2024-02-18,2024-02-19]", "set"),
        ("[2024,2025,2026]", "set"),
        ("2024/2025", "interval"),
        ("[2024-01-01..2024-02-01]", "interval"),
    ],
)
def test_the_form_of_a_date(text: str, form: str) -> None:
    assert parse_date(text).form == form


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024-12-19", [Part("2024", 12, 19)]),
        ("2024-12-19T08:00:00Z", [Part("2024", 12, 19)]),
        ("2024-12-19 08:00", [Part("2024", 12, 19)]),
        ("2024-12-19~", [Part("2024", 12, 19, "~")]),
        ("2024-12", [Part("2024", 12)]),
        ("[2024-12-19,2025]", [Part("2024", 12, 19), Part("2025")]),
        ("2024/..", [Part("2024"), None]),
    ],
)
def test_the_parts_of_a_date(text: str, parts: list[Part | None]) -> None:
    assert list(parse_date(text).parts) == parts
