"""When a page was printed: names, folders and mastheads of many forms. What is certain is right; the rest says so."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.archive.authorities import NameIndex
from site_builder.common.dates import parse_date
from site_builder.importers.base import Imported, ImportOptions, InputFile
from site_builder.importers.calendars import dates_in
from site_builder.importers.file_names import name_of_page, read_name
from site_builder.importers.pagetext.importer import read
from site_builder.importers.pagetext.mastheads import find_mastheads, kinds_of
from tests.importers.test_laws import growth

TODAY = "2026-11-21"
ENGLISH = "\n\nBRIDGE OPENS AFTER TWO YEARS\n\nThe new bridge over the Clear River was opened by the mayor yesterday.\n"
CHINESE = "\n\n本报讯（记者 王小明）清河大桥昨天通车，市长走过了大桥。\n"


def imported(folder: Path, name: str, text: str, **options: str | bool) -> Imported:
    """The page of a file with this name, which may hold folders, and this text."""
    file = folder / f"{name}.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    given = InputFile(file, name_of_page(file, folder))
    return read(given, ImportOptions(latest=TODAY, **options), NameIndex(()))[0]  # type: ignore[arg-type]


# (name with folders, text before the first article, the certain date or "" for none that is certain, EDTF if uncertain)
NAMED = [
    ("1998-01-16/01", "1998-01-16"),
    ("1998/01/16/03", "1998-01-16"),
    ("1998/0116/03", "1998-01-16"),
    ("1998/01-16/03", "1998-01-16"),
    ("1998-01/16/03", "1998-01-16"),
    ("199801/16/03", "1998-01-16"),
    ("1998年/1月/16日/03", "1998-01-16"),
    ("1998年1月16日/3", "1998-01-16"),
    ("19980116/3", "1998-01-16"),
    ("rb19980109-03", "1998-01-09"),
    ("courier18760314-01", "1876-03-14"),
    ("People's Daily 1998年1月9日 第3版", "1998-01-09"),
    ("人民日报1998年01月09日第03版", "1998-01-09"),
    ("sn83030214_1876-03-14_ed-1_seq-2", "1876-03-14"),
    ("1876-03-14_p2", "1876-03-14"),
    ("1876.03.14", "1876-03-14"),
    ("Times 5 June 1832 p3", "1832-06-05"),
    ("The_Times_1832_06_05", "1832-06-05"),
    ("NYT, March 12, 1868", "1868-03-12"),
    ("12-Mar-1868-p1", "1868-03-12"),
    ("16.1.1998", "1998-01-16"),
    ("民国26年7月8日 第二版", "1937-07-08"),
    ("民國二十六年七月八日", "1937-07-08"),
    ("昭和16年12月8日", "1941-12-08"),
    ("courier/1876/1876-03-14", "1876-03-14"),
    ("16010102", "1601-01-02"),
    ("16_01_1998", "1998-01-16"),
    ("人民日报_1998_1_9_3", "1998-01-09"),
    ("batch_20150312/courier18760314-01", "1876-03-14"),
    ("sn83030214/1876-03-14/ed-1/seq-2/ocr", "1876-03-14"),
]
UNSURE_NAMES = [
    ("2014/01", "2014"),
    ("1998/01/16", "1998-01"),  # the sixteenth day, or the sixteenth page
    ("1998-01/rb16", "1998-01"),
    ("1998-01", "1998-01"),
    ("courier-1876", "1876?"),
    ("fonds-1765-003", "1765?"),
    ("01-02-1998", "[1998-01-02,1998-02-01]"),
    ("1876-03-14_1876-03-21", "[1876-03-14,1876-03-21]"),
    ("1998-01-16/rb19980109-03", "[1998-01-09,1998-01-16]"),
    ("2023-04-15/rb19980109-03", "[1998-01-09,2023-04-15]"),
    ("2023/courier_1876", "[1876,2023]"),
    ("光緒二年三月十四日", "1876/1877"),
    ("9-15 January 1998", "1998-01-15?"),
    ("1998年1月9日-15日", "1998-01-09?"),
]
SILENT_NAMES = ["0001", "page-3", "20241399", "sn83030214", "000_1da0b948e40103ae", "15980314", "20990101", "19980230",
                "scan_20230415_p3", "IMG_20230415_120301", "download 2023-04-15", "扫描20230415", "20230415_121314", "batch_20150312_p1", "rb98010903", "1998010903"]  # fmt: skip
MASTHEADS = [
    ("Saturday, March 21, 1987 Price 18p", "1987-03-21"),
    ("The Harbour Courier Vol. LXII No. 14\nSaturday, March 21, 1987 Price 18p", "1987-03-21"),
    ("THE BOSTON GAZETTE, MONDAY, MARCH 12, 1770", "1770-03-12"),
    (
        "The New-York Times.\nVOL. XXIII.—NO. 7,120.\n\nNEW-YORK, WEDNESDAY, JULY 29, 1874.\nPRICE FOUR CENTS.",
        "1874-07-29",
    ),
    ("No. 4,321. LONDON, TUESDAY, JUNE 5, 1832. PRICE 7d.", "1832-06-05"),
    ("The London Gazette.\nFrom Saturday March 10. to Monday March 12. 1722", "1722-03-10/1722-03-12"),
    ("From SATURDAY, December 29, to TUESDAY, January 1. 1722.", "1722-12-29/1723-01-01"),
    ("THE DAILY COURANT.\nMonday, March 12. 1721-2.", "1722-03-12"),
    ("THE DAILY COURANT.\nMonday, March 12. 1721.", "1722-03-12"),  # the Old Style's year, by the weekday
    ("Vossische Zeitung Nr. 62 Morgen-Ausgabe\nDienstag, den 14. März 1876", "1876-03-14"),
    ("Le Figaro\nMardi 14 mars 1876", "1876-03-14"),
    ("LE TEMPS\nSamedi 1er janvier 1870 10e Année", "1870-01-01"),
    ("El Imparcial\nMartes 14 de marzo de 1876", "1876-03-14"),
    ("Het Handelsblad No. 12\nDinsdag 14 maart 1876", "1876-03-14"),
    ("Corriere della Sera\nMartedì 14 marzo 1876", "1876-03-14"),
    ("2024年2月19日 星期一 第3版", "2024-02-19"),
    ("人民日报\n1998年1月9日 星期五 农历丁丑年十二月十一\n第18000期（代号1-1）", "1998-01-09"),
    ("人民日报 1998年1月9日 第3版", "1998-01-09"),
    ("第3版 国际新闻\n\n1998年1月9日 星期五", "1998-01-09"),
    ("1 9 9 8 年 1 月 9 日 星 期 五 第 3 版", "1998-01-09"),
    ("一九九八年一月九日 星期五", "1998-01-09"),
    ("１９９８年１月９日 星期五", "1998-01-09"),
    ("申報\n中華民國二十六年七月八日 星期四 第三千號", "1937-07-08"),
    ("大阪朝日新聞 昭和16年12月8日 月曜日", "1941-12-08"),
    ("Friday 9/1/1998 Page 3", "1998-01-09"),
    ("Page 3\nThe Harbour Courier, Friday, January 9, 1998", "1998-01-09"),
    ("THE TIMES FRIDAY JANUARY 9 1998", "1998-01-09"),
    ("Friday 9th January 1998   No. 65,782   35p", "1998-01-09"),
    ("12    THE HARBOUR COURIER    FRIDAY, JANUARY 9, 1998", "1998-01-09"),
    ("A12   Fri., Jan. 9, 1998   The Daily News", "1998-01-09"),
    ("Sports & Games  Friday, January 9, 1998  Page 12", "1998-01-09"),
    ("综合新闻  1998年1月9日 星期五  第3版", "1998-01-09"),
    ("人民日报1998年1月9日第3版", "1998-01-09"),
    ("出版日期：1998年1月9日 总第18000期", "1998-01-09"),
    ("The Courier\n(ESTABLISHED MARCH 1, 1826.)\nFRIDAY, JANUARY 9, 1998. PRICE 1½d.", "1998-01-09"),
    ("SUPPLEMENT TO THE TIMES, FRIDAY, JANUARY 9, 1998", "1998-01-09"),
]
UNSURE_MASTHEADS = [
    ("THE DAILY COURANT. Numb. 12.\nMarch 12. 1722", "[1722-03-12,1723-03-12]"),  # no weekday to tell the year
    ("THE TIMES, FRIDAY, MARCH 14, 1878. No. 7", "1878-03-14?"),  # it was a Thursday: one of the two is misread
    ("The Courier Page 3 4/3/1998", "[1998-03-04,1998-04-03]"),
    ("申報 光緒二年三月十四日 第三千號", "1876/1877"),
    (
        "The Courier No. 7, Friday, January 9, 1998\nThe Courier No. 7, Saturday, January 10, 1998",
        "[1998-01-09,1998-01-10]",
    ),
]
NO_MASTHEAD = [
    "1997年1月26日，《青岛晚报》一版\n刊登了一则题为新茶上市的消息，\n很多人看了。",
    "1997年1月26日，市长来到青岛。",
    "1997年1月26日《青岛晚报》一版\n刊登了一则消息。",
    "LONDON, June 5, 1832.\nThe bridge was opened.",
    "Saturday, March 21, 1987\nwas a day that nobody in the town will forget.",
    "On Monday, March 12, 1770, a great many people came to the Old South.",
    "The town was founded on Friday, January 9, 1998",
    "Boston, Monday, March 12, 1770.\nDear Sir, I write to you of the bridge.",
    "March 12, 1770\nDear Sir, I write to you of the bridge.",
    "本报讯 1998年1月9日，清河大桥通车。",
    "In 1987 the harbour was closed.",
    "1997, 1月23日",
    "FROM THE BOSTON GAZETTE, MARCH 12, 1770.",
    "本报讯 1998年1月9日 星期五",
    "会议时间 1998年1月9日 星期五",
    "24 Elm Street, March 12, 1868.\nDear Sir, I write of the bridge.",
    "No. 10 Downing Street, Friday, January 9, 1998.\nDear Sir, I write of the bridge.",
    "No. II. March 12, 1788.\nTo the people of the state.",
    "Mayor Opens Bridge March 21, 1987 12",
    "Two Ships Lost Friday, January 9, 1998 Page 3",
    "See Page 3 Friday, January 9, 1998",
    "GRAND SALE, SATURDAY, MARCH 28, 1987",
    "The fair is open January 9-15, 1998",
    "农历1998年1月9日 星期五",
]


@pytest.mark.parametrize(("name", "expected"), NAMED)
def test_a_day_in_the_name(tmp_path: Path, name: str, expected: str) -> None:
    page = imported(tmp_path, name, CHINESE)
    assert page.date
    assert (page.date.edtf, page.date.certain, page.date.doubts) == (expected, True, ())
    assert page.drafts[0].name.startswith(expected.replace("-", "/") + "/")


@pytest.mark.parametrize(("name", "expected"), UNSURE_NAMES)
def test_less_than_a_day_in_the_name(tmp_path: Path, name: str, expected: str) -> None:
    page = imported(tmp_path, name, CHINESE)
    assert page.date
    assert (page.date.edtf, page.date.certain) == (expected, False)
    assert page.date.doubts
    assert page.drafts[0].name.startswith("undated/")
    assert page.drafts[0].front.doubts
    assert parse_date(page.date.edtf).lower


@pytest.mark.parametrize("name", SILENT_NAMES)
def test_names_that_say_nothing(tmp_path: Path, name: str) -> None:
    (problem,) = imported(tmp_path, name, CHINESE).problems
    assert "nothing says when the page was printed" in problem.message
    page = imported(tmp_path, name, CHINESE, undated=True)
    assert page.date
    assert (page.date.edtf, page.date.certain) == ("[1600..2026]", False)
    assert parse_date(page.date.edtf).upper == "2026-12-31"


@pytest.mark.parametrize(("masthead", "expected"), MASTHEADS)
def test_a_day_in_the_masthead(tmp_path: Path, masthead: str, expected: str) -> None:
    for text in (masthead + ENGLISH, masthead + CHINESE):
        page = imported(tmp_path, "x", text)
        assert page.date
        assert (page.date.edtf, page.date.certain, page.date.origin) == (expected, True, "masthead")
        assert page.page
        assert page.page.furniture[0].lines == (f"1-{masthead.count(chr(10)) + 1}" if "\n" in masthead else "1",)
        date = parse_date(expected)
        shared = [a for a, b in zip(date.lower.split("-"), date.upper.split("-"), strict=True) if a == b]
        folder = "/".join(shared) if date.lower[:4] == date.upper[:4] else "undated"
        assert page.drafts[0].name.startswith(folder + "/")


@pytest.mark.parametrize(("masthead", "expected"), UNSURE_MASTHEADS)
def test_a_masthead_of_several_readings(tmp_path: Path, masthead: str, expected: str) -> None:
    page = imported(tmp_path, "x", masthead + ENGLISH)
    assert page.date
    assert (page.date.edtf, page.date.certain) == (expected, False)
    assert page.date.doubts
    assert page.drafts[0].name.startswith("undated/x/")


@pytest.mark.parametrize("text", NO_MASTHEAD)
def test_what_is_no_masthead_stays_in_the_text_and_dates_nothing(tmp_path: Path, text: str) -> None:
    for page in (imported(tmp_path, "x", text + CHINESE, undated=True), imported(tmp_path, "y", text, undated=True)):
        assert page.page
        assert not page.page.furniture
        assert page.date
        assert not page.date.certain
        assert sum(draft.text.count(text[-4:]) for draft in page.drafts)
    assert imported(tmp_path, "rb19980122-11", text).drafts[0].name.startswith("1998/01/22/")


@pytest.mark.parametrize(
    ("name", "masthead", "certain", "edtf"),
    [
        ("rb19980109-03", "1998年1月9日 星期五 第3版", True, "1998-01-09"),
        ("rb19980109-03", "1998年1月16日 星期五 第3版", False, "[1998-01-09,1998-01-16]"),
        ("1998-01-09/03", "1998年1月9日 星期五", True, "1998-01-09"),
        ("1998/03", "1998年1月9日 星期五", True, "1998-01-09"),
        ("1997/03", "1998年1月9日 星期五", False, "[1997,1998-01-09]"),
        ("fonds-1765-003", "1998年1月9日 星期五", True, "1998-01-09"),  # a number in a name is no year
        ("scan 2023-04-15", "1998年1月9日 星期五", True, "1998-01-09"),
        ("01-09-1998", "1998年1月9日 第3版", True, "1998-01-09"),
        ("01-09-1998", "1998年1月10日 第3版", False, "[1998-01-09,1998-01-10,1998-09-01]"),
        ("rb19980109-03", "1998年1月9日 星期四 第3版", True, "1998-01-09"),  # two that agree, a weekday misread
        ("gazette 1722-03-12", "The London Gazette.\nFrom Saturday March 10. to Monday March 12. 1722", True, "1722-03-10/1722-03-12"),
        ("申報 1876-04-08", "申報 光緒二年三月十四日 第三千號", True, "1876-04-08"),
        ("申報 1886-04-08", "申報 光緒二年三月十四日 第三千號", False, "1886-04-08?"),
    ],
)  # fmt: skip
def test_name_and_masthead(tmp_path: Path, name: str, masthead: str, certain: bool, edtf: str) -> None:
    page = imported(tmp_path, name, masthead + CHINESE)
    assert page.date
    assert (page.date.edtf, page.date.certain) == (edtf, certain)
    assert bool(page.date.doubts) is not certain


def test_a_dispatch_of_a_later_day_throws_doubt_on_the_date(tmp_path: Path) -> None:
    late = "新华社北京1月15日电（记者 李大江）雨下了一天。\n"
    page = imported(tmp_path, "rb19980109", late)
    assert page.date
    assert (page.date.edtf, page.date.certain) == ("1998-01-09?", False)
    assert "1月15日电" in page.date.doubts[0].translated(str)
    before = imported(tmp_path, "rb19980102", "新华社北京12月31日电（记者 李大江）雨下了一天。\n")
    assert before.date
    assert before.date.certain


def test_a_day_long_after_the_date_is_a_doubt(tmp_path: Path) -> None:
    page = imported(tmp_path, "rb19980109", "本报讯（记者 王小明）2008年8月8日，大桥通车了。\n")
    assert page.date
    assert (page.date.edtf, page.date.certain) == ("1998-01-09", True)
    assert "2008年8月8日" in page.drafts[0].front.doubts[0].text


def test_a_given_date_stands_and_what_the_page_says_otherwise_is_a_doubt(tmp_path: Path) -> None:
    page = imported(tmp_path, "rb19980109", "1998年1月9日 星期五" + CHINESE, date="1998-01-10")
    assert page.date
    assert (page.date.edtf, page.date.certain, page.date.origin) == ("1998-01-10", True, "--date")
    assert "1998" in page.date.doubts[0].translated(str)
    for name, doubts in (("2014/x", 1), ("1998/x", 0), ("1998-01/x", 0), ("1998-02/x", 1), ("x", 0)):
        found = imported(tmp_path, name, CHINESE, date="1998-01-10").date
        assert found
        assert len(found.doubts) == doubts
    for date, folder in (("1998-01", "1998/01"), ("1998?", "undated/x"), ("199X", "undated/x"), ("1998", "1998")):
        assert imported(tmp_path, "x", CHINESE, date=date).drafts[0].name.startswith(folder + "/")


def test_the_text_dates_nothing(tmp_path: Path) -> None:
    text = "记者从河务局获悉，1997年1月26日大桥通车，1月23日试车。\n"
    assert imported(tmp_path, "x", text).problems
    page = imported(tmp_path, "x", text, undated=True)
    assert "1997年1月26日" in page.drafts[0].front.doubts[1].text
    assert page.drafts[0].front.date == "[1600..2026]"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("1998-01-16/01", "01"), ("19980116/3", "3"), ("rb19980109-03", "03"), ("1876-03-14_p2", "2"), ("2014/01", ""),
        ("sn83030214_1876-03-14_ed-1_seq-2", "2"), ("人民日报1998年01月09日第03版", "03"), ("19980109A03", "A03"),
        ("1998-01-16", ""), ("0001", ""), ("1998/01/16/A2", "A2"), ("rb19980109-03-final", "03"), ("edition-3", ""),
        ("sn83030214/1876-03-14/ed-1/seq-2/ocr", "2"), ("人民日报_1998_1_9_3", "3"),
    ],
)  # fmt: skip
def test_the_page_number_in_the_name(name: str, page: str) -> None:
    assert read_name(name).page == page


@pytest.mark.parametrize(
    ("file", "base", "name"),
    [
        ("d/1998-01-16/01.txt", "d", "1998-01-16/01"),
        ("d/1998-01-16/01.txt", "d/1998-01-16", "1998-01-16/01"),
        ("d/1998/01/16/01.txt", "d/1998/01/16", "1998/01/16/01"),
        ("d/1998/01/16/01.txt", "d/1998", "1998/01/16/01"),
        ("d/2023/rb19980109-03.txt", "d/2023", "rb19980109-03"),
        ("d/12/3.txt", "d/12", "3"),
        ("d/2014/01.txt", "d/2014", "2014/01"),
        ("d/deep/q.TXT", "d", "deep/q"),
    ],
)
def test_the_name_of_a_page_keeps_the_folders_that_say_when(file: str, base: str, name: str) -> None:
    assert name_of_page(Path("/x") / file, Path("/x") / base) == name


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The bridge was opened.", "", "- 3 -"], [(3, 3)]),
        (["12", "", "The bridge was opened."], [(1, 1)]),
        (["Tea 12", "10", "11", "12"], []),  # a table at the end
        (["The bridge was opened.", "", "The Harbour Courier, Friday, January 9, 1998", "Page 3"], [(3, 4)]),
        (["The bridge was opened.", "", "The Boston Gazette, March 12, 1770."], []),  # where it was reprinted from
        (["The bridge was opened.", "", "Friday, January 9, 1998"], []),  # a letter ends so
        (["HARD TIMES AHEAD", "", "The bridge was opened."], []),
        (["World News", "", "The bridge was opened."], []),
        (["The bridge was opened.", "Friday, January 9, 1998 Page 3", "The mayor came."] * 4, []),
        (["编辑部召开座谈会", "", "新茶上市了。"], []),
        ([], []),
    ],
)
def test_where_a_masthead_stands(lines: list[str], expected: list[tuple[int, int]]) -> None:
    assert [(one.first, one.last) for one in find_mastheads(lines)] == expected


def test_no_day_after_today() -> None:
    assert not dates_in("2026年11月22日", latest=TODAY)
    assert dates_in("2026年11月21日", latest=TODAY)[0].days == (TODAY,)


@pytest.mark.parametrize("text", ["1998年1月9日 ", "March 12, 1868 to ", "From March ", "1-1-", "12 ", "民国一", "A "])
def test_time_grows_with_a_line_of_dates_and_no_faster(text: str) -> None:
    assert growth(lambda line: dates_in(line, packed=True), text * (60_000 // len(text))) < 9


BITS = st.sampled_from(["1998", "-", "/", "01", "9", "16", "March", " ", ".", "年", "月", "日", "民国", "光緒", "昭和", "From", "to", "Monday", "12", "_", "p3",
                        "第", "版", "1721-2", "scan", "Vol. X", "No. 7", "THE TIMES", "，", "星期五", "1/2/1998", "٣", "²", "十", "Ⅷ", "\n", "x"])  # fmt: skip


@example("1721-201٣")
@example("19٩٨-01")
@given(st.lists(BITS, max_size=12).map("".join) | st.text(max_size=40))
def test_nothing_crashes_and_a_certain_day_is_one_of_the_calendar(text: str) -> None:
    named = read_name(text.replace("\n", ""), latest=TODAY)
    for found in (*named.days, *dates_in(text, packed=True, latest=TODAY)):
        assert parse_date(found.edtf)
        assert found.words or found.interval
    assert not named.part or parse_date(named.part)
    kinds_of(text)
    for one in find_mastheads(text.split("\n")):
        assert 1 <= one.first <= one.last
    for sure in (found for found in named.days if found.certain):
        assert "1600-01-01" <= sure.days[0] <= TODAY
