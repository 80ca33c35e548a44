"""Text and values of attributes as the sanitizer (nh3) writes them: what is made without it must read the same."""

from html import escape


def escape_text(text: str) -> str:
    """Text between tags."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def escape_attribute(value: str) -> str:
    """The value of an attribute, to stand in double quotes."""
    return escape_text(value).replace('"', "&quot;")
