"""English: a or an, possessives, number, and what may stand beside a term that is replaced.

What follows must be a word that cannot be a noun qualified by the term (“child pornography ring”), nor one that changes
how the term is read; what is not known to be safe is taken to be unsafe.
"""

from __future__ import annotations

import re

from tutela.terms.agreement.replacement import Replacement
from tutela.terms.agreement.sentence import TermInSentence, Token
from tutela.terms.agreement.writing import with_gaps
from tutela.terms.rule import Fix

_DETERMINERS = frozenset(
    """the a an this that these those his her its their our my your any some no every each all both other others
    another such many several most more few two three four five""".split()
)
_CLAUSES = frozenset(
    """who which whom whose where when while because although though if unless until since whether but yet so than
    he she it they we you i there not never also only often still again now then here today already thereby thus
    always even is are was were be been being has have had do does did can could may might must shall should will
    would cannot isn aren wasn weren doesn don didn hasn haven won""".split()
)
_VERBS = frozenset(
    """remains remain constitutes constitute includes include means mean becomes became become causes caused
    involves harms appears appeared appear exists existed exist continues continued continue concerns requires
    required violates lived live suffer suffered need needed faces told said says gave came come went go received
    reported increased increases rose rises grew grows fell falls found seized produced stored shared made created
    uploaded downloaded possessed held sold sent obtained available accessible involving depicting containing
    concerning relating regarding using being having existing according following during carries carried makes
    takes took deserves deserve seems travels travelled travel arrives arrived enters entered leaves committed
    identified interviewed convicted arrested""".split()
)
_PLACES = frozenset(
    """in on at by via through online offline to into for against as before after during without within throughout
    across near abroad worldwide under despite outside inside per""".split()
)
_CLOSE = frozenset("of from with about over between aged below above among".split())
_JOINING = frozenset("and or nor".split())
_SHARED = frozenset(
    """prostitution pornography trafficking exploitation abuse labour labor marriage slavery sex tourism erotica
    prostitutes prostitute workers worker soldiers soldier brides tourists tourist molestation abduction cruelty
    neglect nudity grooming sexual rape porn images other""".split()
)
"""Nouns that “child” before an “and” may belong to as well."""

_QUALIFIED = frozenset(
    "offence offences offense offenses case cases charge charges law laws investigation investigations".split()
)
"""Nouns before which “child sexual abuse material” reads well."""

_COUNTING = frozenset("a an each every another either neither many several few these those both two three".split())
_MENTION = frozenset(
    "called termed labelled labeled branded dubbed named term terms word words phrase expression label".split()
)
_MENTIONED_AS = frozenset("known to described seen regarded".split())
_ENDED = frozenset("former ex onetime erstwhile sometime ci devant retired then non anti pro pseudo quasi".split())
_QUALIFIERS = frozenset(
    """adult child teenage teen juvenile minor underage infant male female boy girl revenge extreme
    violent animal bestial simulated real virtual legal illegal drawn hard soft""".split()
)
_SHOWN = frozenset(
    """used appear appears appeared appearing shown depicted seen featured trade traded trading trades traffic
    dealing dealt deals""".split()
)
_DEEDS = frozenset(
    """act acts crime crimes offence offences offense offenses count counts practice ring rings charged convicted guilty
    jailed imprisoned sentenced arrested accused wanted fined tried indicted prosecuted acquitted suspected
    investigated conviction convictions sentence""".split()
)
"""Words after which a deed is meant, not a thing."""

_LINKS = frozenset("of with to for over on".split())
_COMBATING = frozenset(
    """combat combats combating combatting fight fights fighting prevent prevents preventing end ends ending stop stops
    stopping eliminate eliminating eradicate eradicating prohibit prohibits prohibiting ban bans banning punish punishes
    punishing criminalise criminalises criminalising criminalize criminalizes tackle tackles tackling address addresses
    addressing condemn condemns condemning denounce denounces reduce reducing define defines defining cover covers
    including""".split()
)
"""Verbs after which a noun may have its article."""

_PEOPLE = frozenset("children people women men".split())
_TURNS = frozenset("involving depicting featuring showing portraying of with in exploited victim victims".split())


def replacement(term: TermInSentence, fix: Fix) -> Replacement | None:
    """What takes the place of an English term, None where that is not safe."""
    possessive = _possessive(term)
    if possessive is None:
        return None
    mark, end = possessive
    plural = _is_plural(term.plain if not mark else term.plain[: -1 if term.plain[-1] == "s" else None])
    words = _words(fix, plural, mark)
    if words is None or not (_fits_before(term, fix) and (mark or _fits_after(term, words))):
        return None
    words = _with_the(term, words)
    front = _front(term, words)
    return Replacement(front[0], end, front[1], words)


def _possessive(term: TermInSentence) -> tuple[bool, int] | None:
    """Whether the term stands in the possessive, and where that ends; None where it may be a quotation mark."""
    inside = re.search(r"['’]s?$", term.words, re.IGNORECASE)
    outside = re.match(r"['’](?:s\b)?", term.text[term.end : term.end + 3], re.IGNORECASE)
    found = inside or outside
    if found is None:
        return False, term.end
    next_word = re.match(r"['’]?\s+\w", term.text[term.end : term.end + 5])
    has_owner = term.words.rstrip("'’")[-1:] in "sS" and next_word is not None
    if found.group() in "'’":
        is_quoted = any(one.plain in "'‘" for one in term.before)
        if is_quoted or not has_owner:
            return None
    return True, term.end + (outside.end() if outside else 0)


def _is_plural(words: list[str]) -> bool:
    """Whether the noun of the term is a plural: its last word, or the last one before “involving”."""
    ends = [place for place, word in enumerate(words) if word in _TURNS and place]
    noun = words[min(ends, default=len(words)) - 1]
    return noun in _PEOPLE or (noun.endswith("s") and not noun.endswith("ss"))


def _words(fix: Fix, plural: bool, possessive: bool) -> str | None:
    number = "plural" if plural else "singular"
    words = fix.write.get(number) or (None if plural else fix.write.get("any"))
    if not possessive or words is None:
        return words
    if own := fix.write.get(f"{number}'s"):
        return own
    if _is_turned(words):
        return None  # “the child exploited in prostitution's” is no English
    return words + ("'" if words.endswith("s") else "'s")


def _is_turned(words: str) -> bool:
    """Whether the noun is followed by words of its own: what comes next may be read with those."""
    return bool(_TURNS & set(words.split()[1:]))


def _with_the(term: TermInSentence, words: str) -> str:
    """“The” before the words, if the rule has it, only where no other word belongs to them."""
    bare = words.removeprefix("the ")
    last = term.before[-1] if term.before else None
    may_have = last is None or not last.is_word or last.plain in _PLACES | _CLOSE | _JOINING | _COMBATING | _CLAUSES
    return words if may_have else bare


def _front(term: TermInSentence, words: str) -> tuple[int, str]:
    """Where the replacement begins, with “a” or “an” as the words need it."""
    last = term.before[-1] if term.before else None
    if last is None or last.plain not in ("a", "an") or term.text[last.end : term.start].strip():
        return term.start, ""
    article = "an" if words[0] in "aeio" or re.match(r"u(?!n[ir]|s)", words) else "a"
    old = term.text[last.start : last.end]
    is_loud = term.words.isupper()
    written = article.upper() if is_loud and old.isupper() else article.capitalize() if old[0].isupper() else article
    found = with_gaps([written], term.text[last.start : term.start])
    return last.start, found[0] if found else ""


def _fits_before(term: TermInSentence, fix: Fix) -> bool:
    if not term.before:
        return True
    last = term.before[-1]
    words = ["", *(one.plain for one in term.before[:-1])]
    is_mass = "any" in fix.write
    counts = last.plain in _COUNTING or last.plain.isdigit()
    if is_mass and counts and not (term.after and term.after[0].plain in _QUALIFIED):
        return False
    if last.plain in _ENDED | _MENTION or (last.plain == "as" and words[-1] in _MENTIONED_AS):
        return False
    if last.plain in ("and", "or", ",", "&") and words[-1] in _QUALIFIERS:
        return False
    if is_mass and last.plain in ("in", "into") and words[-1] not in _SHOWN:
        return False
    return not (is_mass and last.plain in _LINKS and words[-1] in _DEEDS)


def _fits_after(term: TermInSentence, words: str) -> bool:
    first, second, third = [*term.after, None, None, None][:3]
    if first is None:
        return True
    turned = _is_turned(words)
    if not first.is_word:
        return _fits_sign(term, first, second, turned)
    if re.search(r"[^\w\s]", term.text[term.end : first.start]):
        return False
    if set(term.plain[1:]) & _TURNS:  # pornography involving children (under 16, in care, and adults)
        return first.plain in ("is", "was", "has", "on", "through", "via")
    if first.plain in _JOINING:
        return _fits_joined(second, third, turned)
    if _may_follow(first):
        return not (turned and first.plain == "under")
    if first.plain in _CLOSE:
        return not turned
    if first.plain in _QUALIFIED and words.endswith("material"):
        return second is None or not second.is_word or second.plain in _PLACES | _CLAUSES | _JOINING | _CLOSE
    return False


def _fits_sign(term: TermInSentence, sign: Token, second: Token | None, turned: bool) -> bool:
    if second is None:
        return sign.plain not in "\"'“”‘’«»"
    if sign.plain == "," and (second.plain in _SHARED or (turned and not _may_follow(second))):
        return False
    if term.has_abbreviation:
        return False
    return sign.plain in ".,;:!?()[]…—"


def _fits_joined(second: Token | None, third: Token | None, turned: bool) -> bool:
    if second is None or not second.is_word or second.plain in _SHARED - {"other"}:
        return False
    if third is not None and third.plain in _SHARED and second.plain not in _DETERMINERS | {"child"}:
        return False  # child pornography and commercial exploitation
    return not turned or _may_follow(second)


def _may_follow(word: Token) -> bool:
    """Whether a word is surely neither a noun that the term qualifies nor one of the same list."""
    return word.plain in _DETERMINERS | _CLAUSES | _PLACES | _VERBS or word.plain.endswith("ly")
