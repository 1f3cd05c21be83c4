"""Fact, plan, possibility, condition or denial: pairs of sentences in which a word or two flips it."""

from __future__ import annotations

import pytest

from rag.reading.modality import is_negated, modality_of
from rag.reading.parser import parse
from rag.text.spans import Span

pytestmark = pytest.mark.model

# The value stands between bars.
CASES = """
actual|The council had planned 80 homes but opened |60|.
planned|The council had planned |80| homes but opened 60.
planned|The council plans to build 80 homes and close |20| halls.
planned|The board will cut |900| jobs.
denied|The board will not cut |900| jobs.
planned|80 homes are to be built in |May|.
planned|The opening is scheduled for |5 May|.
actual|The fee shall not exceed |30| euros.
denied|Police denied that |80| people were arrested.
actual|Police said that |80| people were arrested.
planned|The target was |80| homes.
actual|The total was |80| homes.
planned|It missed its target of |80| homes.
denied|Not |80| but 60 homes were built.
actual|Not 80 but |60| homes were built.
actual|Not only |80| homes but also a school were built.
actual|The hall did not open until |May|.
denied|The hall did not open in |May|.
actual|No fewer than |80| people died.
actual|No more than |80| people may enter.
denied|The firm did not reach |80| sales.
denied|It failed to reach |80| sales.
actual|It managed to reach |80| sales.
conditional|If the permit were withdrawn, it would cost |80 million|.
conditional|Were the permit withdrawn, the hall would cost |80 million|.
conditional|Had the king died, |Bishop Elm| would have crowned her.
conditional|Should the tests go badly, the release would slip into |2025|.
planned|The park is due to open in |May|.
actual|The delay was due to |rain|.
possible|The storm may have killed |80| people.
actual|Members may vote for |two| candidates.
actual|You may borrow |eight| books.
possible|Prices may rise by |8%|.
possible|The strike could cost |80| jobs.
actual|The hall can hold |800| people.
actual|You must take |two| tablets.
possible|At least |80| people are feared dead.
possible|It allegedly paid |80| euros.
actual|It reportedly paid |80| euros.
actual|According to police, |80| were hurt.
planned|She promised to pay |80| euros.
actual|She paid |80| euros.
planned|The draft budget is |80| million euros.
planned|Officials expect |80| visitors.
planned|The proposed fee is |80| euros.
actual|The fee is |80| euros.
denied|She has never paid |80| euros.
planned|He said that the bridge would open in |May|.
actual|She would later marry |Karl Ott|.
denied|60 homes were built, rather than |80|.
actual||60| homes were built, rather than 80.
planned|Council to cut |80| jobs.
denied|There is no evidence that |80| people died.
possible|Police could not confirm that |80| people died.
possible|Asked whether |80| had died, he was silent.
planned|The minister announced a plan to hire |80| nurses.
actual|The minister hired |80| nurses.
possible|There is a risk of |80| deaths.
planned|We intend to open on |5 May|.
actual|We opened on |5 May|.
planned|The council ordered |80| buses.
actual|The council bought |80| buses.
possible|She is believed to have taken |80| euros.
planned|It is going to rain on |Sunday|.
conditional|Unless rain falls, the lake will be dry in |May|.
actual|Lars Emden is no longer chairman, said |Ida Holm|.
denied|Lars Emden is no longer |chairman|.
actual|It does not matter, because |80| came.
actual|The school was not closed because of |snow|.
possible|Were |80| people hurt?
planned|The works will take |two years|.
actual||Seven| walkers had not come back.
denied|It is not true that |80| people died.
denied|No one paid |80| euros.
actual|There were |no deaths|.
actual|The deadline is |5 May|.
actual|The rent is |80| euros.
possible|He threatened to dismiss |80| workers.
actual|He dismissed |80| workers.
planned|Sales are forecast to reach |80| units.
planned|The forecast was |80| units.
denied|The mayor rejected a figure of |80|.
actual|The mayor gave a figure of |80|.
denied|She denied taking bribes in |May|.
conditional|The fine is |80| euros if the book is lost.
actual|Even if it rains, the pump runs |80| minutes.
conditional|If it rains, the pump runs |80| minutes.
actual|He did not say who paid |80| euros.
actual|The talks lasted |two years| and were expected to fail.
planned|Construction is expected to take |two years|.
planned|The ship was to sail on |5 May|.
actual|The ship sailed on |5 May|.
actual|It was announced on Monday that |80| had died.
planned|It was announced on Monday that |80| would be freed.
planned||Anna Berg| will lead the firm.
actual||Anna Berg| leads the firm.
denied||Anna Berg| did not sign the treaty.
actual|Anna Berg, who will lead the firm, paid |80| euros.
planned|Anna Berg, who paid 80 euros, will lead |Elm Ltd|.
planned|The company said it will invest |$2 billion| in the new plant.
actual|The phone was launched in |September|.
possible|As many as |200| people could still be trapped under the rubble.
actual|About |200| people are trapped under the rubble.
actual|Up to |30| guests can sleep in the lodge.
possible|The death toll may rise to |300|.
possible|The virus might have infected |5,000| people.
actual|The minister, who is due to retire in May, spent |40| days in hospital.
planned|The minister, who is due to retire in |May|, spent 40 days in hospital.
denied|The army denies having shelled the |hospital|.
denied|Officials rejected claims that |400| soldiers had deserted.
actual|Officials said |400| soldiers had deserted, rejecting other claims.
denied|The company says it never received the |letter|.
planned|A spokesman said the bridge would be closed until |June|.
planned|The government hopes to vaccinate |70%| of adults.
actual|The government vaccinated |70%| of adults.
conditional|If elected, she would cut taxes by |5%|.
conditional|The loan will be repaid by |2030| provided that growth holds.
actual|The tenant must give |two months'| notice.
actual|A member may be expelled after |three| warnings.
actual|Applicants shall not be older than |35| years.
actual|Not all of the |80| patients were vaccinated.
planned|The work is scheduled to be finished by |2028|.
planned|The stadium was supposed to open in |2019|.
actual|The stadium opened in |2019|.
actual|Contrary to reports, |40| trains were not delivered.
actual|The plane was carrying |132| people when it crashed.
possible|It is possible that |132| people were on board.
possible|It is unclear whether |132| people were on board.
planned|The |$4 billion| deal is expected to close in May.
actual|The |$4 billion| deal closed in May.
actual|The bank has |$4 billion| in assets and expects to grow.
planned|The bank has $4 billion in assets and expects to reach |$5 billion|.
actual|He had expected 50 guests, but |80| came.
planned|He had expected |50| guests, but 80 came.
actual|Instead of the planned 50, |80| guests came.
planned|The first flight is planned for |spring 2026|.
actual|The first flight was in |spring 2026|.
actual|He did it to save |80| euros.
actual|The dam, intended to last a century, failed after |12| years.
actual|The museum attracted |80,000| visitors, fewer than expected.
actual|The museum attracted |80,000| visitors, more than the 60,000 forecast.
planned|The museum attracted 80,000 visitors, more than the |60,000| forecast.
denied|The city no longer has |trams|, he said
actual|Unlike Rome, the town has |80| inns.
actual|The tower, which was never finished, is |80| metres high.
actual|The project cost |€5 million|, not €3 million.
denied|The project cost €5 million, not |€3 million|.
denied|The king was neither |rich| nor loved.
denied|Nobody was killed in the |raid|.
actual|Of the dead, |12| were children, though this could not be verified.
actual|It was the |third| attempt to climb the peak.
actual|Students who fail to pay lose |10| points.
conditional|Had it not rained, |500| guests would have come.
conditional|The trip would take |two hours| by boat.
planned|The king ordered the construction of |40| ships.
actual|The talks, aimed at ending the war, lasted |three| days.
planned|We are going to hire |20| people.
denied|They were unable to save the |crew|.
planned|The book, published in 1999, was meant to teach |children|.
actual|The water must not be hotter than |60| degrees.
actual|Do not exceed |60| degrees.
denied|He was not born in |Ulm|.
actual|He was born in |Ulm|, not in Bern.
"""


def _marked(text: str) -> tuple[str, Span]:
    before, value, after = text.split("|")
    return before + value + after, Span(len(before), len(before) + len(value))


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_modality(case: str) -> None:
    modality, marked = case.split("|", 1)
    text, value = _marked(marked)
    assert modality_of(parse(text), value) == modality


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("She |would offer to resign| if the vote were lost.", "conditional"),
        ("She |offered to resign| when the vote was lost.", "planned"),
        ("She |resigned| when the vote was lost.", "actual"),
        ("She |has not offered| to go.", "denied"),
        ("They |hoped to reach| the spring.", "planned"),
        ("They |reached| the spring.", "actual"),
        ("Every household |is to be consulted|.", "planned"),
        ("Every household |is consulted|.", "actual"),
        ("The bank |might one day merge| with an insurer.", "possible"),
        ("The bank |merged| with an insurer.", "actual"),
    ],
)
def test_a_value_that_is_a_verb_brings_its_own_helpers(marked: str, modality: str) -> None:
    text, value = _marked(marked)
    assert modality_of(parse(text), value) == modality


@pytest.mark.parametrize(
    ("marked", "negated"),
    [
        ("|Seven| walkers had not come back.", True),
        ("|Seven| walkers had come back.", False),
        ("The fee is no longer |80| euros.", True),
        ("No fewer than |80| people died.", False),
        ("He did not doubt that |80| people died.", False),
    ],
)
def test_is_negated_looks_at_the_verb_of_the_own_clause(marked: str, negated: bool) -> None:
    text, value = _marked(marked)
    assert is_negated(parse(text), value) is negated


def test_characters_outside_the_sentence_are_an_error() -> None:
    doc = parse("It rains.")
    with pytest.raises(ValueError, match="touch no token"):
        modality_of(doc, Span(50, 60))
