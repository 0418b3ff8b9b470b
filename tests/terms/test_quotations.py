"""Quotations and terms between marks are left alone; what stands beside them is not."""

import pytest
from tests.terms.marked import kinds, only_kind

QUOTED = [
    ("en", "The minister said: “We shall end {{child pornography}} in this decade.”"),
    ("en", 'The minister said: "We shall end {{child pornography}} in this decade."'),
    ("en", "The headline read 'Bishop speaks on {{child pornography}} law' on Monday."),
    ("en", "The headline read ‘Bishop’s speech on {{child pornography}}’ on Monday."),
    ("en", "“The court’s ruling on ‘possession of {{child pornography}}’ stands,” she wrote."),
    ("en", "“The court spoke of “{{child pornography}} in the widest sense” on Friday,” she wrote."),
    ("en", "“The first paragraph opens.\n\n“The second speaks of {{child pornography}} and closes.”"),
    ("en", "Section 8 (“Possession of {{child pornography}} and other acts”) of the principal Act is repealed."),
    ("en", "The article reads: “Whoever possesses {{child pornography}} shall be punished.”"),
    ("en", "He spoke of „the fight against {{child pornography}}“ in Vienna."),
    ("fr", "Le ministre a déclaré : « Nous luttons contre la {{pornographie enfantine}} depuis dix ans. »"),
    ("fr", "Le témoin ajoute : « La {{prostitution enfantine}} existe.\n\nPersonne n'en parle. »"),
    ("fr", "« Le premier paragraphe s'ouvre.\n\n« Le second parle de {{pornographie enfantine}} et se ferme. »"),
    ("fr", "« Le premier paragraphe s'ouvre.\n\n» Le second parle de {{pornographie enfantine}} et se ferme. »"),
    ("fr", "Elle a dit : « Le mot ‹ lutte contre la {{pornographie enfantine}} › me gêne. »"),
    ("fr", "Elle a dit : « L'avocat parle de « trafic de {{pornographie enfantine}} », rien d'autre. »"),
    ("es", "El juez dijo: «La lucha contra la {{pornografía infantil}} sigue»."),
    ("es", "El juez dijo: “La lucha contra la {{pornografía infantil}} sigue”."),
    ("es", "El titular decía 'Condena por {{pornografía infantil}} en Lima' el lunes."),
]
ALONE = [
    ("en", "He put “{{child pornography}}” into the search field."),
    ("en", "So-called ‘{{child prostitutes}}’ are victims."),
    ("en", 'They wrote "{{child pornography}}".'),
    ("en", "(da) “{{child pornography}}” means any visual depiction"),
    ("fr", "La « {{pornographie enfantine}} » est citée."),
    ("fr", "On écrit parfois « la {{pornographie enfantine}} »."),
    ("es", "La llamada «{{pornografía infantil}}» es abuso."),
    ("es", "Hablan de ‘{{prostitución infantil}}’ todavía."),
]
OUTSIDE = [
    ("en", "The minister said “we shall act” and called {{child pornography}} a scourge."),
    ("en", "“We shall act,” he said of {{child pornography}}, “and soon.”"),
    ("en", '"We shall act," he said of {{child pornography}}, "and soon."'),
    ("en", "'We shall act,' he said of {{child pornography}}, 'and soon.'"),
    ("en", "“The quotation never ends. The police seized {{child pornography}} at two addresses."),
    ("en", "“The quotation never ends. The police seized {{child pornography}} and called it “evidence”."),
    ("en", '"The quotation never ends. The police seized {{child pornography}} at two addresses.\n\nHe said "no".'),
    ("en", "The victims’ lawyers say {{child pornography}} was found in the minors’ rooms."),
    ("en", "The victims' lawyers say {{child pornography}} was found in the minors' rooms."),
    ("en", "In the '90s {{child pornography}} was traded by post, the victims' lawyers say."),
    ("en", "It's the child's right; {{child pornography}} isn't protected."),
    ("en", 'The screen of 15" showed {{child pornography}}, the report said, on a 17" frame.'),
    ("en", "The following is substituted: “8. Whoever possesses {{child pornography}} shall be liable.”"),
    ("en", "Section 4 shall read as follows: “Possession of {{child pornography}} is prohibited.”"),
    ("en", "The words are replaced by “{{child pornography}}”."),
    ("en", "“One paragraph.”\n\nThe police seized {{child pornography}}.\n\n“Another paragraph.”"),
    ("fr", "L'avocat de l'enfant parle de {{pornographie enfantine}} et d'autres délits."),
    ("fr", "L’avocat de l’enfant parle de {{pornographie enfantine}} et d’autres délits."),
    ("fr", "« Nous agissons », dit-il de la {{pornographie enfantine}}, « et vite »."),
    ("fr", "« La citation ne finit pas. La police a saisi de la {{pornographie enfantine}}."),
    ("fr", "L'article 3 est ainsi rédigé : « Art. 3. – La {{pornographie enfantine}} est punie. »"),
    ("fr", "Ces mots sont remplacés par les mots : « {{pornographie enfantine}} »."),
    (
        "fr",
        "L'article est ainsi rédigé :\n\n« Art. 3. – Est puni.\n\n« La {{pornographie enfantine}} est une infraction. »",
    ),
    ("es", "«Actuamos», dijo sobre la {{pornografía infantil}}, «y pronto»."),
    ("es", "«La cita no termina. La policía incautó {{pornografía infantil}}."),
    ("es", "El artículo 3 queda redactado como sigue: «Se castiga la {{pornografía infantil}} con prisión»."),
    ("es", '"Actuamos", dijo el juez de la {{pornografía infantil}}, "y pronto".'),
]


@pytest.mark.parametrize(("language", "marked"), QUOTED)
def test_quotations_are_left_alone(language, marked):
    assert only_kind(marked, language) == "quotation"


@pytest.mark.parametrize(("language", "marked"), ALONE)
def test_a_term_alone_between_marks_is_a_mention(language, marked):
    assert only_kind(marked, language) == "mention"


@pytest.mark.parametrize(("language", "marked"), OUTSIDE)
def test_what_is_outside_of_marks_is_not(language, marked):
    assert only_kind(marked, language) == ""


def test_a_quotation_that_is_too_long_is_none():
    marked = (
        "“" + "The evidence was heard. " * 200 + "{{child pornography}} was found. " + "The court rose. " * 200 + "”"
    )
    assert only_kind(marked, "en") == ""


def test_only_what_is_inside():
    assert kinds("He said “{{child pornography}} is evil” and {{child pornography}} was seized.", "en") == [
        "quotation",
        "",
    ]
