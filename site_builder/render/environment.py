"""The template engine, made ready for one site.

What is the same on every page is worked out once. Words of the interface and the plain values of `site` are known
when a template is compiled, so they become part of its text (`{{ _("Search") }}` costs nothing for each page);
`memo(macro, …)` gives what a macro gave before for the same arguments, as macros see nothing else; `each(macro, items,
…, root)` does so for each item, whatever the root.
"""

import errno
import re
from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from site_builder.archive.addresses import href
from site_builder.common.files import TEMPLATE, read_text
from site_builder.common.problems import BuildError, unreadable
from site_builder.pages.view import Site
from site_builder.theme.folders import template_folders, theme_folder
from site_builder.theme.i18n import Locale

_REMEMBERED = 1 << 14


class Engine(jinja2.Environment):
    """Compiles and finds the templates of one site."""

    def __init__(self, archive: Path, site: Site, locale: Locale) -> None:
        super().__init__(
            loader=_loader(archive), undefined=_Undefined,
            autoescape=jinja2.select_autoescape(["html", "xml"]), trim_blocks=True, lstrip_blocks=True,
            keep_trailing_newline=True, extensions=["jinja2.ext.i18n"], auto_reload=False,
        )  # fmt: skip
        self._known = _Known(site, locale, frozenset(_bound(self, archive)))
        self.install_gettext_callables(locale.gettext, locale.ngettext, newstyle=True)  # type: ignore[attr-defined]
        self.globals["site"] = site
        self.globals["memo"] = lru_cache(_REMEMBERED)(lambda macro, *values: macro(*values))
        self.globals["each"] = _each()
        self.filters["href"] = href

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees. Jinja would chain the mappings, and copy the chain for each page."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *place: Any, **options: Any) -> str:
        # Jinja's hook between parsing a template and running it as Python. What it writes begins with a line that
        # imports Jinja's functions; ours comes after its namesake, on that line, since messages count lines.
        python = super()._generate(self._known.visit(source), *place, **options)
        return python.replace("\n", f"; from {__name__} import escape\n", 1)


class Strict(dict[str, Any]):
    """A mapping in which templates must not ask for what is not there."""


class _Undefined(jinja2.StrictUndefined):
    """What is not there is a mistake of the template, but for the further keys of an article, which few have."""

    def __new__(cls, hint: str | None = None, obj: Any = None, *_: Any, **__: Any) -> Any:
        return jinja2.ChainableUndefined(hint, obj) if type(obj) is dict else super().__new__(cls)


def _loader(archive: Path) -> jinja2.BaseLoader:
    """The archive's templates stand in for the theme's, and can extend them as `theme/NAME`."""
    theme = jinja2.FileSystemLoader(theme_folder() / "templates")
    return jinja2.ChoiceLoader(
        [jinja2.FileSystemLoader(template_folders(archive)), jinja2.PrefixLoader({"theme": theme})]
    )


def escape(value: object) -> str:
    """Text as HTML. Most texts hold nothing to escape: to see that takes a fifth of the time of making them Markup."""
    if type(value) is markupsafe.Markup or (type(value) is str and not _SPECIAL.search(value)):
        return value
    return markupsafe.escape(value)


_SPECIAL = re.compile("[&<>'\"]")


def _each() -> Callable[..., markupsafe.Markup]:
    """As `memo`, of a macro whose first argument is an item and the last the way up to the root: what it gave serves
    pages at any depth."""
    anywhere = "\x00"
    drawn = lru_cache(_REMEMBERED)(lambda macro, *values: str(macro(*values, anywhere)))

    def each(macro: Callable[..., str], items: Iterable[Any], *values: Any) -> markupsafe.Markup:
        *others, root = values
        text = "".join([drawn(macro, item, *others) for item in items])
        return markupsafe.Markup(text.replace(anywhere, root))  # noqa: S704 - a macro's

    return each


def _bound(engine: jinja2.Environment, archive: Path) -> Iterator[str]:
    """The names that templates of the archive give to what is theirs. Raises BuildError for one that is too large."""
    for file in sorted((archive / "templates").rglob("*.*")):
        try:
            tree = engine.parse(read_text(file, TEMPLATE))
        except OSError as error:
            if error.errno == errno.EFBIG:
                raise BuildError.of(unreadable(str(file), error, hint="make it smaller")) from None
            continue  # whoever uses it will say so
        except (UnicodeError, jinja2.TemplateSyntaxError):
            continue
        for node in tree.find_all((nodes.Name, nodes.Import, nodes.FromImport, nodes.Macro)):
            match node:
                case nodes.Name(ctx="store" | "param", name=str(name)) | nodes.Import(target=str(name)):
                    yield name
                case nodes.Macro(name=str(name)):
                    yield name
                case nodes.FromImport():
                    yield from (item if isinstance(item, str) else item[1] for item in node.names)


class _Known(NodeTransformer):
    """Puts what is known before a page is rendered in the place of the expression that asks for it.

    It knows no scopes, and a template that is included sees the names of the one that includes it: where any template
    of the archive gives something of its own one of the two names, nothing is known of that name.
    """

    def __init__(self, site: Site, locale: Locale, bound: Collection[str] = ()) -> None:
        self.site, self.locale, self.bound = site, locale, bound

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_"), args=[nodes.Const(value=str(said))], dyn_args=None, dyn_kwargs=None
            ) if "_" not in self.bound:
                values = {pair.key: pair.value.value for pair in node.kwargs if isinstance(pair.value, nodes.Const)}
                if len(values) == len(node.kwargs):
                    locale = nodes.Const(self._said(said, values), lineno=node.lineno)
                    return nodes.MarkSafe(locale, lineno=node.lineno)
        return node

    def _said(self, said: str, values: dict[str, Any]) -> str:
        """The words as gettext's callable would put them; a lone % is one."""
        locale = self.locale.gettext(said)
        return str(markupsafe.Markup(locale) % values) if values else locale.replace("%%", "%")  # noqa: S704

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        match node:
            case nodes.Getattr(node=nodes.Name(name="site"), attr=name) if "site" not in self.bound:
                value = getattr(self.site, name, None)
                if isinstance(value, (str, bool)):
                    return nodes.Const(value, lineno=node.lineno)
        return node
