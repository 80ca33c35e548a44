"""Documents for the tests of search: the real page texts, cut where a line is blank."""

import re
from collections.abc import Iterator
from pathlib import Path

from site_builder.search.document import Document

PAGES = Path(__file__).parents[2] / "seeds" / "pages"
ENGLISH = (
    "Runners were running a race in the Café Zürich",
    "She runs the archive; the university holds universal rights. PM2.5 fell 10 % in 2024.",
    "The EGO-Park project (20GW) co-operates with 天合光能 in Xining.",
)


def seed_texts() -> list[tuple[str, ...]]:
    """The seed pages as runs of some paragraphs each."""
    texts = []
    for page in sorted(PAGES.glob("*.txt")):
        blocks = re.split(r"\n\s*\n", page.read_text(encoding="utf-8"))
        paragraphs = [block.replace("\n", "").strip() for block in blocks if block.strip()]
        texts += [tuple(paragraphs[i : i + 5]) for i in range(0, len(paragraphs), 5)]
    return texts


def make(
    number: int,
    texts: tuple[str, ...],
    *,
    language: str = "zh-Hans",
    title: str = "",
    date: str = "",
    date_end: str = "",
) -> Document:
    """A document of these paragraphs."""
    date = date or f"20{10 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    title = title or texts[0][:18]
    section = ("经济", "要闻", "Economy")[number % 3]
    return Document(
        href=f"{date.replace('-', '/')}/{number}.html",
        language=language,
        date=date,
        date_end=date_end or date,
        date_words=f"on {date}",
        title=title,
        fields=(("title", (title,)), ("body", texts), ("byline", (f"记者 王小{number}",)), ("section", (section,))),
        filters=(("year", (date[:4],)), ("month", (date[:7],)), ("section", (section,))),
    )


def seed_documents() -> Iterator[Document]:
    """The real texts, some English, and what is awkward: traditional and full-width characters, nothing, markup."""
    texts = seed_texts()
    yield from (make(n, paragraphs) for n, paragraphs in enumerate(texts))
    n = len(texts)
    yield from (make(n + i, (text,), language="en-GB") for i, text in enumerate(ENGLISH))
    markup = "馬麗（記者），馬 麗；<script>alert('x')</script> & “引号”"
    yield make(n + 10, ("臺灣與香港的報紙，ＧＷ和ｇｗ。㎡與℃", markup), language="zh-Hant")
    yield make(n + 11, ("招商", "引资", "招商、引资"))
    elsewhere = ("한국어 신문 기사", "かんこく が ガス ｶﾞｽ", "Ελλάδα ΟΔΟΣ", "Россия пишет газеты")
    yield make(n + 12, elsewhere, language="ru")
    yield make(n + 13, ("𠮷野家 𠀀𠀁𠀂 a\u0301e\u0301 naïve ﬁne Straße ½ x² 1,000.50 v1.2.3",), language="und")
    yield make(n + 14, ("",), title="只有题目 Title only")
    yield make(n + 15, ("他 runs 得快，runner 也快", "universal"))
    unspaced = ("ประชาชนกินข่าว ขาว กำลัง ๒๐๒๔", "ប្រជាជនកម្ពុជា", "ປະຊາຊົນລາວ", "မြန်မာနိုင်ငံတွင်")
    yield make(n + 16, unspaced, language="th", title="ข่าว")
    signs = ("दाल और दिल", "கல் கால் கீல்", "мой мои Київ всё", "Đà Nẵng, Łódź, Æsop, STRAẞE, ٢٠٢٤")
    yield make(n + 17, signs, language="und", title="दाल")
    rare = (
        "\U00031350\U000323b0王\ue000明",
        "ㅋㅋㅠㅠ ㄱㅏㄴ ﾡￂ 가\u11a8 큐",
        "\U0001e030\U000105d2",
        "и\u0306 й е\u0308",
    )
    yield make(n + 18, rare, language="und", title="\U000323b0")
