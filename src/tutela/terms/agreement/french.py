"""French: articles, contractions, elision, and the words that may stand beside a term that is replaced."""

from __future__ import annotations

import re

from tutela.terms.agreement import romance
from tutela.terms.agreement.replacement import Replacement
from tutela.terms.agreement.sentence import TermInSentence
from tutela.terms.folding import fold
from tutela.terms.rule import Fix

_ASPIRATED = ("haine", "harcel", "handicap", "hasard", "haut", "hors", "huit", "honte", "hero", "hierarch")


def begins_with_vowel(words: str) -> bool:
    """Whether an article before these words is elided."""
    plain = fold(words)
    return plain[0] in "aeiou" or (plain[0] == "h" and not plain.startswith(_ASPIRATED))


def _both(*forms: str) -> tuple[romance.Paradigm, ...]:
    """Paradigms that do not change before a vowel: “un/une”."""
    pairs = [form.split("/") for form in forms]
    return tuple((masculine, masculine, feminine, feminine) for masculine, feminine in pairs)


_ELIDED = tuple(
    (word, word[:-1] + "'", word, word[:-1] + "'") for word in "de que jusque lorsque puisque quoique presque".split()
)
_PREPOSITIONS = """de d' à a contre pour par sans avec sur sous dans en chez entre vers selon malgré malgre envers
concernant depuis parmi suivant visant touchant hormis via durant pendant outre moyennant jusqu' hors"""
_DETERMINERS = """les des aux ces mes tes ses nos vos leurs leur notre votre quelque quelques plusieurs chaque
deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent cents mille"""

_TAKING = (
    r"(?:acheter|acquérir|bannir|bloquer|combattre|commettre|condamner|considérer|consulter|définir|dénoncer|détecter|détenir"
    r"|diffuser|décrire|effacer|éliminer|éradiquer|encourager|endiguer|exercer|faciliter|faire|favoriser|fournir|identifier"
    r"|ignorer|importer|interdire|juger|nommer|obtenir|offrir|organiser|partager|poursuivre|prévenir|produire|promouvoir"
    r"|punir|qualifier|rendre|réprimer|retirer|sanctionner|signaler|stocker|subir|supprimer|télécharger|tolérer|transmettre"
    r"|vendre|visionner|voir)"
)
"""Verbs before which “la” is a pronoun."""

_SUBJECTS = "(?:qui|ne|on|ils?|elles?|nous|vous|je|tu|se|leur|lui)"

GRAMMAR = romance.Grammar(
    paradigms=(
        ("le", "l'", "la", "l'"),
        ("du", "de l'", "de la", "de l'"),
        ("au", "à l'", "à la", "à l'"),
        ("ce", "cet", "cette", "cette"),
        ("mon", "mon", "ma", "mon"),
        ("ton", "ton", "ta", "ton"),
        ("son", "son", "sa", "son"),
        *_both("un/une", "aucun/aucune", "nul/nulle", "quel/quelle", "tel/telle", "certain/certaine"),
        *_both("certains/certaines", "quels/quelles", "tels/telles", "aucuns/aucunes"),
        *_ELIDED,
    ),
    leading=_both("tout/toute", "tous/toutes"),
    fixed=frozenset(f"{_PREPOSITIONS} {_DETERMINERS} comme ni ou et soit mais donc or dont sinon est sont".split())
    - {"en"},
    prepositions=frozenset(_PREPOSITIONS.split()),
    followers=frozenset(
        """a au aux en sur sous dans par pour contre avec sans chez entre vers selon depuis pendant durant lors
        via afin ainsi comme dont ou car mais lorsque lorsqu' quand si tandis alors puis puisque puisqu' apres
        avant parmi malgre grace hors partout y ne n' se s' il ils on nous vous qui le la l' les un une des ce ces
        cet cette son sa ses leur leurs notre nos deux trois plusieurs chaque quelques c' elle elles""".split()
    ),
    verbs=frozenset(
        """constitue constituent represente representent designe designent vise visent implique impliquent
        comprend comprennent concerne concernent releve relevent porte portent ont avait avaient aura auront
        aurait fait font nuit touche touchent progresse progressent augmente augmentent recule diminue circule
        circulent continue continuent existe existent suppose exige exigent appelle peut peuvent doit doivent
        pouvait devait pourra devra pourrait devrait tombe cause causent cree entraine demande demandent prend
        prennent vont va passe vivent vit sevit gagne laisse inquiete frappe frappent figure figurent entre
        beneficie beneficient ont eu recoivent recoit dit disent affirme affirment explique rappelle precise
        annonce selon estime souligne indique""".split()
    ),
    refused=frozenset("de d' du des que qu'".split()),
    copulas=frozenset(
        """est sont etait etaient sera seront serait seraient soit soient fut furent etre ete etant reste restent
        demeure demeurent devient deviennent semble semblent parait paraissent rendre rend juge jugee jugent""".split()
    ),
    nominal=frozenset(
        """un une le la l' les des du de d' en au aux a dans pour contre sur sous par que qu' ce cela celui celle
        parmi chez avec sans notre votre leur son sa ses entre hors ainsi l qui""".split()
    ),
    skipped=re.compile(
        r"\w{3,}ment|pas|plus|jamais|aussi|encore|toujours|souvent|deja|bien|tres|trop|donc|parfois|ici|desormais|surtout|non"
        r"|moins|ailleurs|hier|aujourd'|hui|enfin|longtemps"
    ),
    joining=frozenset("et ou ni".split()),
    relative=frozenset("que qu' lequel laquelle lesquels lesquelles auquel duquel desquelles auxquelles".split()),
    shared=frozenset(
        """pornographie pornographies prostitution tourisme traite trafic exploitation travail esclavage abus
        maltraitance mariage violence violences proxenetisme enfants mineurs""".split()
    )
    - {"enfants", "mineurs", "proxenetisme", "abus"},
    agreeing={
        "f": re.compile(r"(?!.*(?:age|isme|tion|ance|ence|ture|erie)s?$)e?s?$(?<=[es])|(?<=e)s$"),
        "m": re.compile(r"(?!.*(?:age|isme|tion|ance|ence|ment|te|erie)s?$)\w$"),
    },
    participles={
        "f": re.compile(r"(?<!ann)(?<!dur)(?<!journ)(?<!id)(?<!soir)(?<!arm)(?<!entr)ées?$"),
        "m": re.compile(r"(?<!t)és?$"),
    },
    conjugated=re.compile(r"(?:aient|èrent|eront|iront|era|ira)$"),
    verbal=re.compile(r"(?!)"),  # no French verb stands before a noun without article
    referring={
        "f": re.compile(
            r"\b(?:elles?|celles?[ -]+(?:ci|là)|cette dernière|ces dernières|laquelle|lesquelles|desquelles|auxquelles"
            rf"|{_SUBJECTS} (?:la|l')|(?:la |l'){_TAKING})(?!\w)"
        ),
        "m": re.compile(
            r"\b(?:ils?|lui|eux|celui[ -]+(?:ci|là)|ceux[ -]+(?:ci|là)|ce dernier|ces derniers|lequel|lesquels|duquel"
            rf"|auquel|desquels|auxquels|{_SUBJECTS} (?:le|l')|(?:le |l'){_TAKING})(?!\w)"
        ),
    },
    opening=frozenset("elle elles celle celles il ils celui ceux".split()),
    singular=frozenset("abus cas acces proces sens".split()),
    plural=re.compile(r"[sx]$"),
    sound=begins_with_vowel,
    joined=lambda _word, _words: None,
    material="matériel",
    deeds=re.compile(
        r"\b(?:actes?|faits?|delits?|crimes?|infractions?|pratiques?|victimes?|reseaux?) (?:de|d')(?: la| l')?$|\bpour$"
        r"|\b(?:participe\w*|impliqu\w+|livr\w+) (?:a|dans)(?: la| l')?$"
    ),
    before_refused=frozenset(
        """seule seul telle tel meme dit dite dits dites mot terme expression appele appelee appeles nomme nommee
        anti non pretendu pretendue ancien ancienne anciens anciennes ex pseudo""".split()
    ),
)


def replacement(term: TermInSentence, fix: Fix) -> Replacement | None:
    """What takes the place of a French term, None where that is not safe."""
    return romance.replacement(term, fix, GRAMMAR)
