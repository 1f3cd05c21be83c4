"""What places are (countries, parts of countries, continents), so that only like is exchanged for like."""

from __future__ import annotations

__all__ = ["ALIASES", "place_form"]

_COUNTRIES = """afghanistan;albania;algeria;andorra;angola;argentina;armenia;australia;austria;azerbaijan;bahamas;
bahrain;bangladesh;barbados;belarus;belgium;belize;benin;bhutan;bolivia;bosnia;botswana;brazil;brunei;bulgaria;
burkina faso;
burundi;cambodia;cameroon;canada;chad;chile;china;colombia;congo;costa rica;croatia;cuba;cyprus;czech republic;
czechoslovakia;denmark;djibouti;dominican republic;ecuador;egypt;el salvador;england;eritrea;estonia;ethiopia;fiji;
finland;france;gabon;gambia;georgia;germany;ghana;greece;grenada;guatemala;guinea;guyana;haiti;honduras;hungary;
iceland;
india;indonesia;iran;iraq;ireland;israel;italy;jamaica;japan;jordan;kazakhstan;kenya;kosovo;kuwait;kyrgyzstan;laos;
latvia;lebanon;lesotho;liberia;libya;liechtenstein;lithuania;luxembourg;madagascar;malawi;malaysia;maldives;mali;
malta;
mauritania;mauritius;mexico;moldova;monaco;mongolia;montenegro;morocco;mozambique;myanmar;namibia;nepal;netherlands;
new zealand;nicaragua;niger;nigeria;north korea;norway;oman;pakistan;palestine;panama;paraguay;peru;philippines;
poland;
portugal;prussia;qatar;romania;russia;rwanda;saudi arabia;scotland;senegal;serbia;seychelles;sierra leone;singapore;
slovakia;slovenia;somalia;south africa;south korea;spain;sri lanka;sudan;sweden;switzerland;syria;taiwan;tajikistan;
tanzania;thailand;togo;trinidad;tunisia;turkey;turkmenistan;uganda;ukraine;united arab emirates;united kingdom;
united states;uruguay;uzbekistan;venezuela;vietnam;wales;yemen;yugoslavia;zambia;zimbabwe"""
_STATES = """alabama;alaska;arizona;arkansas;california;colorado;connecticut;delaware;florida;hawaii;idaho;illinois;
indiana;iowa;kansas;kentucky;louisiana;maine;maryland;massachusetts;michigan;minnesota;mississippi;missouri;montana;
nebraska;nevada;new hampshire;new jersey;new mexico;new york;north carolina;north dakota;ohio;oklahoma;oregon;
pennsylvania;rhode island;south carolina;south dakota;tennessee;texas;utah;vermont;virginia;washington;west virginia;
wisconsin;wyoming"""
_KINDS_OF_PLACE = frozenset(
    "sea ocean river lake bay gulf mountains mountain valley coast county city island islands peninsula desert "
    "province region street road park".split()
)
_CONTINENTS = "africa;america;asia;europe;north america;south america;antarctica;oceania;latin america;middle east"
ALIASES = {
    "us": "united states", "usa": "united states", "america": "united states", "the states": "united states",
    "united states of america": "united states", "uk": "united kingdom", "britain": "united kingdom",
    "great britain": "united kingdom", "holland": "netherlands", "uae": "united arab emirates", "ussr": "soviet union",
    "soviets": "soviet union", "burma": "myanmar", "persia": "iran", "peking": "beijing", "bombay": "mumbai",
    "nyc": "new york city", "new york": "new york city", "la": "los angeles", "dc": "washington", "prc": "china",
    "eu": "european union", "un": "united nations", "american": "united states", "british": "united kingdom",
}  # fmt: skip


def _table(names: str) -> frozenset[str]:
    return frozenset(n.strip() for n in names.replace("\n", "").split(";"))


COUNTRIES, STATES, CONTINENTS = _table(_COUNTRIES), _table(_STATES), _table(_CONTINENTS)


def place_form(name: str) -> str:
    """ "country", "state", "continent", "water or land" or "other", from the name of a place alone."""
    folded = name.lower().replace(".", "").removeprefix("the ")
    folded = ALIASES.get(folded, folded) if folded not in {"new york", "america"} else folded
    if folded in COUNTRIES:
        return "country"
    if folded in STATES:
        return "state"
    if folded in CONTINENTS:
        return "continent"
    last = folded.split()[-1] if folded.split() else ""
    if last in _KINDS_OF_PLACE:
        return last
    return "one word" if " " not in folded else "words"
