"""Old addresses: a page for each that a file can be, and for hosts a map of all.

A map lets the host answer with a true redirect, and answers to what no file can be: `/x.php`, `/?p=123`.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

from site_builder.archive.addresses import href
from site_builder.archive.aliases import Alias
from site_builder.archive.article import Article
from site_builder.archive.read import Archive
from site_builder.archive.terms import Term
from site_builder.pages.page import Page, PlanContext, headline
from site_builder.pages.view import View


class Redirect(View, frozen=True, kw_only=True):
    """An old address."""

    href: str


_Entries = list[tuple[Alias, str]]


def plan(context: PlanContext) -> Iterator[Page]:
    """A page for each old address that leads on to where the article is now."""
    for alias, article in context.archive.redirects:
        title = context.locale.gettext("Withdrawn article") if article.front.withdrawn else headline(article)
        view = Redirect(title=title, robots="noindex", href=href(article.url_path + ".html"))
        for file in alias.files:
            yield Page(file, "redirect.html", view)
    yield from _names(context)


def _names(context: PlanContext) -> Iterator[Page]:
    """A page at the address that a name had before it was known as another form of one."""
    terms = [term for terms in context.archive.terms.values() for term in terms]
    taken = {term.address for term in terms}
    for term in terms:
        for address in _former(context.archive, term):
            if address and address not in taken:
                taken.add(address)
                view = Redirect(title=term.name, robots="noindex", href=href(term.address + ".html"))
                yield Page(f"{address}.html", "redirect.html", view)


def _former(archive: Archive, term: Term) -> Iterator[str]:
    """The addresses of other forms of a name, and, of a person in the text, that which the name had as a tag."""
    names = [variant.name for variant in term.variants]
    for name in names:
        yield archive.register.known(term.kind, name)
    if term.kind == "persons" and archive.authorities["tags"].is_person(term.name):
        for name in (term.name, *names):
            yield archive.register.known("tags", name)


def maps(context: PlanContext) -> Iterator[tuple[str, str]]:
    """(address, text) of the maps for hosts, if there are old addresses."""
    root = urlsplit(context.archive.config.base_url).path or "/"
    entries = [(alias, _target(root, article)) for alias, article in context.archive.redirects]
    for address, write in _MAPS.items() if entries else ():
        yield address, write(root, entries)


def _target(root: str, article: Article) -> str:
    return quote(root, safe="/%") + quote(f"{article.url_path}.html", safe="/-._~")


def _nginx(root: str, entries: _Entries) -> str:
    """Paths as nginx decodes them; what has a query, as it was asked for."""
    paths = [(root + alias.path, target) for alias, target in entries if not alias.query]
    queries = [(f"{_quoted(root + alias.path)}?{alias.query}", target) for alias, target in entries if alias.query]
    return f"""\
# Old addresses. In the block “http”:      include /the/site/redirects-nginx.conf;
# In the block “server” of the site:       if ($moved_path)  {{ return 301 $moved_path; }}
#                                          if ($moved_query) {{ return 301 $moved_query; }}
# If nginx asks for it, in “http”:         map_hash_bucket_size 512; map_hash_max_size 65536;
map $uri $moved_path {{
{_nginx_lines(paths)}}}
map $request_uri $moved_query {{
{_nginx_lines(queries)}}}
"""


def _nginx_lines(pairs: list[tuple[str, str]]) -> str:
    # In its maps capitals make no difference, and what stands twice is an error: the first is taken.
    first = {source.lower(): (source, target) for source, target in reversed(pairs)}
    return "".join(f'  "{_escaped(source)}" "{target}";\n' for source, target in reversed(first.values()))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _apache(root: str, entries: _Entries) -> str:
    lines = [
        "# Old addresses, for Apache with mod_rewrite: include this in the site's <Directory>, or name it .htaccess.",
        "RewriteEngine On",
        f"RewriteBase {_quoted(root)}",
    ]
    for alias, target in entries:
        if alias.query:
            lines.append(f'RewriteCond %{{QUERY_STRING}} "^{_escaped_pattern(alias.query)}$"')
        goal = target.replace("%", "\\%")  # else it would stand for a part of the condition
        lines.append(f'RewriteRule "^{_escaped_pattern(alias.path)}$" "{goal}" [R=301,L,NE,QSD]')
    return "\n".join(lines) + "\n"


def _escaped_pattern(text: str) -> str:
    return re.escape(text).replace('"', '\\"')


def _netlify(root: str, entries: _Entries) -> str:
    lines = ["# Old addresses, for hosts that read this file, such as Netlify and Cloudflare Pages."]
    for alias, target in entries:
        query = "".join(f" {quote(part, safe='=-._~%')}" for part in alias.query.split("&") if part)
        lines.append(f"{_quoted(root + alias.path)}{query} {target} 301")
    return "\n".join(lines) + "\n"


def _quoted(path: str) -> str:
    return quote(path, safe="/-._~!&'()*+,;=:@")


_MAPS: dict[str, Callable[[str, _Entries], str]] = {
    "redirects-nginx.conf": _nginx,
    "redirects-apache.conf": _apache,
    "_redirects": _netlify,
}
