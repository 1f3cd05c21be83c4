"""Causes that a sentence, or one beside it, rejects: "not a strike but …", "no pipe burst", "bread was cheap"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.reading.candidates import lemma
from rag.reading.parser import parse
from rag.text.spans import Span, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["denied_before", "denied_causes"]

_MARK = (
    r"(?:because of|because|due to|owing to|on account of|as a result of|the result of|caused by|prompted by|"
    r"driven by|a (?:matter|question|case) of)"
)
_LINK = rf"(?:(?:{_MARK}|out of|through|for|by|from|to) )?"
_NOT = r"(?:not|n't|never)"
# "Not only X but Y" rejects nothing.
_REALLY = (
    r"(?! ?(?:only|just|merely|simply|solely|entirely|all|yet|until|before|even|so much|least|always|necessarily|"
    r"alone|more|less|enough)\b)"
)
_HEAD = r"(?:^|[,;:–—] |\bthat )"  # where a clause may begin
_WHAT = r"(?P<what>[\w'-][^,;:.!?()–—]*?)"
_END = r"(?=\s*(?:[,;:.!?()–—]|$| but\b| which\b| who\b| as (?:was|had|some|many|has)\b))"
_BE = r"(?:is|was|were|are|has been|had been|have been|be|being)"
_BLAMED = (
    r"(?:to blame|at fault|responsible|behind|involved|(?:the|a) (?:\w+ )?"
    r"(?:cause|reason|culprit|explanation|trigger|factor|problem|issue))"
)
_ROLE = r"(?:part|role|bearing|influence|effect|share|hand|impact|connection|link|relation)"
_SAID = r"(?:claim|report|suggestion|rumour|rumor|accusation|allegation|theory|idea|notion|story|talk|explanation)s?"
_SIGN = r"(?:sign|trace|evidence|indication|hint|proof|question|suspicion)s?"


def _each(*expressions: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression, re.IGNORECASE) for expression in expressions)


# What says that something was not the cause. Group "what" is the cause rejected.
_CAUSAL: Final = _each(
    rf"\b{_NOT}{_REALLY} {_LINK}{_WHAT}(?=,? but\b)",
    rf"\b{_NOT} {_MARK} {_WHAT}{_END}",
    rf"(?:,|–|—|\band) not{_REALLY} {_LINK}{_WHAT}{_END}",
    rf"\b(?:rather than|instead of|as opposed to) {_LINK}{_WHAT}{_END}",
    rf"\bneither {_LINK}{_WHAT}(?= nor\b)",
    rf"\bnor {_LINK}{_WHAT}{_END}",
    rf"\b(?:nothing|naught|little) (?:at all )?to do with {_WHAT}{_END}",
    rf"\b(?:unrelated to|unconnected (?:with|to)|no (?:connection|link|relation)(?:ship)? (?:with|to)) {_WHAT}{_END}",
    rf"{_HEAD}{_WHAT} {_BE}(?: {_NOT}|n't) (?:really |itself )?{_BLAMED}\b",
    rf"{_HEAD}{_WHAT} (?:had|has|have|played?|plays) (?:no|nothing)\b(?: \w+)? (?:{_ROLE}|to do with it)\b",
    rf"{_HEAD}{_WHAT} (?:did|does|do)(?: {_NOT}|n't) (?:cause|lead to|trigger|explain|play|drive|contribute)\b",
    rf"{_HEAD}{_WHAT} (?:has|have|had|was|were|is|are|can|could)(?: be)?(?: been)? (?:\w+ly )?"
    r"(?:ruled out|excluded|discounted|disproved)\b",
    rf"\b(?:ruled|rules|rule|ruling) out (?!that\b){_WHAT}{_END}",
    rf"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e|es|ed)|contrary to|despite) "
    rf"(?:any |all |the |this |these )?{_SAID} (?:that |of |about ){_WHAT}{_END}",
    rf"\bden(?:y|ies|ied|ying) that {_WHAT}{_END}",
    rf"\b{_SAID} (?:that|of) {_WHAT} (?:is|was|are|were) (?:false|wrong|untrue|unfounded|baseless|invented|nonsense)\b",
)
# What is denied with its effect. "It did not close because of rain" may say why it did not; reasons are named so.
_EFFECT: Final = _each(rf"{_NOT} \w+(?: \w+){{0,3}}? for (?P<what>(?!{_NOT})[\w'-]+(?: and [\w'-]+)? reasons)\b")
# What says that there was no such thing.
_ABSENT: Final = _each(
    rf"\b(?:no|without any|not any) {_SIGN} (?:of|that) {_WHAT}{_END}",
    rf"{_HEAD}of (?P<what>[\w' -]+?) (?:our|the|they|we|he|she|it|there|his|her|their)\b[^,;:]*\bno (?:\w+ )?{_SIGN}\b",
    rf"\bnothing (?:was |is |at all |whatever )?(?:wrong|amiss|the matter) with {_WHAT}{_END}",
    rf"(?:{_HEAD}|\bbut |\band )(?:no|none of (?:the|its|their)) (?!{_SIGN} ){_WHAT}{_END}",
    rf"(?:{_HEAD}|\bbut |\band )(?:nobody|no one) {_WHAT}{_END}",
    r"\bthere (?:(?:is|was|were|are|has been|had been|have been) (?:no|never any|not any|not an?)) "
    rf"(?!doubt|reason|need|other|{_SIGN} ){_WHAT}{_END}",
    rf"\b(?:has|had|have|found|finds|saw|showed|suffered|with) no (?!\w+ to\b|other\b|doubt|choice|{_ROLE}\b|{_SIGN}\b)"
    rf"{_WHAT}{_END}",
)
_CLAUSE = re.compile(r"[;:–—]|, (?:but|and|while|whereas|although|though) |\b(?:whereas|although|though)\b")
_NEGATED = re.compile(r"\b(?:(?:did|does|do) not|(?:did|does|do)n't|not|never|n't) ?|(?<=\w)n't\b", re.IGNORECASE)
_MARKED = re.compile(rf"\b{_MARK}\b", re.IGNORECASE)
_DELAYED = re.compile(r"\b(?:until|till|before|unless|yet|only|just|merely|simply|solely)\b", re.IGNORECASE)
_DETERMINERS = 2  # words that may stand between what sets a cause aside and the words that were read
# States that one is in when all is well, and their contraries, which are what could have been the cause.
_CONTRARIES: Final = dict(
    pair.split(":")
    for pair in (
        "cheap:expensive affordable:expensive plentiful:scarce abundant:scarce full:empty empty:full dry:wet wet:dry "
        "sober:drunk calm:stormy sound:faulty intact:broken undamaged:broken healthy:sick well:ill fit:ill safe:unsafe "
        "strong:weak weak:strong stable:unstable mild:cold warm:cold cold:warm clean:dirty slow:fast fast:slow new:old "
        "open:closed closed:open clear:blocked high:low low:high rich:poor solvent:insolvent good:bad perfect:bad"
    ).split()
)


def denied_causes(sentence: str, cause: Span, before: str = "", after: str = "") -> tuple[str, ...]:
    """The causes that are rejected, as written, without repeats.

    Args:
        sentence: The sentence that gives a cause, its apostrophes straight.
        cause: The characters of that cause, within which nothing is looked for.
        before: The sentence before it.
        after: The sentence after it.
    """
    found: dict[str, None] = {}
    for what in _phrases(sentence, _CAUSAL + _EFFECT + _ABSENT):
        if what.end <= cause.start or what.start >= cause.end:
            found[sentence[what.start : what.end]] = None
    for part in _parts(sentence):
        if part.end <= cause.start or part.start >= cause.end:
            found.update(dict.fromkeys(_states(sentence[part.start : part.end])))
    for beside in (before, after):
        for what in _phrases(beside, _CAUSAL + _EFFECT + _ABSENT):
            found[beside[what.start : what.end]] = None
        for part in _parts(beside):
            found.update(dict.fromkeys(_states(beside[part.start : part.end])))
    return tuple(found)


def denied_before(sentence: str, cause: Span) -> bool:
    """Whether the words given are themselves what the sentence rejects: "labour trouble" in "not labour trouble but".

    Args:
        sentence: The sentence, its apostrophes straight.
        cause: The characters of the words.
    """
    return any(
        what.start <= cause.start
        and cause.end <= what.end
        and len(sentence[what.start : cause.start].split()) <= _DETERMINERS
        for what in _phrases(sentence, _CAUSAL)
    )


def _phrases(text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Span]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            what = trim(text, *match.span("what"))
            # "Has not survived because of the war but is known" rejects no cause.
            if what.end > what.start and not _MARKED.search(text, *what):
                yield what


def _parts(text: str) -> Iterator[Span]:
    """The clauses of a sentence that marks or conjunctions set apart."""
    start = 0
    for match in _CLAUSE.finditer(text):
        yield trim(text, start, match.start())
        start = match.end()
    yield trim(text, start, len(text))


def _states(clause: str) -> Iterator[str]:
    """What a clause denies of its subject: "the pipe had burst" of "the pipe had not burst"; contraries of states."""
    if not clause.strip():
        return
    doc = parse(clause)
    root = next(token for token in doc if token.head == token)
    subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.pos_ == "PRON":
        return
    if any(c.dep_ == "neg" and c.lower_ in {"not", "n't", "never"} for c in root.children):
        if not _DELAYED.search(clause):
            yield _NEGATED.sub("", clause, count=1).strip(" .,")
        return
    for child in root.children:
        contrary = _CONTRARIES.get(lemma(child)) if child.dep_ == "acomp" and lemma(root) == "be" else None
        if contrary is not None and not any(child.children):  # "as cheap as", "too cheap" say something else
            first = subject.left_edge.i + (subject.left_edge.pos_ == "DET")
            phrase = doc[first : subject.i + 1].text
            yield f"{contrary} {phrase[0].lower() + phrase[1:]}"
