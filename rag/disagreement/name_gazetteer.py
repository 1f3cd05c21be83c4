"""Which countries, states and capitals lie in which: a small closed gazetteer, of facts that hold without any text."""

from __future__ import annotations

from functools import lru_cache

from rag.text.words import fold

__all__ = ["contains", "country_of_adjective", "is_listed", "level"]

# A country: its names, parted by "/"; after "|" the adjectives of its people and bodies; after the second "|" its
# capital, left out where the capital bears the country's name.
_COUNTRIES = {
    "Europe": (
        "Albania|Albanian|Tirana; Andorra|Andorran; Armenia|Armenian|Yerevan; Austria|Austrian|Vienna; "
        "Azerbaijan|Azerbaijani|Baku; Belarus|Belarusian|Minsk; Belgium|Belgian|Brussels; "
        "Bosnia and Herzegovina/Bosnia|Bosnian|Sarajevo; Bulgaria|Bulgarian|Sofia; Croatia|Croatian|Zagreb; "
        "Cyprus|Cypriot|Nicosia; Czech Republic/Czechia|Czech|Prague; Denmark|Danish|Copenhagen; "
        "Estonia|Estonian|Tallinn; Finland|Finnish|Helsinki; France|French|Paris; Germany|German|Berlin; "
        "Greece|Greek|Athens; Hungary|Hungarian|Budapest; Iceland|Icelandic|Reykjavik; Ireland|Irish|Dublin; "
        "Italy|Italian|Rome; Kosovo|Kosovar|Pristina; Latvia|Latvian|Riga; Liechtenstein||Vaduz; "
        "Lithuania|Lithuanian|Vilnius; Luxembourg; Malta|Maltese|Valletta; Moldova|Moldovan|Chisinau; Monaco; "
        "Montenegro|Montenegrin|Podgorica; Netherlands/Holland|Dutch|Amsterdam; "
        "North Macedonia/Macedonia|Macedonian|Skopje; Norway|Norwegian|Oslo; Poland|Polish|Warsaw; "
        "Portugal|Portuguese|Lisbon; Romania|Romanian|Bucharest; Russia/Russian Federation|Russian|Moscow; San Marino; "
        "Serbia|Serbian|Belgrade; Slovakia|Slovak|Bratislava; Slovenia|Slovenian|Ljubljana; Spain|Spanish|Madrid; "
        "Sweden|Swedish|Stockholm; Switzerland|Swiss|Bern; Ukraine|Ukrainian|Kyiv/Kiev; "
        "United Kingdom/UK/U.K./Britain/Great Britain|British; Vatican City/Vatican"
    ),
    "Asia": (
        "Afghanistan|Afghan|Kabul; Bahrain|Bahraini|Manama; Bangladesh|Bangladeshi|Dhaka; Bhutan|Bhutanese|Thimphu; "
        "Brunei|Bruneian; Cambodia|Cambodian|Phnom Penh; China|Chinese|Beijing; India|Indian|New Delhi/Delhi; "
        "Indonesia|Indonesian|Jakarta; Iran|Iranian|Tehran; Iraq|Iraqi|Baghdad; Israel|Israeli; "
        "Japan|Japanese|Tokyo; Jordan|Jordanian|Amman; Kazakhstan|Kazakh|Astana; Kuwait|Kuwaiti; "
        "Kyrgyzstan|Kyrgyz|Bishkek; Laos|Laotian|Vientiane; Lebanon|Lebanese|Beirut; Malaysia|Malaysian|Kuala Lumpur; "
        "Maldives|Maldivian; Mongolia|Mongolian|Ulaanbaatar; Myanmar/Burma|Burmese|Naypyidaw; Nepal|Nepalese|Kathmandu;"
        " North Korea|North Korean|Pyongyang; Oman|Omani|Muscat; Pakistan|Pakistani|Islamabad; "
        "Philippines|Philippine|Manila; Qatar|Qatari|Doha; Saudi Arabia|Saudi|Riyadh; Singapore|Singaporean; "
        "South Korea|South Korean|Seoul; Sri Lanka|Sri Lankan|Colombo; Syria|Syrian|Damascus; "
        "Taiwan|Taiwanese|Taipei; Tajikistan|Tajik|Dushanbe; Thailand|Thai|Bangkok; East Timor/Timor-Leste||Dili; "
        "Turkey/Turkiye|Turkish|Ankara; Turkmenistan|Turkmen|Ashgabat; "
        "United Arab Emirates/UAE|Emirati|Abu Dhabi; Uzbekistan|Uzbek|Tashkent; Vietnam|Vietnamese|Hanoi; "
        "Yemen|Yemeni|Sanaa"
    ),
    "Africa": (
        "Algeria|Algerian|Algiers; Angola|Angolan|Luanda; Benin|Beninese|Porto-Novo; Botswana||Gaborone; "
        "Burkina Faso||Ouagadougou; Burundi|Burundian|Gitega; Cameroon|Cameroonian|Yaounde; Cape Verde||Praia; "
        "Central African Republic||Bangui; Chad|Chadian|N'Djamena; Comoros|Comorian|Moroni; Djibouti; "
        "Egypt|Egyptian|Cairo; Equatorial Guinea; Eritrea|Eritrean|Asmara; Eswatini/Swaziland||Mbabane; "
        "Ethiopia|Ethiopian|Addis Ababa; Gabon|Gabonese|Libreville; Gambia|Gambian|Banjul; Ghana|Ghanaian|Accra; "
        "Guinea-Bissau||Bissau; Guinea|Guinean|Conakry; Ivory Coast/Cote d'Ivoire|Ivorian|Yamoussoukro; "
        "Kenya|Kenyan|Nairobi; Lesotho||Maseru; Liberia|Liberian|Monrovia; Libya|Libyan|Tripoli; "
        "Madagascar|Malagasy|Antananarivo; Malawi|Malawian|Lilongwe; Mali|Malian|Bamako; "
        "Mauritania|Mauritanian|Nouakchott; Mauritius|Mauritian|Port Louis; Morocco|Moroccan|Rabat; "
        "Mozambique|Mozambican|Maputo; Namibia|Namibian|Windhoek; Niger|Nigerien|Niamey; Nigeria|Nigerian|Abuja; "
        "Democratic Republic of the Congo/Democratic Republic of Congo/DRC||Kinshasa; Republic of the Congo"
        "||Brazzaville; Rwanda|Rwandan|Kigali; Senegal|Senegalese|Dakar; Seychelles; "
        "Sierra Leone|Sierra Leonean|Freetown; Somalia|Somali|Mogadishu; South Africa|South African|Pretoria; "
        "South Sudan|South Sudanese|Juba; Sudan|Sudanese|Khartoum; Tanzania|Tanzanian|Dodoma; Togo|Togolese|Lome; "
        "Tunisia|Tunisian|Tunis; Uganda|Ugandan|Kampala; Zambia|Zambian|Lusaka; Zimbabwe|Zimbabwean|Harare"
    ),
    "North America": (
        "Bahamas|Bahamian|Nassau; Barbados|Barbadian|Bridgetown; Belize|Belizean|Belmopan; Canada|Canadian|Ottawa; "
        "Costa Rica|Costa Rican; Cuba|Cuban|Havana; Dominica||Roseau; Dominican Republic|Dominican|Santo Domingo; "
        "El Salvador|Salvadoran|San Salvador; Grenada|Grenadian; Guatemala|Guatemalan; Haiti|Haitian|Port-au-Prince; "
        "Honduras|Honduran|Tegucigalpa; Jamaica|Jamaican|Kingston; Mexico|Mexican|Mexico City; "
        "Nicaragua|Nicaraguan|Managua; Panama|Panamanian; Trinidad and Tobago|Trinidadian|Port of Spain; "
        "United States/USA/US/U.S./U.S.A./United States of America|American|Washington DC/Washington, D.C."
    ),
    "South America": (
        "Argentina|Argentine|Buenos Aires; Bolivia|Bolivian; Brazil|Brazilian|Brasilia; Chile|Chilean|Santiago; "
        "Colombia|Colombian|Bogota; Ecuador|Ecuadorian|Quito; Guyana|Guyanese; "
        "Paraguay|Paraguayan|Asuncion; Peru|Peruvian|Lima; Suriname|Surinamese|Paramaribo; "
        "Uruguay|Uruguayan|Montevideo; Venezuela|Venezuelan|Caracas"
    ),
    "Oceania": (
        "Australia|Australian|Canberra; Fiji|Fijian|Suva; Kiribati; Marshall Islands; Micronesia; Nauru; "
        "New Zealand||Wellington; Palau; Papua New Guinea||Port Moresby; Samoa|Samoan|Apia; Solomon Islands||Honiara; "
        "Tonga|Tongan; Tuvalu; Vanuatu||Port Vila"
    ),
}
# States and provinces whose names stand for nothing else: neither Georgia, New York nor Washington.
_STATES = {
    "United States": (
        "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois "
        "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri "
        "Montana Nebraska Nevada New_Hampshire New_Jersey New_Mexico North_Carolina North_Dakota Ohio Oklahoma Oregon "
        "Pennsylvania Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia West_Virginia "
        "Wisconsin Wyoming"
    ),
    "United Kingdom": "England Scotland Wales Northern_Ireland",
    "Canada": (
        "Alberta British_Columbia Manitoba New_Brunswick Newfoundland Nova_Scotia Ontario Prince_Edward_Island Quebec "
        "Saskatchewan"
    ),
    "Australia": "New_South_Wales Queensland South_Australia Tasmania Western_Australia",
}
# Capitals of states, which lie in their country by them.
_STATE_CAPITALS = {"London": "England", "Edinburgh": "Scotland", "Cardiff": "Wales", "Belfast": "Northern Ireland"}
# Large cities beside the capitals, only those whose names stand for nothing else as large.
_CITIES = {
    "England": (
        "Birmingham Bradford Brighton Bristol Cambridge Coventry Derby Exeter Hull Leeds Leicester Liverpool "
        "Manchester Newcastle Norwich Nottingham Oxford Plymouth Portsmouth Sheffield Southampton Sunderland York"
    ),
    "Scotland": "Aberdeen Dundee Glasgow Inverness",
    "Wales": "Swansea",
    "United States": (
        "New_York_City/New_York Los_Angeles Chicago Houston Philadelphia Dallas Detroit Boston Seattle Denver Atlanta "
        "Miami Baltimore Minneapolis Pittsburgh Cincinnati Cleveland New_Orleans Las_Vegas Honolulu San_Francisco"
    ),
    "California": "San_Diego Sacramento Oakland",
    "Texas": "San_Antonio Austin Fort_Worth El_Paso",
    "Canada": "Toronto Montreal Vancouver Calgary Edmonton Winnipeg",
    "Australia": "Sydney Melbourne Brisbane Perth Adelaide",
    "New Zealand": "Auckland Christchurch",
    "Ireland": "Cork Galway Limerick",
    "Germany": "Hamburg Munich/Munchen Cologne Frankfurt Stuttgart Dusseldorf Leipzig Dresden Nuremberg Hanover Bremen",
    "France": "Marseille/Marseilles Lyon/Lyons Toulouse Nice Nantes Strasbourg Bordeaux Lille",
    "Italy": "Milan Naples Turin Palermo Genoa Bologna Florence Venice",
    "Spain": "Barcelona Seville Zaragoza Malaga Bilbao",
    "Portugal": "Porto",
    "Switzerland": "Zurich Geneva Basel Lausanne",
    "Austria": "Graz Salzburg Innsbruck Linz",
    "Belgium": "Antwerp Ghent Bruges Liege",
    "Netherlands": "Rotterdam The_Hague/Hague Utrecht Eindhoven",
    "Poland": "Krakow/Cracow Gdansk Wroclaw Poznan",
    "Sweden": "Gothenburg Malmo Uppsala",
    "Norway": "Bergen Trondheim Stavanger",
    "Denmark": "Aarhus Odense Aalborg",
    "Finland": "Tampere Turku",
    "Russia": "Saint_Petersburg/St._Petersburg/St_Petersburg Novosibirsk Yekaterinburg Kazan Vladivostok",
    "Ukraine": "Kharkiv/Kharkov Odesa/Odessa Lviv Mariupol Dnipro",
    "Turkey": "Istanbul Izmir",
    "Israel": "Jerusalem Tel_Aviv Haifa",
    "Saudi Arabia": "Mecca Medina Jeddah",
    "United Arab Emirates": "Dubai",
    "Iraq": "Mosul Basra Erbil",
    "Syria": "Aleppo Homs",
    "Iran": "Isfahan Mashhad Shiraz Tabriz",
    "Pakistan": "Karachi Lahore Peshawar",
    "India": "Mumbai/Bombay Kolkata/Calcutta Chennai/Madras Bengaluru/Bangalore Hyderabad Ahmedabad Pune Jaipur",
    "Bangladesh": "Chittagong",
    "China": "Shanghai Guangzhou/Canton Shenzhen Wuhan Chengdu Chongqing Tianjin Nanjing Hangzhou Hong_Kong",
    "Japan": "Osaka Kyoto Nagoya Yokohama Sapporo Fukuoka Hiroshima Nagasaki",
    "South Korea": "Busan Incheon",
    "Vietnam": "Ho_Chi_Minh_City/Saigon",
    "Indonesia": "Surabaya Bandung",
    "Egypt": "Alexandria Giza",
    "Morocco": "Casablanca Marrakesh/Marrakech",
    "Nigeria": "Lagos Kano",
    "Kenya": "Mombasa",
    "Tanzania": "Dar_es_Salaam",
    "South Africa": "Johannesburg Cape_Town Durban",
    "Mexico": "Guadalajara Monterrey Tijuana",
    "Brazil": "Sao_Paulo Rio_de_Janeiro Salvador Recife Fortaleza",
    "Argentina": "Rosario",
    "Colombia": "Medellin Cali",
    "Venezuela": "Maracaibo Barquisimeto",
    "Ecuador": "Guayaquil",
    "Bolivia": "La_Paz",
    "Cuba": "Santiago_de_Cuba",
}
_LEVELS = {"city": 1, "state": 2, "country": 3, "continent": 4}


def _names(text: str) -> list[str]:
    return [fold(name.strip().replace("_", " ")) for name in text.split("/") if name.strip()]


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, str, str]], dict[str, str]]:
    """Of each folded name: its level, its first name, and what it lies in; and of each adjective its country."""
    places: dict[str, tuple[str, str, str]] = {}
    adjectives: dict[str, str] = {}
    for continent, entries in _COUNTRIES.items():
        places[fold(continent)] = ("continent", fold(continent), "")
        for entry in entries.split(";"):
            names, people, capital = (part.strip() for part in (entry + "||").split("|")[:3])
            country, *_ = listed = _names(names)
            places |= {name: ("country", country, fold(continent)) for name in listed}
            adjectives |= dict.fromkeys(_names(people), country)
            if capitals := _names(capital):
                places |= dict.fromkeys(capitals, ("city", capitals[0], country))
    for country, states in _STATES.items():
        places |= {name: ("state", name, fold(country)) for state in states.split() for name in _names(state)}
    places |= {fold(city): ("city", fold(city), fold(state)) for city, state in _STATE_CAPITALS.items()}
    for outer, cities in _CITIES.items():
        for city in cities.split():
            first, *_ = listed = _names(city)
            places |= {name: ("city", first, fold(outer)) for name in listed}
    return places, adjectives


def is_listed(name: str) -> bool:
    """Whether a folded name, without article, is that of a listed place."""
    return name in _table()[0]


def level(name: str) -> int:
    """How large a listed place is: 1 a city, 2 a state, 3 a country, 4 a continent; 0 where it is not listed."""
    entry = _table()[0].get(name)
    return _LEVELS[entry[0]] if entry else 0


def country_of_adjective(word: str) -> str | None:
    """The folded name of the country of a folded adjective ("venezuelan"), or None."""
    return _table()[1].get(word)


def contains(outer: str, inner: str) -> bool:
    """Whether a listed place is the other or holds it; both folded, without article. False where one is not listed."""
    places = _table()[0]
    sought, current = places.get(outer), places.get(inner)
    while sought and current:
        if current[1] == sought[1]:
            return True
        current = places.get(current[2])
    return False
