"""The template engine, configured for one site.

What is the same on every page is computed once, in three ways. Words of the interface and the plain values of `site`
are constants: they are put into a template when it is compiled, so that `{{ _("Search") }}` costs nothing when a page
is rendered (`_ConstantFolder`). `memo(macro, …)` caches the result of a macro for its arguments, which is safe, as
macros see nothing else. `each(macro, items, …, root)` caches it for each item, for pages of any depth.
"""

import errno
import re
from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping
from contextlib import suppress
from functools import _lru_cache_wrapper, lru_cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from jinja2.visitor import NodeTransformer

from site_builder.archive.addresses import href
from site_builder.common.files import TEMPLATE, read_text
from site_builder.common.languages import direction
from site_builder.common.problems import BuildError, unreadable
from site_builder.markdown.notes import with_marks
from site_builder.pages.view import Site
from site_builder.render.typesetting import clauses, full_width
from site_builder.theme.folders import template_folders, theme_folder
from site_builder.theme.i18n import Locale

_REMEMBERED = 1 << 14


class _Context(Context):
    """What a template sees. Macros and cached functions are called directly: Jinja would ask each of them, at every
    call and by several failed lookups, whether it wants to be given the context."""

    @internalcode
    def call(self, function: Callable[..., Any], *values: Any, **named: Any) -> Any:
        kind = type(function)
        if kind is not Macro and kind is not _lru_cache_wrapper:
            return super().call(function, *values, **named)
        if named:
            named.pop("_loop_vars", None)  # variables for the context, which Jinja adds
            named.pop("_block_vars", None)
        return function(self.eval_ctx, *values, **named) if kind is Macro else function(*values, **named)


class _CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Templates as they were compiled, in a folder. They save time only: where one cannot be read or kept, so be it."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


class Engine(jinja2.Environment):
    """Compiles and finds the templates of one site."""

    context_class = _Context

    def __init__(self, archive: Path, site: Site, locale: Locale, *, cache: str = "") -> None:
        """`cache` is a folder for compiled templates, of this archive, site and locale only; "": they are not kept."""
        super().__init__(
            loader=_loader(archive), undefined=_Undefined,
            autoescape=jinja2.select_autoescape(["html", "xml"]), trim_blocks=True, lstrip_blocks=True,
            keep_trailing_newline=True, extensions=["jinja2.ext.i18n"], auto_reload=False,
            bytecode_cache=_CompiledTemplates(cache, "%s") if cache else None,
        )  # fmt: skip
        self.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self._constants = _ConstantFolder(site, locale, frozenset(_assigned_names(self, archive)))
        self.install_gettext_callables(locale.gettext, locale.ngettext, newstyle=True)  # type: ignore[attr-defined]
        self.globals["site"] = site
        self.globals["memo"] = lru_cache(_REMEMBERED)(lambda macro, *values: macro(*values))
        self.globals["each"] = _each()
        self.globals |= {"page_label": locale.page_label, "issue_label": locale.issue_label}
        self.filters["href"] = href
        self.filters["direction"] = direction
        self.filters["number"] = "{:,}".format
        self.filters["typeset"] = typeset = full_width if site.full_width else str
        note = locale.gettext("Note {n}")
        self.filters["noted"] = lambda text, marks: (
            markupsafe.Markup(with_marks(str(markupsafe.escape(text)), marks, note)) if marks else text  # noqa: S704
        )
        self.filters["headline"] = lambda text: clauses(typeset(text))

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template, in one dict; Jinja would chain mappings, and copy the chain for each page."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *place: Any, **options: Any) -> str:
        # Jinja calls this to turn the syntax tree of a template into Python. The first line of the Python imports
        # Jinja's functions, `escape` among them. Ours is imported after it, on the same line, since error messages map
        # the numbers of the lines that follow to those of the template.
        python = super()._generate(self._constants.visit(source), *place, **options)
        return python.replace("\n", f"; from {__name__} import escape\n", 1)


class Strict(dict[str, Any]):
    """A dict of which a template must not ask for a key that is missing: `_Undefined` knows it from a plain dict."""


class _Undefined(jinja2.StrictUndefined):
    """A value that is missing is an error of the template; only in a plain dict, the further keys of an article, is it
    empty, since few articles have such a key."""

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
    return str(value) if type(value) is int else markupsafe.escape(value)


_SPECIAL = re.compile("[&<>'\"]")


def _each() -> Callable[..., markupsafe.Markup]:
    """The function `each`: a macro called for each item, and its results joined.

    The first argument of the macro is the item, and the last, but for named ones, the relative path to the site's root.
    It is called with a placeholder for that path, and its result is cached; so it serves pages at any depth.
    """
    placeholder = "\x00"
    rendered = lru_cache(_REMEMBERED)(lambda macro, *values, **named: str(macro(*values, placeholder, **named)))

    def each(macro: Callable[..., str], items: Iterable[Any], *values: Any, **named: Any) -> markupsafe.Markup:
        *others, root = values
        text = "".join([rendered(macro, item, *others, **named) for item in items])
        return markupsafe.Markup(text.replace(placeholder, root))  # noqa: S704 - a macro's

    return each


def _assigned_names(engine: jinja2.Environment, archive: Path) -> Iterator[str]:
    """The names that the archive's own templates assign: variables, parameters, imports and macros.

    Raises BuildError for a template that is too large.
    """
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


class _ConstantFolder(NodeTransformer):
    """Replaces expressions in the syntax tree of a template by their values, if these are the same on every page.

    Two kinds of expression are replaced: `_("…")` with constant arguments, by the translated text, and `site.NAME`, by
    the value if it is a string or a boolean. A template may also assign the names `_` and `site` itself, and a template
    that is included sees the variables of the one that includes it. Scopes are not analysed here: if any template of
    the archive assigns one of the two names (`assigned`), expressions with that name are left alone in all templates.
    """

    def __init__(self, site: Site, locale: Locale, assigned: Collection[str] = ()) -> None:
        self.site, self.locale, self.assigned = site, locale, assigned

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_"), args=[nodes.Const(value=str(message))], dyn_args=None, dyn_kwargs=None
            ) if "_" not in self.assigned:
                values = {pair.key: pair.value.value for pair in node.kwargs if isinstance(pair.value, nodes.Const)}
                if len(values) == len(node.kwargs):
                    text = nodes.Const(self._translated(message, values), lineno=node.lineno)
                    return nodes.MarkSafe(text, lineno=node.lineno)
        return node

    def _translated(self, message: str, values: dict[str, Any]) -> str:
        """The translation with its values, as Jinja's own `_` returns it; `%%` stands for one percent sign."""
        text = self.locale.gettext(message)
        return str(markupsafe.Markup(text) % values) if values else text.replace("%%", "%")  # noqa: S704

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        match node:
            case nodes.Getattr(node=nodes.Name(name="site"), attr=name) if "site" not in self.assigned:
                value = getattr(self.site, name, None)
                if isinstance(value, (str, bool)):
                    return nodes.Const(value, lineno=node.lineno)
        return node
