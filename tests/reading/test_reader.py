"""The words that answer, read out of single sentences."""

from __future__ import annotations

import pytest

from rag.reading.reader import Reading, read

pytestmark = pytest.mark.model

HARBOUR = "312 sailors were rescued, including 41 officers and 17 cooks."
STRIKE = "At least 60 of the miners were arrested in Korvel on Monday, 4 March 2019, police said."
BRIDGE = "Engineer Tilda Marsh designed the Ostrava Bridge, which cost over $3 billion and opened in 1987."
TREATY = "The treaty was signed by Queen Adela in Bergen on 12 May 1821 because of a grain shortage."
OIL = "Norland will export between 20 million and 35 million barrels of oil next year."
PANEL = "Marta Quill, head of the river charity Clean Water Trust, criticised the new dam."

ANSWERS = [
    # counts: the noun asked for decides between numbers
    ("How many sailors were rescued?", HARBOUR, "312"),
    ("How many officers were rescued?", HARBOUR, "41"),
    ("how many cooks were rescued", HARBOUR, "17"),
    ("How many people were rescued?", HARBOUR, "312"),
    ("How many miners were arrested?", STRIKE, "At least 60"),
    ("How many of the miners were arrested?", STRIKE, "At least 60"),
    ("How many villagers fled?", "More than 600 villagers fled the flood.", "More than 600"),
    ("How many homes were destroyed?", "The fire destroyed between 800 and 900 homes.", "between 800 and 900"),
    ("How many horses took part?", "About 804 horses took part in the race.", "About 804"),
    (
        "How many teachers went on strike?",
        "Approximately twenty-five teachers went on strike.",
        "Approximately twenty-five",
    ),
    ("According to the mayor, how many shops closed?", "Nearly 1,200 shops closed, the mayor said.", "Nearly 1,200"),
    ("How many tourists visited the island?", "The island was visited by 2.5 million tourists.", "2.5 million"),
    ("number of villagers who fled", "More than 600 villagers fled the flood.", "More than 600"),
    # measures, money, shares
    ("How many barrels of oil will Norland export?", OIL, "between 20 million and 35 million barrels"),
    ("How tall is the tower?", "The tower is 324 metres tall.", "324 metres"),
    ("How far is the village from the coast?", "The village lies 12 km from the coast.", "12 km"),
    ("How much did the bridge cost?", BRIDGE, "over $3 billion"),
    ("How much money did the museum raise?", "The museum raised €4.5 million from visitors.", "€4.5 million"),
    (
        "What was the cost of the stadium?",
        "The cost of the stadium was forty million dollars.",
        "forty million dollars",
    ),
    ("What percentage of voters stayed home?", "About 45% of voters stayed home.", "About 45%"),
    ("What share of the harvest was lost?", "Two-thirds of the harvest was lost to frost.", "Two-thirds"),
    # a role with a name that the parser cuts off
    (
        "Who is Rosa Lindt?",
        "Forty have left, according to Rosa Lindt, director of the water rights NGO Agua para Norland, ending a wait.",
        "director of the water rights NGO Agua para Norland",
    ),
    # a preposition that belongs to the verb
    (
        "What was the baker accused of?",
        "One of them is Ida Holm, a baker and singer who was accused of fraud.",
        "fraud",
    ),
    # durations
    ("How long did the siege of Tarn last?", "The siege of Tarn lasted eighteen months.", "eighteen months"),
    ("How old was the pilot?", "The pilot, aged 54, survived.", "54"),
    ("How many years did the reign last?", "The reign lasted 32 years.", "32 years"),
    # dates
    ("When were the miners arrested?", STRIKE, "Monday, 4 March 2019"),
    ("When was the treaty signed?", TREATY, "12 May 1821"),
    ("In what year was the treaty signed?", TREATY, "1821"),
    ("On which date was the treaty signed?", TREATY, "12 May 1821"),
    ("When did the Ostrava Bridge open?", BRIDGE, "1987"),
    ("When were the caves known?", "The caves were known as early as 1973.", "1973"),
    ("when did the strike begin", "The strike began on January 8, 2014, and ended in June.", "January 8, 2014"),
    ("When did the strike end?", "The strike began on January 8, 2014, and ended on June 3, 2014.", "June 3, 2014"),
    ("In which century was the abbey built?", "The abbey was built in the 12th century.", "12th century"),
    ("During what decade did the mill close?", "The mill closed in the 1930s.", "1930s"),
    # persons
    ("Who designed the Ostrava Bridge?", BRIDGE, "Tilda Marsh"),
    ("Who signed the treaty?", TREATY, "Adela"),
    ("By whom was the treaty signed?", TREATY, "Adela"),
    ("Who criticised the dam?", PANEL, "Marta Quill"),
    ("Tell me who criticised the dam", PANEL, "Marta Quill"),
    ("Who defeated John Barlow?", "Peter Hale defeated John Barlow in the final.", "Peter Hale"),
    ("Whom did Peter Hale defeat?", "Peter Hale defeated John Barlow in the final.", "John Barlow"),
    ("Who was defeated by Peter Hale?", "Peter Hale defeated John Barlow in the final.", "John Barlow"),
    ("Who is Barlow's successor?", "Barlow's successor, Anna Whitfield, took office in May.", "Anna Whitfield"),
    ("Who is the head of Clean Water Trust?", PANEL, "Marta Quill"),
    ("Which engineer designed the Ostrava Bridge?", BRIDGE, "Tilda Marsh"),
    # places
    ("Where was the treaty signed?", TREATY, "Bergen"),
    ("In which city was the treaty signed?", TREATY, "Bergen"),
    ("Where did the family move to?", "The family moved from Madrid to London in 1902.", "London"),
    ("Where did the family move from?", "The family moved from Madrid to London in 1902.", "Madrid"),
    ("What is the capital of France?", "Paris is the capital of France.", "Paris"),
    # organisations
    (
        "Which organisation published the report?",
        "The report was published by the Harbour Workers Union.",
        "Harbour Workers Union",
    ),
    (
        "Which university employed Anna Whitfield?",
        "Anna Whitfield was employed by Leeds University.",
        "Leeds University",
    ),
    # roles
    ("Who is Marta Quill?", PANEL, "head of the river charity Clean Water Trust"),
    ("What is Marta Quill's position?", PANEL, "head of the river charity Clean Water Trust"),
    (
        "What is Peter Hale's position?",
        "Peter Hale is the director of the national museum.",
        "director of the national museum",
    ),
    ("What is Hale's title?", "Museum director Peter Hale resigned.", "Museum director"),
    ("Who is Peter Hale?", "Peter Hale, who was the mayor of Korvel, resigned.", "mayor of Korvel"),
    # causes
    ("Why was the treaty signed?", TREATY, "because of a grain shortage"),
    ("Why did the factory close?", "The factory closed due to a lack of orders.", "due to a lack of orders"),
    ("What caused the delay?", "The delay was caused by a broken signal.", "caused by a broken signal"),
    # lists
    (
        "Which countries signed the pact?",
        "The pact was signed by Norway, Sweden and Denmark.",
        "Norway, Sweden and Denmark",
    ),
    (
        "Who were the founders of the club?",
        "The founders of the club were Peter Hale, Anna Whitfield and John Barlow.",
        "Peter Hale, Anna Whitfield and John Barlow",
    ),
    # things
    ("Which river flows through the town?", "The River Tyne flows through the town.", "River Tyne"),
    ("What did the king invade?", "The king invaded the southern islands in 1204.", "southern islands"),
    # other words for the same: idioms, synonyms, announcements, roles played
    ("How many miners were let go?", "The firm released 40 miners and hired 12 clerks.", "40"),
    ("How many sailors were freed?", "At least 30 individuals have been set free.", "At least 30"),
    ("How many sailors are still behind bars?", "Some 25 individuals are still imprisoned, the union says.", "Some 25"),
    ("When did the mill close?", "The mill opened in 1887 and closed in 1931.", "1931"),
    ("When was the pilot freed?", "The pilot was detained in March 2019 and released in May 2020.", "May 2020"),
    (
        "Who announced the merger?",
        "The announcement, made by Tilda Marsh, head of the bank, on Friday, pleased nobody.",
        "Tilda Marsh",
    ),
    ("Who announced the merger?", "Tilda Marsh, head of the bank, made the announcement on Friday.", "Tilda Marsh"),
    ("Who announced the merger?", "The news was delivered Friday by Tilda Marsh, head of the bank.", "Tilda Marsh"),
    ("Who decided on the merger?", "The decision was taken by Tilda Marsh.", "Tilda Marsh"),
    ("Which country mediates the talks?", "Sweden serves as mediator in the negotiations.", "Sweden"),
    ("Which country mediates the talks?", "Sweden has a part in mediating the dispute.", "Sweden"),
    # conditions
    ("How many firms closed in 2015?", "In 2014, 30 firms closed, and in 2015, 45 firms closed.", "45"),
    (
        "How many were hired in May 2011?",
        "It tells of the hiring of 21 cooks in June 2010 and 13 clerks in May 2011.",
        "13",
    ),
    ("How many workers were hired in Italy?", "The firm hired 80 workers in Spain and 40 in Italy.", "40"),
    (
        "Where was the pilot detained?",
        "The pilot was detained at an airport near Bergen in May.",
        "an airport near Bergen",
    ),
    # a curly apostrophe is an apostrophe
    (
        "What is Ann Ruiz's position?",
        "The post went to Ann Ruiz, head of the city’s theatre, who thanked everyone.",
        "head of the city’s theatre",
    ),
    (
        "Why were the sailors freed?",
        "A petition by the families led to the release of the sailors.",
        "A petition by the families",
    ),
]

NOTHING = [
    ("How many sailors remain in prison?", "At least 80 sailors have been freed."),
    ("How many sailors are still behind bars?", "Over 600 sailors are now free."),
    ("How many sailors were released?", "Police arrested 14 sailors."),
    ("When was the pilot released?", "Among the released is the pilot, who had been detained in March 2019."),
    ("When did the mill close?", "The mill opened in 1887."),
    ("Who bought the mill?", "Peter Hale sold the mill to Anna Whitfield in 1910."),
    ("Who announced the merger?", "Carl Stone praised the merger."),
    ("How many firms closed in 2015?", "In 2014, 30 firms closed."),
    ("How many Danish citizens were rescued?", "At least 80 people were rescued."),
    ("Why were the sailors freed?", "The sailors were arrested because they had filmed the harbour."),
    ("Why were the sailors freed?", "A petition prompted a reply from the mayor."),
    ("Who is Carl Stone?", "The film shows Carl Stone, who works with orphans, at home."),
    ("Whose brother runs the mill?", "Her brother, Peter Hale, runs the mill."),
    ("Who praised the dam?", "KORVEL, NORLAND – The dam won praise."),
    ("How many cooks were rescued?", "312 sailors were rescued, including 41 officers."),
    ("How many women were rescued?", "The ship was built in 1911."),
    ("How many ships sank?", "Several sailors were rescued by a fishing boat."),
    ("How much did the bridge cost?", "The bridge opened in 1987."),
    ("When was the bridge opened?", "The bridge was opened by the mayor."),
    ("When did the war of 1812 begin?", "The war of 1812 began with a quarrel over trade."),
    ("Who is Barlow's successor?", "Barlow left office in May."),
    ("Who is Barlow's successor?", "John Barlow has no successor."),
    ("Who is Marta Quill?", "The dam was criticised by the mayor."),
    ("Where was the treaty signed?", "The treaty was signed by three kings."),
    ("Where is Bergen?", "Bergen is a large harbour."),
    ("Why did the factory close?", "The factory closed in 1987."),
    ("What percentage of voters stayed home?", "Most voters stayed home."),
    ("Which river flows through the town?", "It rained all night."),
    ("Did the mayor resign?", "The mayor resigned on 3 May 2011."),
    ("How did the sailors escape?", "The sailors escaped in two boats."),
    ("What happened in Bergen?", "A fire broke out in Bergen in 1702."),
    ("How many sailors were rescued?", ""),
    ("How many women were arrested?", "Police arrested 40 people."),
    ("Who is Peter Hale?", "Maria Hale, head of the bank, resigned."),
    ("Who is Pavel Rossi?", "Ida Holm, whose husband, Pavel Rossi, serves as an adviser, spoke first."),
    ("Why was the pact signed?", "No pact has been signed since the flood."),
    ("Who signed the treaty?", "They signed it in 1821."),
    ("How long did the siege of Tarn last?", "The siege of Tarn was bloody."),
    ("Which countries signed the pact?", "The pact was signed in hope and fear."),
    ("How tall is the tower?", "The tower stands on a hill."),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), ANSWERS)
def test_the_words_that_answer(question: str, sentence: str, expected: str) -> None:
    (reading,) = read(question, [sentence])
    assert reading is not None
    assert reading.text == expected
    assert sentence[reading.start : reading.end] == expected


@pytest.mark.parametrize(("question", "sentence"), NOTHING)
def test_nothing_of_the_kind_asked_for(question: str, sentence: str) -> None:
    assert read(question, [sentence]) == [None]


def test_one_entry_a_sentence_and_the_closest_sentence_scores_best() -> None:
    sentences = [
        "The mine employed 900 clerks.",
        STRIKE,
        "Nobody spoke.",
        "60 miners joined a march, and later some were arrested.",
    ]
    readings = read("How many miners were arrested?", sentences)
    assert [None if r is None else r.text for r in readings] == [None, "At least 60", None, "60"]
    first, second = readings[1], readings[3]
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert first.score > second.score


def test_no_sentences_no_readings() -> None:
    assert read("Who won?", []) == []
