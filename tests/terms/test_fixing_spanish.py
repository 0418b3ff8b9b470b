"""Spanish: what is replaced, with the articles and contractions in front; what is better left."""

import pytest
from tests.terms.fixing_rules import once

M = "material de abuso sexual de niñas, niños y adolescentes"
P = "explotación de niñas, niños y adolescentes en la prostitución"
T = "explotación sexual de niñas, niños y adolescentes en el contexto de los viajes y el turismo"

RIGHT = {
    # feminine to masculine
    "La ley castiga la posesión de pornografía infantil.": f"La ley castiga la posesión de {M}.",
    "La lucha contra la pornografía infantil.": f"La lucha contra el {M}.",
    "El uso de la pornografía infantil en internet.": f"El uso del {M} en internet.",
    "El juez se refirió a la pornografía infantil.": f"El juez se refirió al {M}.",
    "Toda pornografía infantil debe denunciarse ante la fiscalía.": f"Todo {M} debe denunciarse ante la fiscalía.",
    "Se retirará toda la pornografía infantil.": f"Se retirará todo el {M}.",
    "El retiro de toda la pornografía infantil.": f"El retiro de todo el {M}.",
    "Ninguna pornografía infantil circula en la red.": f"Ningún {M} circula en la red.",
    "Esta pornografía infantil circula en la red.": f"Este {M} circula en la red.",
    "Esa pornografía infantil procede de otro país.": f"Ese {M} procede de otro país.",
    "Aquella pornografía infantil constituye una prueba.": f"Aquel {M} constituye una prueba.",
    "Dicha pornografía infantil constituye una prueba.": f"Dicho {M} constituye una prueba.",
    "Su pornografía infantil circula en la red.": f"Su {M} circula en la red.",
    "Cualquier pornografía infantil constituye un delito.": f"Cualquier {M} constituye un delito.",
    "No existe otra pornografía infantil.": f"No existe otro {M}.",
    "La pornografía infantil es un delito.": f"El {M} es un delito.",
    "La pornografía infantil constituye una violación de derechos.": f"El {M} constituye una violación de derechos.",
    "A la pornografía infantil responde la ley.": f"Al {M} responde la ley.",
    "De la pornografía infantil se ocupa la fiscalía.": f"Del {M} se ocupa la fiscalía.",
    "Fue detenido por distribuir pornografía infantil por internet.": f"Fue detenido por distribuir {M} por internet.",
    "La policía incautó pornografía infantil y armas.": f"La policía incautó {M} y armas.",
    "El acusado poseía y vendía pornografía infantil.": f"El acusado poseía y vendía {M}.",
    "Ni la pornografía infantil ni la trata deben quedar impunes.": f"Ni el {M} ni la trata deben quedar impunes.",
    "Pornografía infantil: detienen a dos personas.": "Material de abuso sexual de niñas, niños y adolescentes: detienen a dos personas.",
    "El grupo difundió pornografía infantil en la red.": f"El grupo difundió {M} en la red.",
    "Los agentes hallaron pornografía infantil en el servidor.": f"Los agentes hallaron {M} en el servidor.",
    "Vendiendo pornografía infantil ganó dinero.": f"Vendiendo {M} ganó dinero.",
    "La venta de armas y la pornografía infantil.": f"La venta de armas y el {M}.",
    "El informe trata de drogas y pornografía infantil.": f"El informe trata de drogas y {M}.",
    "La ley define la pornografía infantil en el artículo 2.": f"La ley define el {M} en el artículo 2.",
    "El Estado prohíbe la pornografía infantil y la trata.": f"El Estado prohíbe el {M} y la trata.",
    "La pornografía infantil, según el tribunal, constituye un delito.": f"El {M}, según el tribunal, constituye un delito.",
    "El acuerdo contra la pornografía infantil es obligatorio.": f"El acuerdo contra el {M} es obligatorio.",
    "La producción de pornografía infantil fue denunciada.": f"La producción de {M} fue denunciada.",
    # masculine to feminine
    "El turismo sexual infantil aumenta.": f"La {T} aumenta.",
    "La prevención del turismo sexual infantil en la región.": f"La prevención de la {T} en la región.",
    "Se opone al turismo sexual infantil.": f"Se opone a la {T}.",
    "Este turismo sexual infantil afecta a la costa.": f"Esta {T} afecta a la costa.",
    "Un turismo sexual infantil existe en la costa.": f"Una {T} existe en la costa.",
    "Todo turismo sexual infantil constituye un delito.": f"Toda {T} constituye un delito.",
    "Rechazan todo el turismo sexual infantil.": f"Rechazan toda la {T}.",
    "No hay ningún turismo sexual infantil.": f"No hay ninguna {T}.",
    "Aquel turismo sexual infantil continúa.": f"Aquella {T} continúa.",
    "Formas de turismo sexual infantil": f"Formas de {T}",
    # the same gender
    "La prostitución infantil es una forma de violencia.": f"La {P} es una forma de violencia.",
    "La erradicación de la prostitución infantil.": f"La erradicación de la {P}.",
    "El plan busca prevenir la prostitución infantil para 2030.": f"El plan busca prevenir la {P} para 2030.",
    "La prostitución infantil fue denunciada en tres países.": f"La {P} fue denunciada en tres países.",
    # numbers
    "La niña prostituta fue oída.": "La niña explotada en la prostitución fue oída.",
    "Dos niñas prostitutas fueron trasladadas a un hogar.": "Dos niñas explotadas en la prostitución fueron trasladadas a un hogar.",
    "Se hallaron imágenes pornográficas infantiles en el servidor.": f"Se hallaron imágenes{M.removeprefix('material')} en el servidor.",
    "Guardaba una imagen pornográfica infantil.": f"Guardaba una imagen{M.removeprefix('material')}.",
    # y and e
    "Se hallaron armas y fotos pornográficas infantiles.": f"Se hallaron armas e imágenes{M.removeprefix('material')}.",
    "Se hallaron armas e imágenes pornográficas infantiles.": f"Se hallaron armas e imágenes{M.removeprefix('material')}.",
    # capitals and lines
    "LA PORNOGRAFÍA INFANTIL EN LA RED": f"EL {M.upper()} EN LA RED",
    "LA LUCHA CONTRA EL TURISMO SEXUAL INFANTIL": f"LA LUCHA CONTRA LA {T.upper()}",
    "La lucha contra la\npornografía infantil en la red": f"La lucha contra el\n{M} en la red",
    "La lucha contra la pornografía\ninfantil en la red": "La lucha contra el material de\nabuso sexual de niñas, niños y adolescentes en la red",
    "La distribución de\nla pornografía infantil": f"La distribución\ndel {M}",
    "La prevención del\nturismo sexual infantil": f"La prevención de la\n{T}",
    "contra la porno-\ngrafía infantil": "contra el material\nde abuso sexual de niñas, niños y adolescentes",
    "Prostitución infantil\nInforme anual": "Explotación de niñas, niños y adolescentes en la prostitución\nInforme anual",
}

REFUSED = [
    # an adjective or participle that would have to agree
    "La pornografía infantil difundida en internet es un delito.",
    "La pornografía infantil está prohibida.",
    "La pornografía infantil fue incautada.",
    "La pornografía infantil debe ser perseguida.",
    "La pornografía infantil, difundida en la red, es un delito.",
    "Prohibida desde 2003, la pornografía infantil circula todavía.",
    "Queda prohibida la pornografía infantil.",
    "La nueva pornografía infantil circula en la red.",
    "La misma pornografía infantil circula en la red.",
    "La pornografía infantil que fue incautada.",
    "El turismo sexual infantil es considerado un delito.",
    "El turismo sexual infantil organizado aumenta.",
    "El turismo sexual infantil, extendido en la costa, continúa.",
    "La prostitución infantil callejera aumenta.",
    "La pornografía infantil sigue siendo perseguida.",
    # pronouns
    "Combaten la pornografía infantil para erradicarla.",
    "La lucha contra la pornografía infantil y quienes la producen.",
    "La lucha contra la pornografía infantil, la cual aumenta.",
    "La pornografía infantil cuya difusión aumenta",
    "El turismo sexual infantil aumenta y hay que combatirlo.",
    "El turismo sexual infantil aumenta; lo denuncia la fiscalía.",
    "El informe trata de la pornografía infantil. Esta aumenta.",
    "Condenó la pornografía infantil y dijo que ella destruye vidas.",
    # coordination
    "La pornografía y la prostitución infantil son delitos.",
    "La prostitución y pornografía infantil",
    "La pornografía infantil y juvenil",
    "La trata o la prostitución infantil",
    "La prostitución infantil y adolescente",
    # what follows belongs to the old noun
    "La pornografía infantil de menores",
    "Niñas prostitutas de 14 años",
    "La pornografía infantil del detenido",
    # the meaning would change
    "El delito de pornografía infantil se castiga con prisión.",
    "Fue condenado por pornografía infantil.",
    "La red de pornografía infantil fue desarticulada.",
    "Las víctimas de la pornografía infantil",
    "La explotación de la prostitución infantil",
    "Los casos de prostitución infantil y de trata",
    "Está involucrado en pornografía infantil.",
    "Una antigua niña prostituta declaró.",
    "La llamada pornografía infantil es un abuso.",
    "El término pornografía infantil debe evitarse.",
    "El material de abuso sexual de niñas, niños y adolescentes, antes pornografía infantil",
    "La pornografía infantil (PI) aumenta.",
    # part of something else
    "El sitio www.pornografia-infantil.example fue cerrado.",
    "La ley anti-pornografía infantil",
    "La «pornografía infantil» del código",
    "La Unidad contra la Pornografía Infantil fue creada.",
    "el pornografía infantil",
    "la p0rnografía infantil",
    "contra la pornografía\n\ninfantil",
]


@pytest.mark.parametrize(("text", "expected"), RIGHT.items())
def test_replaced(text: str, expected: str) -> None:
    assert once(text, "es") == expected


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert once(text, "es") == text


def test_table_is_long_enough() -> None:
    assert len(RIGHT) + len(REFUSED) >= 60
