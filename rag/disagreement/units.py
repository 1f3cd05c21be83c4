"""Units of measure with their sizes.

A table of our own, since a unit of everyday English has often more than one size: a ton is 907 or 1,016 kilograms, a
gallon 3.8 or 4.5 litres, a month 28 to 31 days, a megabyte 1,000 or 1,024 kilobytes. Libraries of units pick one of
them, and a value converted by the wrong one contradicts what it agrees with. Here each unit belongs to a family in
which conversion is exact (month, year, decade); between families of one dimension a value becomes the interval of all
that it can be.

Sizes: International yard and pound agreement of 1959, BIPM's SI brochure (9th edition), NIST Special Publication 811.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Unit", "unit_at", "unit_named"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        name: For people, in the singular.
        dimension: What it measures ("length"); a currency is a dimension of its own.
        family: Units of one family convert exactly.
        factor: Its size in the family's base unit.
        smallest: The smallest size that the family's base can have, in the dimension's base unit.
        largest: The largest size that it can have.
        offset: What is added, in the base unit, to values on a scale whose zero is elsewhere (temperatures).
    """

    name: str
    dimension: str
    family: str
    factor: Fraction
    smallest: Fraction = Fraction(1)
    largest: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)


# One unit a line: its spellings, the first one its name; its size in the dimension's base unit (two where it has
# several). Words are found in any case and in the plural, symbols (behind "|") only as they stand here.
_TABLE: dict[str, str] = {
    "length": """
        metre, meter | m: 1
        kilometre, kilometer, kilo-metre | km: 1000
        decimetre, decimeter | dm: 0.1
        centimetre, centimeter | cm: 0.01
        millimetre, millimeter | mm: 0.001
        micrometre, micrometer, micron | µm, μm: 0.000001
        nanometre, nanometer | nm: 0.000000001
        inch, inches: 0.0254
        foot, feet | ft: 0.3048
        yard | yd, yds: 0.9144
        mile | mi: 1609.344
        nautical mile | nmi: 1852
        light-year, light year | ly: 9460730472580800
        astronomical unit | AU: 149597870700
        parsec | pc: 30856775814913673
    """,
    "mass": """
        gram, gramme | g: 0.001
        kilogram, kilogramme, kilo | kg, kgs: 1
        milligram, milligramme | mg: 0.000001
        microgram, microgramme | µg, μg, mcg: 0.000000001
        tonne, metric ton, metric tonne | t: 1000
        ton: 907.18474 1016.0469088
        short ton: 907.18474
        long ton: 1016.0469088
        kilotonne: 1000000
        pound | lb, lbs: 0.45359237
        ounce | oz: 0.028349523125
        stone: 6.35029318
        carat: 0.0002
    """,
    "area": """
        square metre, square meter, sq metre, sq meter | m², m2, sq m: 1
        square kilometre, square kilometer, sq kilometre | km², km2, sq km: 1000000
        square centimetre, square centimeter | cm², cm2, sq cm: 0.0001
        hectare | ha: 10000
        acre: 4046.8564224
        square mile, sq mile | mi², sq mi: 2589988.110336
        square foot, square feet | sq ft, ft²: 0.09290304
        square yard | sq yd: 0.83612736
        square inch, square inches | sq in: 0.00064516
    """,
    "volume": """
        litre, liter | l, L: 0.001
        millilitre, milliliter | ml, mL: 0.000001
        centilitre, centiliter | cl, cL: 0.00001
        decilitre, deciliter | dl, dL: 0.0001
        cubic metre, cubic meter | m³, m3: 1
        cubic centimetre, cubic centimeter | cm³, cm3, cc: 0.000001
        cubic kilometre, cubic kilometer | km³, km3: 1000000000
        cubic foot, cubic feet | cu ft: 0.028316846592
        gallon: 0.003785411784 0.00454609
        quart: 0.000946352946 0.0011365225
        pint: 0.000473176473 0.00056826125
        fluid ounce | fl oz: 0.0000284130625 0.0000295735295625
        barrel | bbl: 0.117 0.164
        bushel: 0.03523907016688 0.03636872
    """,
    "speed": """
        metre per second, meter per second | m/s: 1
        kilometre per hour, kilometer per hour, kilometre an hour, kilometer an hour | km/h, kph, kmh, kmph: 1/3.6
        mile per hour, mile an hour | mph: 0.44704
        knot | kn, kt: 1852/3600
        foot per second, feet per second | ft/s: 0.3048
        kilometre per second, kilometer per second | km/s: 1000
    """,
    "energy": """
        joule | J: 1
        kilojoule | kJ: 1000
        megajoule | MJ: 1000000
        gigajoule | GJ: 1000000000
        calorie: 4.184 4186.8
        kilocalorie | kcal: 4184 4186.8
        watt-hour, watt hour | Wh: 3600
        kilowatt-hour, kilowatt hour | kWh: 3600000
        megawatt-hour, megawatt hour | MWh: 3600000000
        gigawatt-hour, gigawatt hour | GWh: 3600000000000
        terawatt-hour, terawatt hour | TWh: 3600000000000000
    """,
    "power": """
        watt | W: 1
        milliwatt | mW: 0.001
        kilowatt | kW: 1000
        megawatt | MW: 1000000
        gigawatt | GW: 1000000000
        terawatt | TW: 1000000000000
        horsepower | hp: 735.49875 745.7
    """,
    "data": """
        bit: 1
        byte: 8
        kilobit | kbit: 1000 1024
        megabit | Mbit: 1000000 1048576
        gigabit | Gbit: 1000000000 1073741824
        kilobyte | kB, KB: 8000 8192
        megabyte | MB: 8000000 8388608
        gigabyte | GB: 8000000000 8589934592
        terabyte | TB: 8000000000000 8796093022208
        petabyte | PB: 8000000000000000 9007199254740992
        kibibyte | KiB: 8192
        mebibyte | MiB: 8388608
        gibibyte | GiB: 8589934592
    """,
    "data rate": """
        bit per second | bit/s, bps: 1
        kilobit per second | kbit/s, kbps: 1000
        megabit per second | Mbit/s, Mbps: 1000000
        gigabit per second | Gbit/s, Gbps: 1000000000
    """,
    "pressure": """
        pascal | Pa: 1
        hectopascal | hPa: 100
        kilopascal | kPa: 1000
        megapascal | MPa: 1000000
        millibar | mbar: 100
        bar: 100000
        atmosphere | atm: 101325
        psi: 6894.757293168
        | mmHg, mm Hg: 133.322387415
    """,
    "voltage": """
        volt | V: 1
        millivolt | mV: 0.001
        kilovolt | kV: 1000
    """,
    "current": """
        ampere, amp: 1
        milliampere, milliamp | mA: 0.001
    """,
    "frequency": """
        hertz | Hz: 1
        kilohertz | kHz: 1000
        megahertz | MHz: 1000000
        gigahertz | GHz: 1000000000
    """,
    "angle": """
        degree | °: 1
        radian | rad: 57.295779513082
    """,
    "sound level": """
        decibel | dB: 1
    """,
    "force": """
        newton | N: 1
        kilonewton | kN: 1000
    """,
    "amount of substance": """
        mole | mol: 1
        millimole | mmol: 0.001
        micromole | µmol, μmol: 0.000001
    """,
    "time": """
        second, sec | s: 1
        millisecond | ms: 0.001
        microsecond | µs, μs: 0.000001
        minute, min: 60
        hour, hr | h: 3600
        day: 86400
        week, wk: 604800
        fortnight: 1209600
        weekend: 172800
    """,
}
# Months have 28 to 31 days, but years have always twelve of them.
_MONTHS = {
    "month": 1,
    "quarter": 3,
    "year": 12,
    "yr": 12,
    "decade": 120,
    "century": 1200,
    "centuries": 1200,
    "millennium": 12000,
    "millennia": 12000,
}
_DAY = Fraction(86400)
_TEMPERATURES = """
    degree Celsius, degree centigrade, degree C, celsius | °C, ° C, ºC: 1 273.15
    degree Fahrenheit, degree F, fahrenheit | °F, ° F, ºF: 5/9 459.67
    kelvin, degree Kelvin | K: 1 0
"""

_WORDS: dict[str, Unit] = {}
_SYMBOLS: dict[str, Unit] = {}


def _number(text: str) -> Fraction:
    upper, _, lower = text.partition("/")
    return Fraction(upper) / Fraction(lower or "1")


def _spellings(line: str) -> tuple[list[str], list[str], list[Fraction]]:
    names, _, numbers = line.rpartition(":")
    words, _, symbols = names.partition("|")
    split = [[name.strip() for name in part.split(",") if name.strip()] for part in (words, symbols)]
    return split[0], split[1], [_number(number) for number in numbers.split()]


def _add(unit: Unit, words: list[str], symbols: list[str]) -> None:
    for word in words:
        _WORDS[word.lower()] = unit
        first, _, rest = word.lower().partition(" ")
        # "metres per second", "degrees Celsius": the plural stands inside.
        inside = first == "degree" or rest.startswith(("per ", "an "))
        _WORDS[f"{first}s {rest}" if inside else f"{word.lower()}s"] = unit
    for symbol in symbols:
        _SYMBOLS[symbol] = unit


def _fill() -> None:
    for dimension, table in _TABLE.items():
        for line in filter(str.strip, table.splitlines()):
            words, symbols, sizes = _spellings(line)
            name = (words or symbols)[0]
            if len(sizes) == 1:
                unit = Unit(name, dimension, dimension, sizes[0])
            else:
                unit = Unit(name, dimension, name, Fraction(1), sizes[0], sizes[1])
            _add(unit, words, symbols)
    for word, months in _MONTHS.items():
        name = {"yr": "year", "centuries": "century", "millennia": "millennium"}.get(word, word)
        _add(Unit(name, "time", "month", Fraction(months), 28 * _DAY, 31 * _DAY), [word], [])
    for line in filter(str.strip, _TEMPERATURES.splitlines()):
        words, symbols, (size, offset) = _spellings(line)
        _add(Unit(words[0], "temperature", "temperature", size, offset=size * offset), words, symbols)


_fill()
_UNIT = re.compile(
    "(?P<word>(?i:"
    + "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
    + r"))(?![\w])|(?P<symbol>"
    + "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
    + r")(?![\w²³/]|'t)"
)


def unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The unit that is written at a place of a text, and the character after it; the longest one that fits."""
    match = _UNIT.match(text, start)
    if match is None:
        return None
    unit = _WORDS[match["word"].lower()] if match["word"] else _SYMBOLS[match["symbol"]]
    return unit, match.end()


def unit_named(name: str) -> Unit:
    """The unit of a name ("year").

    Raises:
        KeyError: If the table has none of this name.
    """
    return _WORDS[name]
