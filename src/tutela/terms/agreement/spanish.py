"""Spanish: articles, contractions, y and e, and the words that may stand beside a term that is replaced."""

from __future__ import annotations

import re

from tutela.terms.agreement import romance
from tutela.terms.agreement.replacement import Replacement
from tutela.terms.agreement.sentence import TermInSentence
from tutela.terms.folding import fold
from tutela.terms.rule import Fix

_Y = re.compile(r"h?i(?!e)")
_O = re.compile(r"h?o")


def conjunction(word: str, words: str) -> str | None:
    """The conjunction (y, e, o, u) as it stands before these words; None for any other word."""
    if word in ("y", "e"):
        return "e" if _Y.match(fold(words)) else "y"
    if word in ("o", "u"):
        return "u" if _O.match(fold(words)) else "o"
    return None


def _both(*forms: str) -> tuple[romance.Paradigm, ...]:
    pairs = [form.split("/") for form in forms]
    return tuple((masculine, masculine, feminine, feminine) for masculine, feminine in pairs)


_PREPOSITIONS = """de a contra para por sin con sobre en entre hacia hasta desde según segun ante bajo mediante
tras durante salvo excepto contra incluida incluido"""
_DETERMINERS = """su sus mi mis tu tus cada cualquier cualquiera qué que tal tales dos tres cuatro cinco seis
siete ocho nueve diez once doce veinte treinta cien ciento mil más mas menos varias varios"""

GRAMMAR = romance.Grammar(
    paradigms=(
        *_both(
            "el/la", "del/de la", "al/a la", "los/las", "un/una", "unos/unas", "este/esta", "ese/esa", "aquel/aquella"
        ),
        *_both("estos/estas", "esos/esas", "aquellos/aquellas", "ningún/ninguna", "algún/alguna", "algunos/algunas"),
        *_both("otro/otra", "otros/otras", "mucho/mucha", "muchos/muchas", "poco/poca", "pocos/pocas", "tanto/tanta"),
        *_both(
            "nuestro/nuestra", "nuestros/nuestras", "dicho/dicha", "dichos/dichas", "varios/varias", "cuánto/cuánta"
        ),
    ),
    leading=_both("todo/toda", "todos/todas"),
    fixed=frozenset(f"{_PREPOSITIONS} {_DETERMINERS} como ni sino pero donde es son hay".split()) - {"en"},
    prepositions=frozenset(_PREPOSITIONS.split()),
    followers=frozenset(
        """en por para contra con sin sobre entre hacia hasta desde segun ante bajo mediante tras durante como
        donde cuando porque pues si aunque mientras pero sino ni a traves que se no lo la el los las un una unos
        unas este esta estos estas ese esa su sus cada cualquier otro otra otros otras dos tres varios varias cuyo
        cuya quien quienes es tambien ademas asi le les al fuera dentro""".split()
    )
    - {"cuyo", "cuya"},
    verbs=frozenset(
        """constituye constituyen representa representan implica implican incluye incluyen comprende comprenden
        afecta afectan requiere requieren exige exigen genera generan causa causan viola violan vulnera vulneran
        crece crecen aumenta aumentan aumento circula circulan existe existen continua continuan persiste
        persisten ocurre ocurren debe deben puede pueden podra podran debera deberan tiene tienen tenia ha han
        habia habian hay preve contempla supone suponen sufre sufren vive viven necesita necesitan recibe reciben
        dijo dijeron informo informaron senalo afirmo explico declaro advirtio indico sostuvo trafica provoca
        abarca responde responden procede proceden disminuye destruye destruyen llega llegan alcanza sigue
        siguen priva privan afecto provocan deja dejan convierte convierten termina figura figuran""".split()
    ),
    refused=frozenset("de del cuyo cuya cuyos cuyas caracter".split()),
    copulas=frozenset(
        """es son era eran fue fueron sera seran seria serian sea sean fuera fueran fuese fuesen ser sido siendo
        está estan estaba estaban estará estaran estuvo estuvieron estar queda quedan quedo quedara resulta
        resultan resulto permanece sigue siguen considera consideran declara considerar parece parecen""".split()
    )
    | {"esta", "estara"},
    nominal=frozenset(
        """un una el la los las uno de del en por para contra con que parte delito delitos crimen objeto motivo
        causa responsabilidad competencia violencia explotacion sobre entre sin ante bajo su sus lo nuestra
        nuestro""".split()
    ),
    skipped=re.compile(
        r"\w{3,}mente|no|ya|nunca|jamas|siempre|tambien|aun|todavia|muy|bien|mas|menos|tan|asi|hoy|ayer|ademas|incluso|solo"
    ),
    joining=frozenset("y e o u ni".split()),
    relative=frozenset("cuyo cuya cuyos cuyas".split()),
    shared=frozenset(
        """pornografia prostitucion turismo trata trafico explotacion trabajo esclavitud violencia matrimonio
        matrimonios maltrato""".split()
    ),
    agreeing={
        "f": re.compile(r"(?<!ci)(?<!i)as?$|(?:al|ble|nte|il|or)$"),
        "m": re.compile(r"(?<!ism)os?$|(?:al|ble|nte|il|or)$"),
    },
    participles={
        "f": re.compile(r"^(?!entrada|llegada|medida|vida|jornada|salida|temporada|cada|nada)\w*[ai]das?$"),
        "m": re.compile(r"^(?!estado|mercado|sentido|partido|juzgado|pasado|todo)\w*[ai]dos?$"),
    },
    conjugated=re.compile(r"(?:aron|ieron|aban|ían|ó|[aei]rán?)$"),
    verbal=re.compile(
        r"(?:[aei]r|ndo|aron|ieron|eron|aban|ían|ó)$"
        r"|^(?:contiene|contenía|posee|poseía|distribuye|distribuía|difunde|produce|producía|vende|vendía|ofrece|ofrezca"
        r"|almacena|almacenaba|consume|comparte|compartía|descarga|descargaba|muestra|incluye|incluía)$"
        r"|^(?!imagen|orden|joven|volumen|origen|examen|crimen|virgen|margen)\w{4,}[ae]n$"
    ),
    referring={
        "f": re.compile(
            r"\b(?:ellas?|éstas?|aquéllas?|las? (?:cual|cuales|que|mismas?)|\w+(?:[aeiáéí]r|ndo)l[ao]s?|cuy[oa]s?"
            r"|(?:se|no|quien|quienes|nos|te|me|os|ya|nunca|también) las?"
            r"|las? (?:\w+(?:aron|ieron|aban|ían|arán|erán|irán)"
            r"|producen?|distribuyen?|poseen?|difunden?|consumen?|venden?|ofrecen?|almacenan?|descargan?|comparten?|exhiben?"
            r"|facilitan?|promueven?|reprimen?|castigan?|prohíben?|sancionan?|combaten?|definen?|regulan?|considera[n]?"
            r"|denuncian?|practican?|ejercen?|penan?))(?!\w)"
        ),
        "m": re.compile(
            r"\b(?:él|ellos|éstos?|éste|aquél|lo|(?:el|los) (?:cual|cuales|que|mismos?)|\w+(?:[aeiáéí]r|ndo)l[ao]s?"
            r"|cuy[oa]s?"
            r"|(?:se|no|quien|quienes|nos|te|me|os|ya|nunca|también) los)(?!\w)"
        ),
    },
    opening=frozenset("ella ellas esta estas este estos".split()),
    singular=frozenset(),
    plural=re.compile(r"s$"),
    sound=lambda _words: False,
    joined=conjunction,
    material="material",
    deeds=re.compile(
        r"\b(?:actos?|hechos?|delitos?|crimen|crimenes|practicas?|victimas?|red|redes) de(?: la)?$|\bpor$"
        r"|\b(?:particip\w+|involucrad\w+|dedic\w+|implicad\w+) (?:en|a)(?: la)?$"
    ),
    before_refused=frozenset(
        """sola solo misma mismo llamada llamado denominada denominado termino palabra expresion anti no ex exnina
        antigua antiguo supuesta presunta""".split()
    ),
)


def replacement(term: TermInSentence, fix: Fix) -> Replacement | None:
    """What takes the place of a Spanish term, None where that is not safe."""
    return romance.replacement(term, fix, GRAMMAR)
