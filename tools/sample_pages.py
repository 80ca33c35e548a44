"""Chinese newspaper pages that nobody printed, with their right readings: the same each time.

    python -m tools.sample_pages FOLDER --count 24 --seed 1

writes them in the form of `tools.gold`. Every word was made up for this: sentences of a small stock, filled with the
names and subjects that an article draws for itself, so that articles differ in their words as real ones do. Pages have
some of the faults of dumps: lines broken at the column's width, blank lines where a column ended in the middle of a
sentence, missing headlines, bylines at the head, at the end, on a line of their own or nowhere. Real pages have more;
figures on these say whether a change made things worse, and never how good the importer is.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from tools.gold import Article, GoldPage, Reading, write_pages

PAGES = 24
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜"
_GIVEN = "文华建国秀英志强玉兰海涛晓东丽娟永福春梅立新少云德明雪松"
_PLACES = (
    "临河县", "青石镇", "白杨乡", "东湖区", "柳林市", "石桥村", "双塔镇", "金沙县", "南屏市", "北岭乡", "云溪县",
    "望江镇", "桃源村", "新港区", "大营乡", "清水县",
)  # fmt: skip
_BODIES = ("水利局", "文化馆", "供电所", "粮食局", "教育局", "卫生院", "林业站", "邮电局", "农机厂", "运输队", "图书馆",
           "养殖场", "气象台", "造纸厂")  # fmt: skip
_SUBJECTS = (
    "水渠", "校舍", "果园", "公路", "戏台", "电网", "鱼塘", "茶叶", "棉花", "大棚", "疫苗", "树苗", "桥梁", "粮库",
    "奶牛", "竹编", "煤气", "路灯", "古碑", "蜂蜜", "水泵", "课本", "渡船", "苹果", "蚕茧", "砖窑",
)  # fmt: skip
_NAMED = ("红旗", "东风", "丰收", "曙光", "长青", "团结", "新月", "双喜", "前进", "和平", "金桥", "百花")
_OPENING = (
    "{place}{body}日前为{place}的{thing}投入{n}万元，名为“{project}”，受到群众欢迎。",
    "今年以来，{place}把{project}作为一件大事来抓，{body}先后派出{n}名技术员。",
    "经过{n}个月的努力，{place}的{project}工程已经完工，{body}组织了验收。",
    "{day}日，{place}{body}召开会议，研究{thing}和{other}的安排。",
    "一个以{project}为主题的展览在{place}开幕，{body}送来了{n}件展品。",
)
_GOES_ON = (
    "据了解，{place}的{project}去年只有{n}处，现在已经增加了一倍。",
    "{person}说，有了{project}，村里的{other}也好办了。",
    "{body}的同志介绍，{thing}每年可以节约{n}万元。",
    "过去这里没有{thing}，群众要走{n}里路。",
    "为了管好{project}，{place}订了{n}条办法，由{person}负责。",
    "{person}一家靠{thing}一年收入{n}元，还帮助了邻居。",
    "目前，{project}的第二期已经动工，预计{n}个月后完成。",
    "同时，{body}还在{place}试办{other}，先试{n}户。",
    "群众高兴地说：“{project}解决了我们的大问题。”",
    "{project}的经费由{body}和{place}各出一半，账目已经张榜公布。",
    "{body}要求各村学习{place}的做法，在{n}天内检查一遍{thing}。",
    "当地老人{person}今年{n}岁，他第一次见到这样的{thing}。",
)
_HEADLINES = (
    "{place}{thing}建设见成效",
    "{body}为{thing}办实事",
    "{place}办起{thing}",
    "{thing}进了{place}",
    "{place}重视{thing}和{other}",
)


def sample_pages(count: int = PAGES, seed: int = 1) -> list[GoldPage]:
    """So many pages; another seed gives others."""
    return [_Setter(random.Random(f"{seed}/{number}"), f"s{number:03}").page() for number in range(1, count + 1)]


class _Story:
    """The words of one article, before they are set."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        thing, other = choose.sample(_SUBJECTS, 2)
        self.names = {"place": choose.choice(_PLACES), "body": choose.choice(_BODIES), "thing": thing, "other": other}
        self.names["project"] = choose.choice(_NAMED) + thing
        self.title = self.fill(choose.choice(_HEADLINES)) if choose.random() < 0.4 else None
        self.author = self.person()
        self.form = choose.choices(("head", "tail", "own", "dateline", "none"), (30, 30, 12, 10, 18))[0]
        sentences = [self.fill(choose.choice(_OPENING))]
        sentences += [self.fill(one) for one in choose.sample(_GOES_ON, choose.randint(3, 9))]
        self.paragraphs = self.parted(sentences)

    def person(self) -> str:
        return self.choose.choice(_SURNAMES) + "".join(self.choose.sample(_GIVEN, self.choose.randint(1, 2)))

    def fill(self, form: str) -> str:
        return form.format(
            **self.names, person=self.person(), n=self.choose.randint(2, 96), day=self.choose.randint(1, 30)
        )

    def parted(self, sentences: list[str]) -> list[str]:
        """Sentences as paragraphs of one to three."""
        found = []
        while sentences:
            size = self.choose.randint(1, 3)
            found.append("".join(sentences[:size]))
            sentences = sentences[size:]
        return found


class _Setter:
    """Sets one page: the width of its columns and its use of blank lines are the page's own."""

    def __init__(self, choose: random.Random, name: str) -> None:
        self.choose, self.name = choose, name
        self.width = choose.randint(16, 24)
        self.spaced = choose.random() < 0.5  # a blank line between paragraphs
        self.lines: list[str] = []
        self.articles: list[Article] = []

    def page(self) -> GoldPage:
        for _ in range(self.choose.randint(3, 7)):
            self.blanks(self.choose.choice((1, 1, 2, 3)))
            if self.choose.random() < 0.25:  # set across another column
                self.width = self.choose.randint(16, 24)
            self.story(_Story(self.choose))
        return GoldPage(self.name, tuple(self.lines), Reading(tuple(self.articles)))

    def story(self, story: _Story) -> None:
        first = len(self.lines) + 1
        if story.title:
            self.lines.append(story.title)
            self.blanks(self.choose.randint(0, 1))
        if story.form == "own":
            self.lines.append(f"本报记者 {story.author}")
        for number, paragraph in enumerate(story.paragraphs):
            if number and self.spaced:
                self.blanks(1)
            self.set(self.signed(story, number, paragraph))
        byline = () if story.form in ("none", "dateline") else (story.author,)
        paragraphs = ("本报讯" * (story.form == "dateline") + story.paragraphs[0], *story.paragraphs[1:])
        self.articles.append(Article(((first, len(self.lines)),), story.title, False, byline, paragraphs))

    def signed(self, story: _Story, number: int, paragraph: str) -> str:
        """A paragraph with the byline or dateline that stands in it."""
        if number == 0 and story.form in ("head", "dateline"):
            return ("本报讯" if story.form == "dateline" else f"本报讯（记者 {story.author}）") + paragraph
        last = number == len(story.paragraphs) - 1
        return paragraph + (f"（记者 {story.author}）" if last and story.form == "tail" else "")

    def set(self, paragraph: str) -> None:
        """Break a paragraph in lines; a column may end in its middle."""
        rest = paragraph
        while rest:
            hangs = rest[self.width : self.width + 1] in tuple("，。；：”）")  # what cannot begin a line
            line, rest = rest[: self.width + hangs], rest[self.width + hangs :]
            self.lines.append(line)
            if rest and self.choose.random() < 0.06:
                self.blanks(1)

    def blanks(self, count: int) -> None:
        self.lines += [""] * count


def main(arguments: Sequence[str] | None = None) -> None:
    """What the command does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=PAGES)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    write_pages(given.folder, sample_pages(given.count, given.seed))


if __name__ == "__main__":
    main()
