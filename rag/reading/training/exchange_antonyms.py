"""Opposites, and where in a sentence a word may be exchanged for its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.training.exchange_inflection import inflected, matched_case

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["PAIRS", "opposites"]

_VERBS = """
rise fall;increase decrease;accept reject;win lose;buy sell;import export;open close;arrest release;deny confirm;
gain lose;begin end;start stop;arrive depart;enter leave;love hate;like dislike;remember forget;allow forbid;
permit prohibit;succeed fail;pass fail;attack defend;build demolish;create destroy;raise lower;push pull;give take;
lend borrow;teach learn;live die;strengthen weaken;expand shrink;widen narrow;lengthen shorten;accelerate slow;
improve worsen;support oppose;praise criticise;praise criticize;agree disagree;approve disapprove;appear disappear;
connect disconnect;include exclude;encourage discourage;advance retreat;ascend descend;hire dismiss;appoint dismiss;
employ dismiss;acquit convict;free imprison;protect endanger;save waste;earn spend;deposit withdraw;join leave;
unite divide;merge separate;marry divorce;fill empty;load unload;lock unlock;freeze melt;heat cool;warm cool;
emigrate immigrate;hide reveal;conceal reveal;reward punish;obey disobey;trust distrust;overestimate underestimate;
legalise ban;legalize ban;allow ban;permit ban;land depart;attach detach;assemble dismantle;install remove;add remove;
insert remove;promote demote;maximise minimise;maximize minimize;enable disable;activate deactivate;inhale exhale;
simplify complicate;inflate deflate;export import;admit deny;affirm deny;welcome denounce;oppose endorse;
endorse reject;adopt abandon;preserve destroy;retain discard;keep discard;extend shorten;upgrade downgrade;
outnumber trail;enlarge reduce;raise reduce;grow shrink;rise drop;climb fall;surge plunge;soar plummet;swell shrink;
ease tighten;loosen tighten;prevent cause;hinder help;harm help;hurt help;injure heal;damage repair;break mend;
hasten delay;continue stop;resume halt;launch cancel;capture lose;conquer surrender;
occupy abandon;ratify reject;uphold overturn;overrule uphold;grant refuse;grant deny;
agree refuse;speed slow;separate join;subtract add;multiply divide;float sink;stand sit;laugh cry;
whisper shout;consume produce;supply demand;overpay underpay;overstate understate;exceed undershoot
"""
_NOUNS = """
increase decrease;rise fall;victory defeat;success failure;war peace;majority minority;north south;east west;
northeast southwest;northwest southeast;beginning end;start end;birth death;arrival departure;import export;
profit loss;gain loss;surplus deficit;friend enemy;ally enemy;maximum minimum;advantage disadvantage;
strength weakness;entrance exit;buyer seller;teacher pupil;winner loser;husband wife;father mother;son daughter;
brother sister;uncle aunt;nephew niece;king queen;prince princess;man woman;boy girl;male female;
grandfather grandmother;summer winter;spring autumn;morning evening;day night;dawn dusk;top bottom;front back;
inside outside;left right;acceptance rejection;approval disapproval;agreement disagreement;optimism pessimism;
optimist pessimist;innocence guilt;wealth poverty;supporter opponent;proponent opponent;attack defence;
attack defense;attacker defender;ancestor descendant;predecessor successor;employer employee;host guest;
debtor creditor;landlord tenant;conviction acquittal;expansion contraction;growth decline;improvement deterioration;
presence absence;hope despair;joy sorrow;love hatred;heat cold;ceiling floor;floor roof;noon midnight;
upstream downstream;benefit harm;reward punishment;hero villain;construction demolition;creation destruction;
inclusion exclusion;expense income;revenue expenditure;asset liability;question answer;sunrise sunset;
freshwater saltwater;widow widower;actor actress;waiter waitress;heir heiress;bride groom;stallion mare;bull cow;
rooster hen;rural urban;left-wing right-wing;offence defence;offense defense;predator prey;plaintiff defendant;
thesis antithesis;shortage surplus;boom bust;inflow outflow;input output;upper lower;interior exterior
"""
_ADJECTIVES = """
large small;big small;great small;high low;long short;old young;old new;early late;first last;good bad;strong weak;
rich poor;fast slow;heavy light;hot cold;warm cool;wide narrow;deep shallow;thick thin;hard soft;easy difficult;
easy hard;simple complex;simple complicated;alive dead;guilty innocent;open closed;maximum minimum;northern southern;
eastern western;north south;east west;upper lower;left right;public private;positive negative;male female;
legal illegal;
lawful unlawful;possible impossible;happy unhappy;able unable;willing unwilling;safe dangerous;safe unsafe;
clean dirty;
wet dry;full empty;true false;correct incorrect;right wrong;rough smooth;cheap expensive;common rare;famous obscure;
popular unpopular;successful unsuccessful;ancient modern;internal external;inner outer;domestic foreign;rural urban;
vertical horizontal;permanent temporary;regular irregular;formal informal;direct indirect;active inactive;
visible invisible;known unknown;likely unlikely;equal unequal;fair unfair;healthy ill;healthy unhealthy;
married unmarried;religious secular;sharp blunt;bright dark;light dark;loud quiet;brave cowardly;friendly hostile;
generous mean;
kind cruel;polite rude;patient impatient;honest dishonest;loyal disloyal;mature immature;moral immoral;
perfect imperfect;pure impure;certain uncertain;clear unclear;necessary unnecessary;important unimportant;
significant insignificant;
sufficient insufficient;adequate inadequate;efficient inefficient;effective ineffective;dependent independent;
complete incomplete;accurate inaccurate;appropriate inappropriate;responsible irresponsible;relevant irrelevant;
reversible irreversible;edible inedible;literate illiterate;logical illogical;optimistic pessimistic;
liberal conservative;progressive conservative;natural artificial;raw cooked;fresh stale;sweet bitter;solid liquid;
acidic alkaline;
offensive defensive;voluntary compulsory;optional mandatory;optional compulsory;primary secondary;senior junior;
major minor;superior inferior;maternal paternal;wild tame;wealthy poor;tall short;broad narrow;abundant scarce;
plentiful scarce;convex concave;masculine feminine;singular plural;urban rural;mild severe;
stable unstable;tight loose;armed unarmed;educated uneducated;employed unemployed;finished unfinished;
inhabited uninhabited;occupied vacant;expected unexpected;official unofficial;conscious unconscious;
reliable unreliable;satisfied dissatisfied;pleased displeased;similar different;
flexible rigid;fertile barren;transparent opaque;asleep awake;absent present;lighter heavier;final first
"""
_ADVERBS = """
before after;early late;always never;above below;up down;inside outside;upstairs downstairs;northward southward;
eastward westward;north south;east west;quickly slowly;rapidly slowly;successfully unsuccessfully;legally illegally;
voluntarily involuntarily;publicly privately;openly secretly;directly indirectly;easily barely;forward backward;
forwards backwards;clockwise anticlockwise;often rarely;frequently rarely;indoors outdoors;abroad home;
together separately;more less;most least;well badly;highly slightly;correctly incorrectly;fairly unfairly;
gradually suddenly;partially completely;partly entirely;temporarily permanently;northwards southwards
"""
_PREPOSITIONS = "before after;above below;inside outside;with without;over under;against for;within outside;into from"


def _table(text: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for entry in text.replace("\n", "").split(";"):
        one, other = entry.split()
        for word, opposite in ((one, other), (other, one)):
            if opposite not in table.setdefault(word, []):
                table[word].append(opposite)
    return table


PAIRS: dict[str, dict[str, list[str]]] = {
    "VERB": _table(_VERBS),
    "NOUN": _table(_NOUNS),
    "ADJ": _table(_ADJECTIVES),
    "ADV": _table(_ADVERBS),
    "ADP": _table(_PREPOSITIONS),
    "SCONJ": {"before": ["after"], "after": ["before"]},
}
# Opposites in the one direction only: the other word has another, more usual meaning.
_ONE_WAY = frozenset(
    "take die leave cause help mend answer present mean like light hard home mother cool land slow lower fall last "
    "right left hold supply demand trail pass sit stand over under for from into with against keep save back floor "
    "host great fair kind minor major spring fill free join add remove give raise well lead start down up".split()
)
_SURE_PREPOSITIONS = frozenset({"before", "after", "above", "below", "inside", "outside"})
_SURE_ADVERBS = frozenset({"before", "after", "more", "less", "most", "least"})
_NEGATIVE = frozenset("not n't n’t no never none neither nor without hardly".split())


def opposites(doc: Doc) -> list[tuple[int, int, str]]:
    """Words of a sentence that have an opposite.

    Args:
        doc: One parsed sentence or question.

    Returns:
        First character, character after the last one, and the opposite in the form and case of the word. Nothing
        where the sentence has a negation, under which opposites need not exclude each other.
    """
    if any(t.lower_ in _NEGATIVE for t in doc):
        return []
    found = []
    words = {t.lower_ for t in doc} | {t.lemma_.lower() for t in doc}
    for token in doc:
        table = PAIRS.get(token.pos_)
        if table is None or token.ent_type_ in {"PERSON", "ORG", "GPE", "WORK_OF_ART", "LOC", "FAC", "PRODUCT"}:
            continue
        lemma = token.lemma_.lower()
        # What is written with a capital is as a rule a part of a name; of "higher or lower" neither is exchanged.
        if lemma not in table or not _sure(token) or (token.i and token.is_title) or words & set(table[lemma]):
            continue
        for opposite in table[lemma]:
            fixed = token.lower_ in _SURE_ADVERBS or token.tag_[:2] not in {"VB", "NN", "JJ", "RB"}
            new = opposite if fixed else inflected(opposite, token.tag_)
            if new is None or new in words or (not fixed and inflected(lemma, token.tag_) != token.lower_):
                continue
            found.append((token.idx, token.idx + len(token), matched_case(new, token.text)))
    return found


def _sure(token: Token) -> bool:
    """Whether the word is used in the sense that has the opposite, as far as the parse shows."""
    lemma = token.lemma_.lower()
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if before in {"-", "brand", "as"} or (after is not None and after.text == "-"):
        return False
    sure = lemma not in _ONE_WAY or token.tag_ in {"JJR", "JJS"}
    if token.pos_ == "VERB":
        # "take off", "bring about": with a particle the verb means something else.
        sure = lemma not in _ONE_WAY and not any(c.dep_ == "prt" for c in token.children)
    elif token.pos_ == "ADP":
        sure = lemma in _SURE_PREPOSITIONS and any(c.dep_ in {"pobj", "pcomp"} for c in token.children)
    elif token.pos_ == "SCONJ":
        sure = token.dep_ == "mark"
    elif token.pos_ == "ADV" and lemma in _SURE_ADVERBS:
        sure = lemma not in {"before", "after"} and after is not None and after.pos_ == "ADJ"
    elif token.pos_ == "NOUN" and token.dep_ == "compound":
        sure = lemma in {"north", "south", "east", "west"}
    return sure
