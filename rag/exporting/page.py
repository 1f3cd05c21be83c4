"""Answers as one HTML file to read and print: it fetches nothing and runs nothing."""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from rag.exporting.document import export
from rag.exporting.markdown import answer_body, answer_facts, date_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

    from rag.types import Answer, Citation

__all__ = ["to_html"]

# Nothing is fetched and nothing is run, whatever a document's words are.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MARKER = re.compile(r"\[(\d+)\](?!\()")


def to_html(
    answers: Answer | Sequence[tuple[str, Answer]], *, title: str | None = None, when: datetime | None = None
) -> str:
    """Write answers as a page to read and print.

    Args and errors are those of :func:`rag.exporting.document.export`.

    Returns:
        One HTML document with its style sheet in it and no script; light, whatever the system prefers, since it is
        meant for paper. Every word of a document, a question or a model is escaped. Each quote is a ``blockquote``
        whose text is exactly that of the stored file.
    """
    exported = export(answers, title=title, when=when)
    several = len(exported.turns) > 1 or title is not None
    style = files("rag.exporting").joinpath("page.css").read_text(encoding="utf-8")
    turns = "\n".join(
        _turn(turn.answer, number, f"<h2 dir='auto'>{_flat(turn.question)}</h2>\n" if several else "")
        for number, turn in enumerate(exported.turns, 1)
    )
    name = _flat(exported.title)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1 dir='auto'>{name}</h1>\n"
        f"{turns}\n</main>\n"
        f"<footer>{escape(exported.program)}, exported {date_in_words(exported.exported)}.</footer>\n</body>\n</html>\n"
    )


def _turn(answer: Answer, number: int, heading: str) -> str:
    told = []
    if answer.searched_for.strip() != answer.question.strip():
        told.append(f"<p class='quiet'>Searched for: {_flat(answer.searched_for)}</p>")
    told += [f"<p class='quiet'>Note: {_flat(warning)}</p>" for warning in answer.warnings]
    notes = "\n".join(_note(citation, number) for citation in answer.citations)
    sources = f"<h3>Sources</h3>\n<ol class='notes'>\n{notes}\n</ol>\n" if notes else ""
    return (
        f"<article>\n{heading}{''.join(told)}\n<div class='answer' dir='auto'>\n{_body(answer, number)}</div>\n"
        f"{sources}<p class='quiet'>{escape(answer_facts(answer))}</p>\n</article>"
    )


def _note(citation: Citation, turn: int) -> str:
    parts = [f"<bdi class='file'>{_flat(citation.source)}</bdi>"]
    if citation.page is not None:
        parts.append(f"page {citation.page}")
    parts.append(f"line {citation.line}")
    if citation.heading:
        parts.append(f"under “<bdi>{_flat(citation.heading)}</bdi>”")
    return (
        f"<li id='quote-{turn}-{citation.number}'><p><b>[{citation.number}]</b> {', '.join(parts)}</p>"
        f"<blockquote dir='auto'>{escape(citation.quote)}</blockquote></li>"
    )


def _body(answer: Answer, turn: int) -> str:
    numbers = frozenset(citation.number for citation in answer.citations)
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    # An answer's text has no links, pictures or HTML of its own: what looks like one comes from elsewhere.
    parser.disable(["link", "image", "autolink", "html_block", "html_inline", "reference"])
    parser.inline.ruler.before("link", "marker", _marker)
    parser.add_render_rule("marker", _draw_marker)
    return str(parser.render(answer_body(answer), {"numbers": numbers, "turn": turn}))


def _marker(state: StateInline, silent: bool) -> bool:
    """Read ``[1]``. A bracket that was escaped never comes here."""
    match = _MARKER.match(state.src, state.pos)
    if match is None or int(match[1]) not in state.env["numbers"]:
        return False
    if not silent:
        state.push("marker", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _draw_marker(
    _renderer: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, env: Mapping[str, Any]
) -> str:
    number = tokens[index].content
    return f"<a class='marker' href='#quote-{env['turn']}-{number}'>[{number}]</a>"


def _flat(text: str) -> str:
    """Escaped, on one line."""
    return escape(" ".join(text.split()))
