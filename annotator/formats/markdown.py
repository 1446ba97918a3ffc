"""Markdown to the text that a person would read; the markup does not stay.

What is kept of the structure is what a quotation needs: a paragraph, heading, list item or
table row is a line. A list item begins with ``•`` or its number, and a quoted block with
``>``, since who is speaking depends on it. Links are their text, images their description;
HTML loses its tags. Front matter is taken off before (see `headers`).
"""

import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotator.formats.rendered import Rendered

MAX_LENGTH = 2_000_000
"""Code points; longer Markdown is kept as it is written."""

_MAX_DEPTH = 60
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_UNSEEN = re.compile(r"<!--|<(script|style|template|noscript)\b", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TOO_DEEP = "It is nested too deeply to be read as Markdown and was kept as it is written."
_TOO_LONG = "It is too long to be read as Markdown and was kept as it is written."


class _Parser(MarkdownIt):
    """Takes every link for one: those held dangerous would stay as written, and here no address stays."""

    def validateLink(self, url: str) -> bool:
        """Say that ``url`` is fine."""
        return True


def render(source: str) -> Rendered:
    """Return what a person reads in the Markdown ``source`` (CommonMark, and tables)."""
    if len(source) > MAX_LENGTH:
        return Rendered(source, notes=(_TOO_LONG,))
    parser = _Parser("commonmark", {"maxNesting": _MAX_DEPTH}).enable("table")
    tokens = parser.parse(source)
    # At its limit of nesting the parser drops text without a word.
    if any(token.level >= _MAX_DEPTH - 1 for token in tokens):
        return Rendered(source, notes=(_TOO_DEEP,))
    lines = _blocks(iter(tokens), tight=False)
    heading = _inline(tokens[1]) if len(tokens) > 1 and tokens[0].type == "heading_open" else ""
    return Rendered("".join(f"{line}\n" for line in lines), heading)


def _blocks(tokens: Iterator[Token], tight: bool) -> list[str]:
    """Return the lines of the blocks up to the end of the container that ``tokens`` is in."""
    lines: list[str] = []
    for token in tokens:
        if token.nesting < 0:
            break
        block = _block(token, tokens)
        if not block:
            continue
        if lines and not tight:
            lines.append("")
        lines += block
    return lines


def _block(token: Token, tokens: Iterator[Token]) -> list[str]:
    match token.type:
        case "inline":
            return _lines(_inline(token))
        case "fence" | "code_block":
            return token.content.rstrip("\n").split("\n")
        case "html_block":
            return _lines(_without_tags(token.content))
        case "bullet_list_open" | "ordered_list_open":
            return _list(token, tokens)
        case "blockquote_open":
            return [f"> {line}" if line else "" for line in _blocks(tokens, tight=False)]
        case "table_open":
            return _table(tokens)
        case _ if token.nesting > 0:
            return _blocks(tokens, tight=False)
    return []


def _list(opening: Token, tokens: Iterator[Token]) -> list[str]:
    """Return the lines of a list; a blank line parts its items if one does in the source."""
    number = int(opening.attrGet("start") or 1) if opening.type == "ordered_list_open" else None
    inner = list(_until_close(tokens))
    tight = any(token.hidden for token in inner if token.level == opening.level + 2)
    rest = iter(inner)
    lines: list[str] = []
    for _ in rest:  # the opening of an item; _blocks takes the rest of it
        item = _item("•" if number is None else f"{number}.", _blocks(rest, tight))
        lines += ["", *item] if lines and item and not tight else item
        number = None if number is None else number + 1
    return lines


def _item(sign: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    indent = " " * (len(sign) + 1)
    return [f"{sign} {lines[0]}", *(f"{indent}{line}" if line else "" for line in lines[1:])]


def _until_close(tokens: Iterator[Token]) -> Iterator[Token]:
    """Yield the tokens inside the container that was just opened, without its end."""
    depth = 1
    for token in tokens:
        depth += token.nesting
        if depth == 0:
            return
        yield token


def _table(tokens: Iterator[Token]) -> list[str]:
    rows: list[list[str]] = []
    for token in _until_close(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(" ".join(_inline(token).split()))
    return [" | ".join(cells) for cells in rows]


def _inline(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        match child.type:
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append("\n" if _BREAK.match(child.content) else "")
            case "image":
                parts.append(_inline(child))
            case _:
                parts.append(child.content)
    return "".join(parts)


def _lines(content: str) -> list[str]:
    return [line.strip() for line in content.split("\n") if line.strip()]


def _without_tags(content: str) -> str:
    """Return the text of a piece of HTML, without comments, scripts and styles.

    Each step is linear in the length, whatever is left open.
    """
    seen: list[str] = []
    position = 0
    lower = content.lower()
    for match in _UNSEEN.finditer(content):
        if match.start() < position:
            continue
        seen.append(content[position : match.start()])
        closing = f"</{match[1]}" if match[1] else "-->"
        end = lower.find(closing.lower(), match.end())
        position = len(content) if end < 0 else end + (0 if match[1] else len(closing))
    seen.append(content[position:])
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", "".join(seen))))
