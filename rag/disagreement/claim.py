"""What a source says in answer to a question: the unit that is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.shown import show
from rag.text.spans import Span

if TYPE_CHECKING:
    import datetime

    import numpy as np
    from numpy.typing import NDArray

    from rag.disagreement.compare import Value
    from rag.disagreement.moment import Moment
    from rag.disagreement.names import Naming
    from rag.reading.attribution import Attribution
    from rag.reading.lexicon import AnswerKind
    from rag.reading.modality import Modality
    from rag.reading.scope import Scope
    from rag.reading.shown import Shown
    from rag.reading.stances import Stance

__all__ = ["Claim", "Read"]


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that was read for an answer; all that is compared comes from such readings.

    Attributes:
        source: The file that it stands in.
        text: The whole text of that file.
        date: The day that the file bears, if it bears one.
        start: First character of the sentence in the text: ``text[start:start + len(sentence)] == sentence``.
        sentence: The sentence.
        before: The sentence before it, empty where there is none; tells whom "she" means.
        after: The sentence after it, empty where there is none; may say that what was said is disputed.
        span: The words read out of it, in characters of the sentence; None where nothing was read.
        holds: How likely it is that the sentence holds the answer, 0..1.
        likeness: Cosine of question and sentence.
        coverage: The part of the question's words that the sentence, or the one before it, holds: 0..1.
        vector: Of the sentence together with the one before it, of length 1.
    """

    source: str
    text: str
    date: datetime.date | None
    start: int
    sentence: str
    before: str
    after: str
    span: Span | None
    holds: float
    likeness: float
    coverage: float
    vector: NDArray[np.float32]

    def shown(self, words: Span | None = None) -> Shown:
        """The sentence where it stands, as the judge is shown it.

        Args:
            words: Those in question, in characters of the sentence; the whole of it where they are not known.
        """
        end = self.start + len(self.sentence)
        marked = None if words is None else Span(self.start + words.start, self.start + words.end)
        return show(self.text, self.start, end, marked, self.date)


@dataclass(frozen=True, slots=True)
class Claim:
    """One value or stance that a sentence gives, with all that tells of what it holds and who says so.

    Attributes:
        read: Where it was read.
        span: The words that carry it, in characters of the sentence.
        kind: What kind of value it is.
        value: Of numbers and times, what the words state; None where they cannot be read safely.
        naming: Of persons, bodies, places and things, how they are named.
        stance: Of an answer to a question that is answered by yes or no.
        said_by: Who says it; None where the file says it itself.
        modality: Whether it is told as fact, plan, possibility, condition or denied.
        holds_at: When it holds, if the text tells.
        present: Whether it is told of the time of writing.
        now: Whether it says so: "now", "so far", "still".
        scope: What it is a value of.
    """

    read: Read
    span: Span
    kind: AnswerKind
    value: Value | None
    naming: Naming | None
    stance: Stance | None
    said_by: Attribution | None
    modality: Modality
    holds_at: Moment | None
    present: bool
    now: bool
    scope: Scope

    @property
    def source(self) -> str:
        """The file that makes the claim."""
        return self.read.source

    @property
    def words(self) -> str:
        """The value as written."""
        if self.value is not None:
            return self.value.words
        return self.read.sentence[self.span.start : self.span.end]
