"""Whether two values are of the same whole."""

from __future__ import annotations

import pytest

from rag.disagreement.scopes import other_scope
from rag.reading.parser import parse
from rag.reading.question import analyse
from rag.reading.scope import Scope, scope_of
from rag.text.spans import Span

pytestmark = pytest.mark.model


def _scope(marked: str) -> Scope:
    """The scope of the value in square brackets."""
    start, end = marked.index("["), marked.index("]")
    return scope_of(parse(marked.replace("[", "").replace("]", "")), Span(start, end - 1))


DIFFERENT = [
    ("How many people were vaccinated?", "The clinic vaccinated [4,000] people.", "[1,100] pensioners got the jab."),
    (
        "What was the unemployment rate?",
        "Unemployment stood at [6 per cent].",
        "Youth unemployment stood at [14 per cent].",
    ),
    (
        "How many buildings collapsed in Orsa?",
        "[45] buildings collapsed in Orsa.",
        "[110] buildings came down in Telm.",
    ),
    ("Who coached the team in 2019?", "[Ana Berg] coached the team in 2019.", "[Tom Ahl] coached the team in 2015."),
    ("How long does treatment take?", "Treatment takes [six weeks].", "Radiation treatment takes [two weeks]."),
    (
        "What is the notice period?",
        "The notice period is [two months].",
        "For managers the notice period is [six months].",
    ),
    ("How many ships were in the fleet?", "The fleet had [60] ships.", "The fleet counted [12] warships."),
    ("How many babies were born?", "[80] babies were born at the clinic.", "[44] girls were born at the clinic."),
    ("When did the trial begin?", "The trial began on [3 May].", "The trial ended on [9 June]."),
    ("When did the museum open?", "The museum opened in [1950].", "The new wing opened in [1990]."),
    ("What does the course cost?", "The course costs [400 euros].", "The evening course costs [250 euros]."),
    (
        "How many crimes were recorded?",
        "[900] crimes were recorded last year.",
        "[210] violent crimes were recorded last year.",
    ),
    ("How high was turnout?", "Turnout was [61 per cent].", "Turnout among women was [66 per cent]."),
    ("How many jobs will be cut?", "The bank will cut [900] jobs.", "The bank will cut [300] jobs in Germany."),
    (
        "How many prisoners were released?",
        "[80] women were released on Friday.",
        "The government released [600] prisoners.",
    ),
    (
        "How many prisoners were released?",
        "[80] Spanish citizens were released.",
        "The government released [600] prisoners.",
    ),
    ("How many women were released?", "[80] women were released.", "[600] people were released."),
    ("How many prisoners were released?", "[80] political prisoners were released.", "[600] prisoners were released."),
    ("How many prisoners were released?", "Among them were [12] minors.", "The government released [600] prisoners."),
    (
        "How many prisoners were released?",
        "Another [80] were released on Sunday.",
        "The government released [600] prisoners.",
    ),
    ("How many people died in the crash?", "[12] people died.", "[40] people were injured."),
    ("How many people died in the flood?", "[12] people died in Leeds.", "[40] people died in the flood."),
    ("How many people died in the flood?", "[12] people died in Leeds.", "[40] people died in York."),
    (
        "What was the profit of Orra in 2023?",
        "Orra's net profit was [5 million euros] in 2023.",
        "Gross profit came to [9 million euros] in 2023.",
    ),
    (
        "What was the profit of Orra in 2023?",
        "Orra's profit was [5 million euros] in 2023.",
        "Revenue came to [9 million euros] in 2023.",
    ),
    (
        "What was the profit of Orra?",
        "Orra's profit was [5 million euros] in the first half of 2023.",
        "Profit came to [9 million euros] in 2023.",
    ),
    (
        "What was the profit of Orra?",
        "Profit was [5 million euros] in 2022 and [7 million euros] in 2023.",
        "Profit came to [9 million euros] in 2023.",
    ),
    ("How much does the ticket cost?", "A single ticket costs [4 euros].", "A return ticket costs [7 euros]."),
    ("How much is the fee?", "The fee is [4 euros] per day.", "The fee is [20 euros] per week."),
    ("How much is the fee?", "The fee is [40 euros] including VAT.", "The fee is [33 euros] excluding VAT."),
    ("How tall is the tower?", "The tower is [300 metres] high.", "The tower is [125 metres] wide at its base."),
    ("When was the abbey built?", "The abbey was built in [1210].", "The abbey was restored in [1890]."),
    ("When was the treaty signed?", "The treaty was signed on [4 May].", "The treaty was ratified on [9 June]."),
    ("How long is the battery life of the Zeno?", "The Zeno 4 runs for [10 hours].", "The Zeno 5 runs for [14 hours]."),
    (
        "How long is the battery life of the Zeno 4?",
        "The battery runs for [10 hours].",
        "The Zeno 4 Pro runs for [14 hours].",
    ),
    ("What is the dose of Veloxin?", "Adults take [20 mg] of Veloxin a day.", "Children take [5 mg] of Veloxin a day."),
    (
        "What is the dose of Veloxin?",
        "The recommended dose for adults is [20 mg].",
        "The recommended dose for children is [5 mg].",
    ),
    ("How many patients recovered?", "[80] patients recovered.", "[95] patients recovered in the control group."),
    ("What share of patients improved?", "[40 per cent] of patients improved.", "[52 per cent] of women improved."),
    ("How many goals did Reyes score?", "Reyes scored [30] goals.", "Reyes scored [22] league goals."),
    (
        "How many goals did Reyes score?",
        "Reyes scored [12] goals in the first half of the season.",
        "Reyes scored [28] goals.",
    ),
    ("Who won the women's race?", "[Ana Ruiz] won the women's race.", "[Tom Lind] won the men's race."),
    ("How many homes were damaged by the storm?", "[200] homes were damaged.", "[35] homes were destroyed."),
    ("How many cases were there?", "There were [200] confirmed cases.", "There were [900] suspected cases."),
    (
        "What is the fine under Article 4?",
        "Under Article 4 the fine is [200 euros].",
        "Under Article 5 the fine is [400 euros].",
    ),
    (
        "What is the temperature of the lake?",
        "The average temperature is [8 degrees].",
        "The maximum temperature is [21 degrees].",
    ),
    ("How deep is the lake?", "The lake is [80 metres] deep.", "The lake has an average depth of [30 metres]."),
    (
        "How many workers went on strike?",
        "[1,200] workers walked out at the Dunsby plant.",
        "[900] workers walked out at the Lorrin plant.",
    ),
    (
        "How many people were evacuated?",
        "3,000 residents were evacuated, including [400] children.",
        "[2,500] people were evacuated.",
    ),
    (
        "How many people lived in Marl?",
        "In 2020 Marl had [12,000] inhabitants.",
        "In 2010 Marl had [9,000] inhabitants.",
    ),
    (
        "How many species live in the reef?",
        "The reef is home to [300] species of fish.",
        "The reef is home to [900] species.",
    ),
    ("How many schools will close?", "[12] primary schools will close.", "[20] schools will close."),
    ("How many soldiers were killed?", "[12] soldiers were killed.", "[30] civilians were killed."),
    ("What is the speed of the train?", "The train reaches [300 km/h].", "Its average speed is [220 km/h]."),
    ("What is the fine for speeding?", "The fine is [200 euros].", "Repeat offenders pay [400 euros]."),
    (
        "What is the fine for speeding?",
        "The fine for individuals is [200 euros].",
        "The fine for companies is [900 euros].",
    ),
    ("How many goals did Reyes score?", "Reyes scored [12] goals in the league.", "Reyes scored [20] goals."),
    (
        "What is the mortality of the disease?",
        "[12 per cent] of infected adults die.",
        "[30 per cent] of infected children die.",
    ),
    ("What is the blood pressure limit?", "The systolic limit is [140].", "The diastolic limit is [90]."),
    ("How many people were infected?", "[80] people tested positive.", "[12] people are in intensive care."),
    ("How many medals did Norra win?", "Norra won [eight] gold medals.", "Norra won [24] medals."),
    ("When does the law take effect?", "The law takes effect on [1 May].", "The law was announced on [3 March]."),
    ("How many houses burned?", "The fire destroyed [40] houses in Hill Road.", "[95] houses burned in the fire."),
    ("How many votes did the bill get?", "The bill got [212] votes.", "In the upper house the bill got [44] votes."),
    (
        "What is the population of Marl?",
        "Marl has a population of [12,000].",
        "The urban population of Marl is [9,000].",
    ),
    ("What is the mass of the probe?", "The probe has a mass of [900 kg].", "Without fuel the probe weighs [600 kg]."),
    ("How many whales were counted?", "[40] whales were counted.", "[25] female whales were counted."),
    ("How high was the wave?", "The wave was [12 metres] high.", "The average height of the waves was [4 metres]."),
    ("How many people were arrested?", "Police arrested [80] people.", "[23] of them remain in custody."),
]
SAME = [
    (
        "How many people were vaccinated?",
        "The clinic vaccinated [4,000] people.",
        "[4,600] residents got the jab by Friday.",
    ),
    ("What was the unemployment rate?", "Unemployment stood at [6 per cent].", "The jobless rate was [7 per cent]."),
    ("How many tickets were sold?", "Organisers sold [30,000] tickets.", "A total of [34,000] tickets went."),
    ("How much rain fell?", "[80 mm] of rain fell in 24 hours.", "[120 mm] of rain fell."),
    ("Who coached the team?", "[Ana Berg] coached the team.", "[Tom Ahl] was the coach."),
    ("How long does treatment take?", "Treatment takes [six weeks].", "Patients are treated for [eight weeks]."),
    ("What is the notice period?", "The notice period is [two months].", "Notice of [three months] must be given."),
    ("How many plaintiffs joined the suit?", "[41] plaintiffs joined the suit.", "[38] people joined the suit."),
    ("How many ships were in the fleet?", "The fleet had [60] ships.", "The fleet counted [75] sail."),
    ("How large was the crowd?", "The crowd was [12,000] strong.", "[15,000] spectators came."),
    ("When did the trial begin?", "The trial began on [3 May].", "The trial opened on [9 June]."),
    ("How many people speak Orrish?", "[90,000] people speak Orrish.", "Orrish has [300,000] speakers."),
    ("How high was turnout?", "Turnout was [61 per cent].", "The electoral board gave turnout as [58 per cent]."),
    ("How many jobs will be cut?", "The bank will cut [900] jobs.", "[1,200] posts are to go."),
    ("What is the depth of the wreck?", "The wreck lies at [40 metres].", "The wreck is [52 metres] down."),
    (
        "How many prisoners were released?",
        "[80] people were released on Friday.",
        "The government released [600] prisoners.",
    ),
    ("How many women were released?", "[80] women were released.", "The ministry said [95] were released."),
    (
        "How many political prisoners were released?",
        "[80] political prisoners were released.",
        "[600] prisoners were released.",
    ),
    (
        "How many prisoners were released?",
        "[80] prisoners have been freed, said Foro Penal.",
        "According to the authorities, [600] inmates were let go.",
    ),
    (
        "How many prisoners were released?",
        "[80] of them were released on Sunday.",
        "The government released [600] prisoners.",
    ),
    ("How many people died in the crash?", "[12] people died.", "The crash killed [14]."),
    ("How many people died in the crash?", "[12] people died.", "The crash claimed [14] lives."),
    ("How many people died in the crash?", "The death toll rose to [14].", "[12] were killed."),
    ("How many people died in the flood in Leeds?", "[12] people died in Leeds.", "[40] people died in the flood."),
    (
        "What was the profit of Orra in 2023?",
        "Orra's profit was [5 million euros] in 2023.",
        "Profit came to [9 million euros] in 2023.",
    ),
    (
        "What was the profit of Orra?",
        "Profit was 5 million euros in 2022 and [7 million euros] in 2023.",
        "Profit came to [9 million euros] in 2023.",
    ),
    ("How much does the ticket cost?", "The ticket costs [4 euros].", "Tickets are [5 euros] each."),
    ("How much is the fee?", "The fee is [4 euros] per day.", "The fee is [6 euros] a day."),
    ("How tall is the tower?", "The tower is [300 metres] high.", "The tower is [330 metres] tall."),
    ("When was the abbey built?", "The abbey was built in [1210].", "The abbey was constructed in [1250]."),
    ("How long is the battery life of the Zeno 4?", "The Zeno 4 runs for [10 hours].", "The battery lasts [14 hours]."),
    ("What is the dose of Veloxin?", "The recommended dose is [20 mg].", "The dose advised is [25 mg]."),
    ("How many patients took part in the trial?", "[312] patients took part.", "The trial enrolled [340] people."),
    (
        "What share of patients improved?",
        "[40 per cent] of patients improved.",
        "[52 per cent] of participants got better.",
    ),
    ("How many goals did Reyes score?", "Reyes scored [30] goals.", "Reyes scored [28] goals."),
    ("Who won the race?", "[Ana Ruiz] won the race.", "[Tom Lind] won the race."),
    (
        "How many homes were damaged by the storm?",
        "The storm damaged [200] homes in the north of the county.",
        "The storm damaged [900] homes.",
    ),
    ("How many cases were there?", "There were [200] cases.", "Officials counted [250] cases."),
    (
        "How many judges sit on the court?",
        "[Nine] judges sit on the Supreme Court.",
        "[Eleven] judges sit on the court.",
    ),
    (
        "How many workers went on strike?",
        "[1,200] workers walked out.",
        "[900] employees went on strike, the company said.",
    ),
    (
        "How many people were evacuated?",
        "[3,000] residents were evacuated.",
        "[2,500] people had to leave their homes.",
    ),
    (
        "How many people were evacuated?",
        "[3,000] residents were evacuated, including 400 children.",
        "[2,500] people were evacuated.",
    ),
    ("How many people were rescued?", "[14] terrified hikers were rescued.", "Helicopters saved [19] people."),
    ("How big was the earthquake?", "The quake had a magnitude of [6.1].", "The quake measured [6.4]."),
    ("How many people live in Marl?", "Marl has [12,000] inhabitants.", "In 2010 Marl had [9,000] inhabitants."),
    ("How many species live in the reef?", "[300] species live in the reef.", "The reef is home to [900] species."),
    ("How many soldiers were killed?", "[12] soldiers were killed.", "[30] troops died."),
    ("How long was the sentence?", "He was sentenced to [five years].", "The appeal court gave him [three years]."),
    ("How many people attended the march?", "Police counted [2,000] people.", "Organisers spoke of [10,000]."),
    ("What is the fine for speeding?", "The fine is [200 euros].", "Drivers are fined [400 euros]."),
    (
        "How many goals did Reyes score in the league?",
        "Reyes scored [12] goals in the league.",
        "Reyes scored [20] goals.",
    ),
    ("How many goals did Reyes score?", "Reyes scored [12] goals for Marl.", "Reyes scored [20] goals."),
    ("How many died of cholera?", "[120] people died of cholera.", "Cholera killed [300]."),
    ("How many people were made homeless?", "[2,000] people lost their homes.", "[3,000] were left homeless."),
    ("How many medals did Norra win?", "Norra won [22] medals.", "Norra took [24] medals."),
    ("When does the law take effect?", "The law takes effect on [1 May].", "The law comes into force on [1 June]."),
    (
        "How many people live below the volcano?",
        "In all, [40,000] people live there.",
        "Some [25,000] people live there.",
    ),
    (
        "How many passengers were on the ferry?",
        "The ferry carried [212] passengers.",
        "There were [240] people aboard.",
    ),
    (
        "How many passengers were on the ferry?",
        "The ferry carried [212] passengers.",
        "There were [240] people aboard, crew included.",
    ),
    (
        "How long is the ban?",
        "The ban lasts [two years].",
        "Ruiz was banned for [three years], the court said on Monday.",
    ),
    ("How far is the star?", "The star is [40 light years] away.", "The star is [60 light years] from Earth."),
    ("What is the mass of the probe?", "The probe has a mass of [900 kg].", "The probe weighs [600 kg]."),
    ("How many samples were positive?", "[40] of 200 samples were positive.", "[52] samples tested positive."),
    (
        "How much aid did the country receive?",
        "The country received [5 million euros] in aid.",
        "Food aid came to [2 million euros].",
    ),
    ("How many people were arrested?", "Police arrested [80] people in the city centre.", "[95] arrests were made."),
]
REASONS = [
    (
        "How many prisoners were released?",
        "[80] women were freed.",
        "They freed [600] prisoners.",
        ("women", "prisoners"),
    ),
    (
        "What was the profit of Orra?",
        "Profit was [5m euros] in 2022.",
        "Profit was [7m euros] in 2023.",
        ("2022", "2023"),
    ),
    ("What was the profit of Orra?", "Net profit was [5m euros].", "Gross profit was [7m euros].", ("net", "gross")),
    (
        "How much is the fee?",
        "The fee is [4 euros] per day.",
        "The fee is [9 euros] per week.",
        ("per day", "per week"),
    ),
    ("How many people fell ill?", "[80] people fell ill in York.", "[90] people fell ill in Leeds.", ("York", "Leeds")),
    ("How many people died in the crash?", "[12] people died.", "[40] people were hurt.", ("death", "injury")),
    (
        "How long does the Zeno run?",
        "The Zeno 4 runs for [9 hours].",
        "The Zeno 5 runs for [14 hours].",
        ("Zeno 4", "Zeno 5"),
    ),
]


@pytest.mark.parametrize(("question", "first", "second"), DIFFERENT)
def test_values_of_different_wholes_are_told_apart(question: str, first: str, second: str) -> None:
    one, other = _scope(first), _scope(second)
    assert other_scope(analyse(question), one, other)
    assert other_scope(analyse(question), other, one)


@pytest.mark.parametrize(("question", "first", "second"), SAME)
def test_values_of_one_whole_are_not(question: str, first: str, second: str) -> None:
    one, other = _scope(first), _scope(second)
    assert other_scope(analyse(question), one, other) is None
    assert other_scope(analyse(question), other, one) is None


@pytest.mark.parametrize(("question", "first", "second", "words"), REASONS)
def test_the_reason_names_both_sides(question: str, first: str, second: str, words: tuple[str, str]) -> None:
    reason = other_scope(analyse(question), _scope(first), _scope(second))
    assert reason is not None
    assert all(word in reason for word in words)


def test_what_a_question_of_yes_or_no_asks_about_is_no_other_event() -> None:
    opened, closed = _scope("The bridge is [open]."), _scope("The bridge was [closed].")
    assert other_scope(analyse("Is the bridge open?"), opened, closed) is None


def test_a_bearer_of_the_same_name_is_set_apart() -> None:
    question = analyse("Where was the painter Lea Orm born?")
    plain = _scope("Lea Orm was born in [Marl].")
    assert other_scope(question, plain, _scope("The other Lea Orm was born in [Norra]."))
    assert other_scope(question, plain, _scope("Lea Orm the Younger was born in [Norra]."))
    assert other_scope(question, plain, _scope("Lea Orm was born in [Norra].")) is None
    asked_for_her = analyse("Where was Lea Orm the Younger born?")
    assert other_scope(asked_for_her, plain, _scope("Lea Orm the Younger was born in [Norra].")) is None


def test_one_name_for_things_of_two_sorts() -> None:
    question = analyse("When was the Kestrel built?")
    organ, pump = (
        _scope("The Kestrel, an organ, was built in [1901]."),
        _scope("The Kestrel, a pump, was built in [1950]."),
    )
    assert other_scope(question, organ, pump)
    assert other_scope(question, organ, pump, lambda _one, _other: 0.9) is None


def test_near_synonyms_are_told_by_likeness_but_opposites_are_not() -> None:
    question = analyse("How many boats sank?")
    wooden, timber = _scope("[12] wooden boats sank."), _scope("[15] timber boats sank.")
    assert other_scope(question, wooden, timber)
    assert other_scope(question, wooden, timber, lambda _one, _other: 0.7) is None
    small, large = _scope("[12] private boats sank."), _scope("[15] public boats sank.")
    assert other_scope(question, small, large, lambda _one, _other: 0.7)
