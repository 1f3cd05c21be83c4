"""Reading what a model writes, while it writes it: JSON as asked for, or whatever comes close, or plain sentences."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rag.answering.gate.parts import Cited, Drafted
from rag.answering.writing.prompt import REFUSAL
from rag.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Account", "AnswerParser", "Part", "Refused", "Viewed"]

_BRACKETED = re.compile(
    r"\s*[\[【]\s*(?:passages?|sources?|ids?|\^|#)?\s*(-?\d+(?:\s*[,;&]\s*-?\d+)*)\s*[\]】]", re.IGNORECASE
)
_NUMBER = re.compile(r"-?\d+")
# Where plain text turns into JSON after all.
_OPENING = re.compile(r"[{\[]\s*[\"{]")
_FENCE = re.compile(r"\s*```\w*\s*")
# A plain sentence has ended only when something follows that is no marker of its own.
_ENDED = re.compile(r"[.!?…][\"'”’»)]*(?:\s*[\[【][^\]】\n]{0,30}[\]】])*\s+(?=[^\s\[【])")
_TEXTS = ("text", "sentence", "claim", "statement")
_CITES = ("citations", "cites", "sources", "passages", "references")
_PASSAGES = ("passage", "id", "passage_id", "number", "source")
_QUOTES = ("quote", "quotation", "evidence", "excerpt", "text")
# An object of which this much is open is no sentence, and what is behind it would never be read.
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Viewed:
    """What one passage says of a thing that passages differ on."""

    value: str
    passage: int
    quote: str


@dataclass(frozen=True, slots=True)
class Account:
    """A difference between passages that the model sees."""

    kind: Literal["cause", "statement"]
    topic: str
    positions: tuple[Viewed, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The model says that the passages do not answer."""


Part: TypeAlias = Drafted | Account | Refused


class AnswerParser:
    """Takes text as it comes and gives each part of the answer as soon as it is whole.

    What is cut off at the end is no part: half a sentence is not read.
    """

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._open: list[int] = []
        self._in_string = False
        self._escaped = False
        self._json: bool | None = None
        self._any = False

    def feed(self, piece: str) -> list[Part]:
        """Take a piece of text; give the parts that it completes."""
        self._text += piece
        if self._json is None and not self._decide():
            return []
        parts = list(self._objects() if self._json else self._lines(last=False))
        self._any = self._any or bool(parts)
        return parts

    def close(self) -> list[Part]:
        """Give what is left when the text has ended."""
        if self._json is None:
            self._json = False
        if not self._json:
            return list(self._lines(last=True))
        if self._any:
            return []
        # Never once an object: the markers and sentences that may be in it are better than nothing.
        self._at = 0
        self._text = re.sub(r"[{}\"]", " ", self._text)
        return [part for part in self._lines(last=True) if isinstance(part, Drafted) and part.cites]

    def _decide(self) -> bool:
        """Whether it is clear by now if JSON comes."""
        begin = self._text.lstrip()
        if not begin or (begin.startswith("`") and "\n" not in begin):
            return False
        fence = _FENCE.match(self._text)
        start = fence.end() if fence else len(self._text) - len(begin)
        if start >= len(self._text):
            return False
        self._at = start
        self._json = self._text[start] == "{" or (
            self._text[start] == "[" and _BRACKETED.match(self._text, start) is None
        )
        return True

    def _objects(self) -> Iterator[Part]:
        """The parts whose objects end in what has come, whatever stands around them."""
        for index in range(self._at, len(self._text)):
            character = self._text[index]
            if self._in_string:
                if self._escaped:
                    self._escaped = False
                elif character == "\\":
                    self._escaped = True
                elif character == '"':
                    self._in_string = False
            elif character == '"' and self._open:
                self._in_string = True
            elif character == "{":
                self._open.append(index)
            elif character == "}" and self._open:
                start = self._open.pop()
                if index - start < _LONGEST:
                    yield from _parts(self._text[start : index + 1])
        self._at = len(self._text)

    def _lines(self, *, last: bool) -> Iterator[Part]:
        """The sentences that have ended in what has come of plain text."""
        opening = _OPENING.search(self._text, self._at)
        rest = self._text[self._at : opening.start() if opening else len(self._text)]
        if opening or last:
            end = len(rest)
        else:
            ends = [match.end() for match in _ENDED.finditer(rest)]
            end = ends[-1] if ends else 0
        whole = rest[:end]
        self._at += end
        for sentence in _sentences(whole):
            yield from _plain(sentence)
        if opening:
            self._json = True
            self._at = opening.start()
            yield from self._objects()


def _sentences(text: str) -> Iterator[str]:
    """Sentences with the markers that stand behind their full stops."""
    held = ""
    for span in sentences(text):
        sentence = text[span.start : span.end]
        leading = re.match(r"(?:[\[【][^\]】\n]{0,30}[\]】]\s*)+", sentence)
        if held and leading:
            held = f"{held} {leading[0]}"
            sentence = sentence[leading.end() :]
        if held:
            yield held
        held = sentence.strip()
    if held:
        yield held


def _plain(sentence: str) -> Iterator[Part]:
    text, numbers = _without_markers(sentence)
    text = re.sub(r"^(?:[-*•]|\d+[.)])\s+", "", text).strip("*_ ")
    if _is_refusal(text):
        yield Refused()
    elif any(character.isalnum() for character in text):
        yield Drafted(text, tuple(Cited(number) for number in numbers))


def _parts(text: str) -> Iterator[Part]:
    """What an object is, if it is a part of an answer."""
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    if not isinstance(data, dict):
        return
    if isinstance(data.get("positions"), list):
        account = _account(data)
        if account is not None:
            yield account
        return
    if _is_refusal(str(data.get("refusal", ""))):
        yield Refused()
        return
    written = _first(data, _TEXTS)
    flat = "quote" in data
    if not isinstance(written, str) or (not flat and any(key in data for key in ("passage", "passage_id", "id"))):
        return
    sentence, marked = _without_markers(written)
    if _is_refusal(sentence):
        yield Refused()
        return
    cited = _first(data, _CITES)
    cites = tuple(_cited(data)) if flat and cited is None else tuple(_cites(cited))
    yield Drafted(sentence, cites or tuple(Cited(number) for number in marked))


def _cites(cited: object) -> Iterator[Cited]:
    for one in cited if isinstance(cited, list) else [] if cited is None else [cited]:
        if isinstance(one, dict):
            yield from _cited(one)
        elif isinstance(one, list):
            yield from _cites(one)
        else:
            yield Cited(_number(one))


def _cited(data: dict[str, Any]) -> Iterator[Cited]:
    quotes = _first(data, _QUOTES if "text" not in data or "quote" not in data else _QUOTES[:-1])
    number = _number(_first(data, _PASSAGES))
    for quote in quotes if isinstance(quotes, list) else [quotes]:
        yield Cited(number, quote if isinstance(quote, str) and quote.strip() else None)


def _account(data: dict[str, Any]) -> Account | None:
    positions = tuple(
        Viewed(str(one.get("value", "")), _number(_first(one, _PASSAGES)), str(one.get("quote", "")))
        for one in data["positions"]
        if isinstance(one, dict)
    )
    kind: Literal["cause", "statement"] = "cause" if data.get("kind") == "cause" else "statement"
    return Account(kind, str(data.get("topic", "")), positions) if len(positions) > 1 else None


def _number(value: object) -> int:
    """The number of a passage; 0, which none has, where it cannot be read."""
    if isinstance(value, bool) or value is None:
        return 0
    if isinstance(value, int):
        return value
    match = _NUMBER.search(str(value))
    return int(match[0][:9]) if match else 0


def _first(data: dict[str, Any], keys: Sequence[str]) -> Any:
    return next((data[key] for key in keys if key in data), None)


def _without_markers(sentence: str) -> tuple[str, list[int]]:
    numbers = [int(n[:9]) for match in _BRACKETED.finditer(sentence) for n in _NUMBER.findall(match[1])]
    return " ".join(_BRACKETED.sub("", sentence).split()), numbers


def _is_refusal(text: str) -> bool:
    return text.strip(" .!\"'*").casefold() == REFUSAL.casefold()
