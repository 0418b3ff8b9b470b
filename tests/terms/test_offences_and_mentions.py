"""Names of offences quoted from a law, and terms spoken of as terms, are left alone; plain use is not."""

import pytest
from tests.terms.marked import only_kind

OFFENCES = [
    ("en", "He was tried for the offence of {{child pornography}} under section 163.1 of the Criminal Code."),
    ("en", "She was convicted of possession of {{child pornography}} under article 9."),
    ("en", "Two men were charged with distributing {{child pornography}} contrary to section 4 of the Act."),
    ("en", "Under section 163.1, they were charged with making {{child pornography}}."),
    ("en", "{{Child pornography}} (section 163.1 of the Criminal Code) is tried by a judge."),
    ("en", "Possession of {{child pornography}}, an offence under section 163.1, is tried by a judge."),
    ("en", "Three counts of {{child pornography}}, art. 197 of the Code, were added."),
    ("en", "He was found guilty of corruption of {{minor|minors}} under article 12."),
    ("fr", "L'infraction de {{pornographie enfantine}} prévue à l'article 227-23 du Code pénal est punie."),
    ("fr", "Il est inculpé de {{pornographie enfantine}} en vertu de l'article 197 du Code pénal."),
    ("fr", "Il a été condamné pour diffusion de {{pornographie infantile}} (art. 383bis)."),
    ("fr", "En vertu de l'article 163.1, il a été déclaré coupable de {{pornographie juvénile}}."),
    ("es", "El delito de {{pornografía infantil}} tipificado en el artículo 189 es grave."),
    ("es", "Fue condenado por {{pornografía infantil}} conforme al artículo 183-A."),
    ("es", "Se le acusa: fue imputado por posesión de {{pornografía infantil}} según la Ley 679."),
    ("es", "{{Pornografía infantil}} (artículo 189 del Código Penal)"),
]
MENTIONS = [
    ("en", "The term {{child pornography}} is found in older treaties."),
    ("en", "The expression “{{child pornography}}” hides the harm."),
    ("en", "Terms such as {{child pornography}} and {{child prostitution}} have been criticised."),
    ("en", "Write “child sexual abuse material” rather than {{child pornography}}."),
    ("en", "Use child sexual abuse material instead of {{child pornography}}."),
    ("en", "The word {{minor|minor}} is avoided."),
    ("en", "{{Child pornography}} is a phrase that should not be used: the preferred term is another."),
    ("en", "Avoid the label {{child prostitute}}."),
    ("fr", "Le terme de {{pornographie enfantine}} est ancien."),
    ("fr", "L'expression {{prostitution enfantine}} figure dans d'anciens traités."),
    ("fr", "Il convient de dire « matériel d'abus sexuels d'enfants » au lieu de {{pornographie enfantine}}."),
    ("fr", "Les mots {{pornographie enfantine}} et {{prostitution enfantine}} sont à éviter."),
    ("fr", "{{Pornographie enfantine}} est une expression ; ce terme ne doit pas être utilisé."),
    ("es", "El término {{pornografía infantil}} es antiguo."),
    ("es", "Términos como {{pornografía infantil}} o {{prostitución infantil}} se critican."),
    ("es", "Se recomienda decir material de abuso sexual en lugar de {{pornografía infantil}}."),
    ("es", "La expresión {{prostitución infantil}} no debe usarse."),
]
REPLACED = [
    ("en", "2. Replace {{child prostitution}} with “exploitation of children in prostitution”."),
    ("fr", "2. Remplacer {{prostitution enfantine}} par « exploitation d'enfants à des fins de prostitution »."),
    ("es", "2. Reemplazar {{prostitución infantil}} por «explotación sexual de niñas y niños»."),
]
PLAIN = [
    ("en", "The network replaced {{child prostitution}} with drug dealing."),
    ("fr", "La loi remplace la {{prostitution enfantine}} par rien."),
    ("en", "The offence of {{child pornography}} is on the rise."),
    ("en", "He was charged with possession of {{child pornography}}."),
    ("en", "An offence under section 12 is rare, but {{child pornography}} spreads."),
    ("en", "The offence is tried by a judge; {{child pornography}} under section 3 is another matter."),
    ("en", "He was convicted of theft. {{Child pornography}} was found, police said under section 4."),
    ("en", "Section 4 does not mention {{child pornography}}."),
    ("en", "Article 91 – Offences related to {{child pornography}}"),
    ("en", "He was charged with trading with a {{child-prostitute|child prostitute}} under section 4."),
    ("en", "The {{paedophile|paedophile}} (section 4) was convicted."),
    ("en", "In terms of {{child pornography}}, the country lags behind."),
    ("en", "He got a prison term for {{child pornography}} offences."),
    ("en", "The term of imprisonment for {{child pornography}} is ten years."),
    ("en", "{{minor|Minors}} should not be used in armed conflict."),
    ("en", "Parents should avoid {{child pornography}} sites."),
    ("en", "The court considered {{child pornography}} rather than theft."),
    ("en", "The judge tried fraud instead of {{child pornography}}."),
    ("en", "The long-term effects of {{child pornography}} are known."),
    ("en", "In other words, {{child pornography}} is a crime."),
    ("en", "The terms of use for the site prohibit {{child pornography}}."),
    ("fr", "L'infraction de {{pornographie enfantine}} est en hausse."),
    ("fr", "Il est inculpé de {{pornographie enfantine}}."),
    ("fr", "L'article 4 ne parle pas de la {{pornographie enfantine}}."),
    ("fr", "Aux termes de la loi, la {{pornographie enfantine}} est punie."),
    ("fr", "Le vol est une infraction à l'article 311-1, mais la {{pornographie enfantine}} progresse."),
    ("fr", "Il faut éviter la {{prostitution enfantine}} dans la ville."),
    ("fr", "Les {{minor|mineurs}} ne doivent pas être utilisés dans les conflits."),
    ("fr", "À court terme, la {{pornographie enfantine}} doit être combattue."),
    ("es", "El delito de {{pornografía infantil}} aumenta."),
    ("es", "Fue acusado de {{pornografía infantil}}."),
    ("es", "El artículo 4 no habla de la {{pornografía infantil}}."),
    ("es", "En términos de {{prostitución infantil}}, el país está atrasado."),
    ("es", "El robo es un delito del artículo 237, pero la {{pornografía infantil}} crece."),
    ("es", "Los {{minor|menores}} no deben ser utilizados en los conflictos."),
    ("es", "Hay que evitar la {{prostitución infantil}} en la ciudad."),
]


@pytest.mark.parametrize(("language", "marked"), OFFENCES)
def test_offences_of_a_law_are_left_alone(language, marked):
    assert only_kind(marked, language) == "offence"


@pytest.mark.parametrize(("language", "marked"), MENTIONS + REPLACED)
def test_mentions_are_left_alone(language, marked):
    assert only_kind(marked, language) == "mention"


@pytest.mark.parametrize(("language", "marked"), PLAIN)
def test_plain_use_is_not(language, marked):
    assert only_kind(marked, language) == ""
