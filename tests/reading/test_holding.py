"""As of when a value holds, and the tense: the time of its own clause, and no time of another thing."""

from __future__ import annotations

import pytest

from rag.reading.holding import held_at, tense_of
from rag.reading.parser import parse
from rag.text.spans import Span

pytestmark = pytest.mark.model

# The value stands between bars; then the words of the time, the tense, and whether the time of writing is meant.
CASES = [
    (
        "At noon on Tuesday |seven| walkers had not come down from the ridge, mountain rescue reported.",
        "At noon on Tuesday",
        "past",
        False,
    ),
    (
        "When we rang the keeper at noon on Tuesday, the |seven| missing on the ridge were still out.",
        "at noon on Tuesday",
        "past",
        False,
    ),
    (
        '"|Nineteen| casualties had been admitted when Wednesday ended," the manager told us.',
        "when Wednesday ended",
        "past",
        False,
    ),
    ("By midnight |14| people had been taken to hospital, the fire service said.", "By midnight", "past", False),
    ("As of December 31, 2022, Elm Ltd had |1,340| employees.", "As of December 31, 2022", "past", False),
    ("Elm Ltd closed the year 2022 with |1,600| people.", "the year 2022", "past", False),
    ("Elm Ltd ended June with |1,600| people.", "June", "past", False),
    ("Elm reports debt of |€3.1 billion| at the end of 2023.", "at the end of 2023", "present", False),
    (
        "|42,000| homes have no power this Sunday morning after snow brought down lines.",
        "this Sunday morning",
        "present",
        False,
    ),
    ("The 2019 law sets a fee of |80| euros.", "", "present", False),
    ("The firm, founded in 1950, has |80| workers.", "", "present", False),
    ("The firm, founded in |Elm Street| in 1950, has 80 workers.", "in 1950", "past", False),
    ("From today the price is |530| pounds.", "From today", "present", True),
    ("So far, |80| people have died.", "So far", "present", True),
    ("|80| people have died so far this year.", "so far this year", "present", True),
    ("The club now has |80| members.", "now", "present", True),
    ("The club has |80| members.", "", "present", False),
    ("The club will have |80| members.", "", "future", False),
    ("Sales rose from 60 in 2022 to |80| in 2023.", "in 2023", "past", False),
    ("Sales rose from |60| in 2022 to 80 in 2023.", "in 2022", "past", False),
    ("The number of staff in 2022 was |80|.", "in 2022", "past", False),
    ("2022 saw |80| openings.", "2022", "past", False),
    ("Last year's revenue was |80| million euros.", "Last year", "past", False),
    ("Elm said on Thursday that it is cutting |900| jobs.", "on Thursday", "present", False),
    ("The hall opened in |May|.", "", "past", False),
    ("The mayor said in 2020 that the hall opened in |May|.", "in 2020", "past", False),
    ("The road has been |closed| since May.", "since May", "present", False),
    ("She spoke of the |80| men who died last month.", "last month", "past", False),
    ("She spoke to |80| men, who left last month.", "", "past", False),
    ("They hired 80 in May and dismissed |60| in June.", "in June", "past", False),
    ("They hired |80| in May and dismissed 60 in June.", "in May", "past", False),
    ("They hired 80 in May and dismissed |60|.", "", "past", False),
    ("In May they hired 80 and dismissed |60|.", "In May", "past", False),
    ("She met a man born in 1950 and paid |80| euros.", "", "past", False),
    ("As of 8 July, Weir Lane bridge: |open|.", "As of 8 July", "present", False),
    ("2 July 1871. General Brask |lives in exile| two doors from me.", "2 July 1871", "present", False),
    ("The fire in 2022 killed |80| people.", "in 2022", "past", False),
    ("Karl Ott |spent Thursday night at home|, prosecutors told us.", "Thursday night", "past", False),
    ("The council will build |80| homes on 5 May.", "on 5 May", "future", False),
    ("On Monday police said |63| were missing.", "On Monday", "past", False),
    ("Police said on Monday that on Tuesday |63| were missing.", "on Tuesday", "past", False),
    ("In 2010 the town, which lies on a lake, had |80| inns.", "In 2010", "past", False),
    ("In 2010 the town, which has |80| inns, flooded.", "", "present", False),
    ("Two years ago |80| men worked here.", "two years ago", "past", False),
    ("The saw was |discontinued| last year.", "last year", "past", False),
    ("Revenue for the 2023 financial year came to |€412 million|.", "for the 2023 financial year", "past", False),
    ("The bridge will reopen on |17 February|, two weeks later than planned.", "", "future", False),
    ("The band will play |80| songs on the last Sunday in June.", "on the last Sunday in June", "future", False),
    ("The last day of the fair was |31 March|.", "", "past", False),
    ("Chairman |Lars Emden| invites them to the meeting on 14 March.", "", "present", False),
    ("On 14 March, |Lars Emden| invited them to the meeting.", "On 14 March", "past", False),
    ("All |27| passengers had been lowered by eight in the evening.", "by eight in the evening", "past", False),
    ("The club now has |80| members and a hall built in 1950.", "now", "present", True),
    ("They had |1500| men in 1500.", "in 1500", "past", False),
    ("It has |1500| men.", "", "present", False),
    ("Between 2019 and 2021 the club lost |80| members.", "between 2019 and 2021", "past", False),
    ("They had |80| members every May.", "", "past", False),
    ("She plans to hire |80| nurses.", "", "future", False),
    ("In March she planned to hire |80| nurses.", "in March", "past", False),
    ("The pass is open for two weeks every May to |80| walkers.", "", "present", False),
]


def _marked(text: str) -> tuple[str, Span]:
    before, value, after = text.split("|")
    return before + value + after, Span(len(before), len(before) + len(value))


@pytest.mark.parametrize(("marked", "words", "tense", "now"), CASES)
def test_time_and_tense(marked: str, words: str, tense: str, now: bool) -> None:
    text, value = _marked(marked)
    doc = parse(text)
    held = held_at(doc, value)
    assert (text[held.words.start : held.words.end].lower() if held else "") == words.lower()
    assert (held is not None and held.now) is now
    assert tense_of(doc, value) == tense


@pytest.mark.parametrize(
    ("marked", "tense"),
    [
        ("They may have paid |80| euros.", "past"),
        ("They may pay |80| euros.", "present"),
        ("They would have paid |80| euros.", "past"),
        ("They would pay |80| euros.", "future"),
        ("The homes built in |2020| are full.", "past"),
        ("Homes: |80|.", "present"),
    ],
)
def test_tense_of_helpers_and_of_what_has_none(marked: str, tense: str) -> None:
    text, value = _marked(marked)
    assert tense_of(parse(text), value) == tense


def test_characters_outside_the_sentence_are_an_error() -> None:
    doc = parse("It rains.")
    with pytest.raises(ValueError, match="touch no token"):
        held_at(doc, Span(50, 60))
