"""Answers by a language model: asked, read as it writes, checked sentence by sentence, never without a way back."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from rag.answering.followups import complete
from rag.answering.gate.gate import Gate
from rag.answering.gate.parts import Drafted, Dropped
from rag.answering.markdown import escape
from rag.answering.writing.accounts import read_account
from rag.answering.writing.completing import complete_by_model
from rag.answering.writing.draft import Draft
from rag.answering.writing.packing import pack
from rag.answering.writing.parsing import Account, AnswerParser, Refused
from rag.answering.writing.prompt import messages_for, schema_for
from rag.errors import GeneratorError, MissingDependency
from rag.text.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answering.gate.parts import Passage
    from rag.answering.generators.generator import Generator
    from rag.answering.writing.ground import Ground
    from rag.answering.writing.parsing import Part
    from rag.settings import Settings
    from rag.types import Answer, History

__all__ = ["Writer"]

# A model's own tokens are more than cl100k_base counts, by a quarter in English and by more elsewhere. Where a prompt
# does not fit all the same, it is packed again, smaller.
_SAFETY = 0.75
_SCALES = (1.0, 0.6, 0.3)
_LEAST = 200  # tokens of passages below which asking is no use
_MOST_WARNINGS = 10
# A sentence that is written so often, or so many last characters that were written oftener, are a circle.
_MOST_REPEATS = 3
_ROUND = 60


class Writer:
    """Writes the answer to one question; it is made for that question.

    Args:
        generator: The model.
        settings: Its window, and what becomes of sentences that do not pass.
    """

    def __init__(self, generator: Generator, settings: Settings) -> None:
        self._generator = generator
        self._settings = settings
        self._failed: Exception | None = None

    def complete(self, question: str, history: History) -> str:
        """The question as it is searched; see :func:`rag.answering.writing.completing.complete_by_model`."""
        try:
            return complete_by_model(question, history, self._generator)
        except (GeneratorError, MissingDependency) as error:
            self._failed = error  # it is not asked again: the answer in quotes comes at once
            return complete(question, history)

    def write(self, ground: Ground) -> Iterator[Answer]:
        """The answer as it grows; the last one is whole.

        Args:
            ground: What it starts from.

        Yields:
            An answer a sentence that passes, and then the whole one, with warnings. Where the model fails before any
            sentence has passed, the answer in quotes, with a warning that says why; where none passes, a refusal
            with the answer in quotes beside it.
        """
        name = self._generator.name
        writing = _Writing(ground, self._generator, self._settings)
        try:
            if self._failed is not None:
                raise self._failed
            yield from writing.run()
        except (GeneratorError, MissingDependency) as error:
            if not writing.draft.holds:
                why = f"{name} could not answer, so this answer is made of quotes: {error}"
                yield ground.extractive.model_copy(update={"warnings": (why,), "timings": ground.timings()})
                return
            writing.warnings.insert(0, f"the answer of {name} is not whole: {error}")
        if writing.draft.holds:
            yield writing.draft.answer(writing.told)
        else:
            yield _refusal(ground, name, writing)


class _Writing:
    """One answer, while the model writes it."""

    def __init__(self, ground: Ground, generator: Generator, settings: Settings) -> None:
        self._ground = ground
        self._generator = generator
        self._settings = settings
        self.draft = Draft(ground, generator.name, strike=settings.unsupported == "strike")
        self.warnings: list[str] = []
        self.refused = False
        self._written: Counter[str] = Counter()
        self._text = ""

    @property
    def told(self) -> tuple[str, ...]:
        """The first warnings, each once."""
        return tuple(dict.fromkeys(self.warnings))[:_MOST_WARNINGS]

    def run(self) -> Iterator[Answer]:
        """The answer as it grows; its draft and its warnings are what is left in the end."""
        for scale in _SCALES:
            passages = self._packed(scale)
            try:
                yield from self._ask(passages)
            except GeneratorError as error:
                if not error.overflow or scale == _SCALES[-1] or self.draft.holds:
                    raise
            else:
                return

    def _packed(self, scale: float) -> list[Passage]:
        question = self._ground.extractive.searched_for
        frame = sum(count_tokens([message.content for message in messages_for(question, [])]))
        room = (self._generator.window - min(self._settings.llm_tokens, self._generator.window // 2)) * _SAFETY * scale
        budget = int(room) - frame
        if budget < _LEAST:
            raise GeneratorError(
                f"the window of {self._generator.name} leaves no room for passages; raise llm_window",
                retryable=False,
            )
        citer = self._ground.citer
        dates = {passage.source: citer.date_of(passage.source) for passage in self._ground.found}
        return pack(self._ground.found, budget, dates)

    def _ask(self, passages: list[Passage]) -> Iterator[Answer]:
        question = self._ground.extractive.searched_for
        gate, parser = Gate(passages), AnswerParser()
        self._text = ""
        pieces = self._generator.stream(
            messages_for(question, passages),
            tokens=min(self._settings.llm_tokens, self._generator.window // 2),
            schema=schema_for(passages),
        )
        with closing(pieces):
            for piece in pieces:
                for part in parser.feed(piece):
                    if self._take(part, gate, question):
                        yield self.draft.answer()
                if self._repeats(piece):
                    self.warnings.append(f"{self._generator.name} went round in circles and was stopped")
                    return
        for part in parser.close():
            if self._take(part, gate, question):
                yield self.draft.answer()

    def _repeats(self, piece: str) -> bool:
        """Whether the model goes round in circles: small ones write the same on and on until they are stopped."""
        self._text += piece
        if self._written and max(self._written.values()) >= _MOST_REPEATS:
            return True
        return self._text.count(self._text[-_ROUND:]) > _MOST_REPEATS and len(self._text) > _ROUND * _MOST_REPEATS

    def _take(self, part: Part, gate: Gate, question: str) -> bool:
        """Take a part of the answer; give whether there is more to show."""
        name = self._generator.name
        if isinstance(part, Refused):
            self.refused = True
            return False
        if isinstance(part, Account):
            account = read_account(part, question, gate, model=name, cite=self.draft.cite)
            if isinstance(account, str):
                self.warnings.append(f"a difference that {name} sees was left out: {account}")
                return False
            self.draft.add_account(account)
            return True
        return self._take_sentence(part, gate)

    def _take_sentence(self, drafted: Drafted, gate: Gate) -> bool:
        self._written[drafted.text] += 1
        if self._written[drafted.text] > 1:
            return False
        checked = gate.check(drafted)
        self.warnings += [f"a citation was left out: {report}" for report in checked.reports]
        if isinstance(checked, Dropped):
            done = "is struck through" if self._settings.unsupported == "strike" else "was left out"
            if not checked.reports:
                self.warnings.append(f"a sentence {done}: {checked.reason}")
            else:
                self.warnings[-1] += f", and its sentence {done}"
        return self.draft.add(checked)


def _refusal(ground: Ground, name: str, writing: _Writing) -> Answer:
    """Nothing passed: the model gives no answer, and what the files say stands beside that."""
    before = ground.extractive
    shown = escape(name)
    what = f"{shown} finds no answer" if writing.refused else f"Nothing that {shown} wrote is carried by the files"
    head = f"{what}." if before.refused else f"{what}. In quotes, the files say:"
    return before.model_copy(
        update={
            "text": f"{head}\n\n{before.text}",
            "short": None,
            "refused": True,
            "generator": name,
            "warnings": writing.told,
            "timings": ground.timings(),
        }
    )
