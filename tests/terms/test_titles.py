"""Official titles are left alone; what a writer says near one is not."""

import pytest
from tests.terms.marked import hits_of, kinds, only_kind

from tutela.terms.exceptions import exemptions
from tutela.terms.settings import NO_SETTINGS, Settings

KNOWN = [
    (
        "en",
        "States parties to the Optional Protocol to the Convention on the Rights of the Child on the sale of children, {{child prostitution}} and {{child pornography}} report every five years.",
    ),
    ("en", "the Optional Protocol on the Sale of Children, {{Child Prostitution}} and {{Child Pornography}}* (OPSC)"),
    (
        "en",
        "OPTIONAL PROTOCOL TO THE CONVENTION ON THE RIGHTS OF THE CHILD ON THE SALE OF CHILDREN, {{CHILD PROSTITUTION}} AND {{CHILD PORNOGRAPHY}}",
    ),
    (
        "en",
        "the Optional Protocol to the Convention on the Rights of the Child\non the sale of chil-\ndren, {{child prosti-\ntution}} and {{child porno\u00adgraphy}} was ratified",
    ),
    (
        "en",
        "The Optional Protocols on the involvement of children in armed conflict and on the sale of children, {{child prostitution}} and {{child pornography}} were signed in 2000.",
    ),
    ("en", "Special Rapporteur on the sale of children, {{child prostitution}} and {{child pornography}}"),
    (
        "en",
        "The Special Rapporteur on the sale and sexual exploitation of children, including {{child prostitution}}, {{child pornography}} and other child sexual abuse material, visited the country.",
    ),
    (
        "en",
        "the Programme of Action for the Prevention of the Sale of Children, {{Child Prostitution}} and {{Child Pornography}}",
    ),
    ("en", "a seminar on the Sale of Children, {{Child Prostitution}} and {{Child Pornography}}"),
    (
        "en",
        "Directive 2011/93/EU of the European Parliament and of the Council of 13 December 2011 on combating the sexual abuse and sexual exploitation of children and {{child pornography}} binds most members.",
    ),
    (
        "en",
        "Council Framework Decision 2004/68/JHA of 22 December 2003 on combating the sexual exploitation of children and {{child pornography}}",
    ),
    (
        "en",
        "ECPAT once stood for End {{Child Prostitution}}, {{Child Pornography}} and Trafficking of Children for Sexual Purposes.",
    ),
    ("en", "Article 9 – Offences related to {{child pornography}}\n\nEach Party shall adopt measures."),
    ("en", "The treaty (Art. 20, Offences concerning {{child pornography}}) was ratified."),
    ("en", "the Optional Protocol on the sale of children, {{chi1d prostitution}} and {{child pomography}}"),
    ("en", "the Standard Minimum Rules for the Administration of {{Juvenile}} Justice"),
    (
        "fr",
        "le Protocole facultatif à la Convention relative aux droits de l’enfant, concernant la vente d’enfants, la {{prostitution des enfants}} et la {{pornographie mettant en scène des enfants}}, entré en vigueur en 2002",
    ),
    (
        "fr",
        "Le Protocole facultatif concernant la vente d'enfants, la {{prostitution des enfants}} et la {{pornographie mettant en\nscène des enfants}}",
    ),
    (
        "fr",
        "la Rapporteuse spéciale sur la vente d'enfants, la {{prostitution des enfants}} et la {{pornographie mettant en scène des enfants}}",
    ),
    (
        "fr",
        "la directive, Directive 2011/93/UE du Parlement européen et du Conseil du 13 décembre 2011 relative à la lutte contre les abus sexuels et l'exploitation sexuelle des enfants, ainsi que la {{pédopornographie}}",
    ),
    ("fr", "Article 9 – Infractions se rapportant à la {{pornographie enfantine}}"),
    (
        "fr",
        "le Protocole facultatif concernant la vente d'enfants, la {{prostitution des enfants}} et la {{pornographie mettant en sce\u0300ne des enfants}}",
    ),
    (
        "es",
        "el Protocolo Facultativo de la Convención sobre los Derechos del Niño relativo a la venta de niños, la {{prostitución infantil}} y la {{utilización de niños en la pornografía}}",
    ),
    (
        "es",
        "el Protocolo facultativo relativo a la venta de niños, la {{prostitución infantil}} y la {{utilización de los niños en la pornografía}}",
    ),
    (
        "es",
        "la Relatora Especial sobre la venta de niños, la {{prostitución infantil}} y la {{utilización de niños en la pornografía}}",
    ),
    (
        "es",
        "la Directiva 2011/93/UE del Parlamento Europeo y del Consejo, de 13 de diciembre de 2011, relativa a la lucha contra los abusos sexuales y la explotación sexual de los menores y la {{pornografía infantil}}",
    ),
    ("es", "Artículo 9 – Delitos relacionados con la {{pornografía infantil}}"),
]
NAMES = [
    ("en", "The {{Child Pornography}} Prevention Act 1996 was struck down in part."),
    ("en", "acts punishable by Republic Act No. 9775 or the Anti-{{Child Pornography}} Act of 2009, committed online"),
    ("en", "The Sexual Offences ({{Child Pornography}}) Amendment Bill had its second reading."),
    ("en", "The Financial Coalition Against {{Child Pornography}} was founded by banks."),
    ("en", "She chairs the Committee on the Prevention of {{Child Prostitution}}."),
    ("en", "The {{Juvenile}} Justice Commission published its report."),
    ("en", "Directive 2011/93/EU on combating {{child pornography}} had to be transposed."),
    ("en", "Resolution 1999/80 on {{child prostitution}} was adopted without a vote."),
    ("en", "In its report “{{Child Pornography}} on the Internet” the institute asks for training."),
    ("en", "The study *{{Child prostitution}} in three cities* was printed in Geneva."),
    (
        "fr",
        "La Loi n° 98-468 du 17 juin 1998 relative à la prévention des infractions sexuelles ainsi qu'à la protection des {{minor|mineurs}} est citée.",
    ),
    ("fr", "Au Québec, la Loi sur la protection contre la {{pornographie juvénile}} est appliquée."),
    (
        "fr",
        "Le Décret n° 2012-15 portant création du fonds de lutte contre la {{prostitution infantile}} a été publié.",
    ),
    ("fr", "L'enquête a été confiée à la Brigade des {{minor|mineurs}}."),
    ("fr", "Il a saisi la Commission d'enquête sur la {{prostitution des mineurs}}."),
    ("fr", "Le rapport intitulé « La {{pornographie enfantine}} en ligne » a été remis au ministre."),
    (
        "es",
        "La Ley 679 de 2001 por medio de la cual se expide un estatuto para prevenir y contrarrestar la explotación, la {{pornografía}} con menores fue reformada.",
    ),
    ("es", "La Ley contra la {{pornografía infantil}} fue aprobada ayer."),
    ("es", "El Decreto N.º 15 sobre la prevención de la {{prostitución infantil}} fue derogado."),
    ("es", "Presentó la denuncia en la Fiscalía de {{minor|Menores}}."),
    ("es", "El informe titulado «La {{pornografía infantil}} en línea» fue publicado."),
    ("es", "Lo dijo la Comisión Especial contra la {{prostitución infantil}} en su sesión."),
]
WORKS = [
    ("en", "Its findings were published as The Northern Inquiry into {{Historical Abuse}}."),
    ("en", "Pamphlets, among them *The {{Child Lover}}: A Warning to Parents*, were burnt."),
    ("en", "A copy of the International Agreement for the Suppression of the {{White Slave Traffic}}, 1904."),
    ("fr", "l'Arrangement international pour la répression de la {{traite des blanches}} (1904)"),
    ("fr", "Son rapport a paru sous le titre\n*La {{pornographie enfantine}} en Europe*."),
    ("es", "Folletos, entre ellos *La {{pornografía infantil}}: aviso a los padres*."),
]
OWN = [
    ("en", "The police were *very clear: {{child pornography}} must go*."),
    ("en", "An inquiry into {{Historical Abuse}} was asked for."),
    ("es", "Lo dijo *con calma: la {{pornografía infantil}} crece*."),
    (
        "en",
        "The Optional Protocol obliges States to punish the sale of children, {{child prostitution}} and {{child pornography}}.",
    ),
    ("en", "States must prohibit the sale of children, {{child prostitution}} and {{child pornography}}."),
    (
        "en",
        "Under the Optional Protocol. The report on the sale of children, {{child prostitution}} and {{child pornography}} is late.",
    ),
    ("en", "a directive on combating the sexual exploitation of children and {{child pornography}}"),
    ("en", "Offences related to {{child pornography}} have risen, the police said."),
    ("en", "They applied article 9. Offences related to {{child pornography}} have risen."),
    ("en", "Article 91 – Offences related to {{child pornography}}"),
    ("en", "Those who trade in {{child pornography}} act in secret."),
    ("en", "Dealers in {{Child Pornography}} Act as Hosts, a headline said."),
    ("en", "{{Child Pornography}} Network Dismantled in Three Countries"),
    ("en", "{{Child Pornography}} and the Law"),
    ("en", "The Child Protection Act does not mention {{child pornography}}."),
    ("en", "The Sexual Offences Act 2003 punishes {{child pornography}}."),
    ("en", "Act No. 12 of 2001 prohibits {{child pornography}}."),
    ("en", "Resolution 1999/80 on trafficking, which condemns {{child prostitution}}, was adopted."),
    ("en", "Directive 2011/93/EU on sexual abuse applies. It covers {{child pornography}}."),
    ("en", "The Committee noted that {{child pornography}} had spread."),
    ("en", "the committee on {{child pornography}} in our town"),
    ("en", "The Convention, and {{Child Pornography}} in particular, was discussed."),
    ("en", "The report: {{child pornography}} is spreading."),
    ("en", "The Criminal Code, {{child pornography}} and the press"),
    (
        "fr",
        "Le Protocole facultatif oblige les États à punir la vente d'enfants, la {{prostitution des enfants}} et la {{pornographie mettant en scène des enfants}}.",
    ),
    ("fr", "Le Code pénal punit la {{pornographie enfantine}}."),
    ("fr", "Les dispositions du Code pénal sur la {{pornographie enfantine}} ont vieilli."),
    ("fr", "La Loi n° 98-468 punit la {{pornographie enfantine}}."),
    (
        "fr",
        "La loi du 17 juin 1998 relative aux infractions sexuelles, qui réprime la {{pornographie enfantine}}, est en vigueur.",
    ),
    ("fr", "La Loi et la {{pornographie enfantine}} : un débat."),
    ("fr", "Condamné par la Cour d'appel pour {{pornographie enfantine}}, il a fait un pourvoi."),
    ("fr", "Le Conseil de l'Europe lutte contre la {{pornographie enfantine}}."),
    ("fr", "La Convention relative aux droits de l'enfant et la {{prostitution enfantine}} étaient au programme."),
    ("fr", "Campagne contre la {{prostitution enfantine}} dans les écoles"),
    ("fr", "La brigade a trouvé des {{minor|mineurs}}."),
    (
        "es",
        "El Protocolo Facultativo obliga a prohibir la venta de niños, la {{prostitución infantil}} y la {{utilización de niños en la pornografía}}.",
    ),
    ("es", "El Código Penal castiga la {{pornografía infantil}}."),
    ("es", "Las normas del Código Penal sobre la {{pornografía infantil}} son antiguas."),
    ("es", "La Ley 679 de 2001 castiga la {{pornografía infantil}}."),
    ("es", "Una ley contra la {{pornografía infantil}} es urgente."),
    ("es", "El Congreso de la República debatió sobre {{pornografía infantil}}."),
    ("es", "Programa contra la {{prostitución infantil}} en las escuelas"),
    ("es", "La Convención sobre los Derechos del Niño y la {{pornografía infantil}} fueron temas del curso."),
    ("es", "La fiscalía de {{minor|menores}} abrió una causa."),
]


@pytest.mark.parametrize(("language", "marked"), KNOWN + NAMES + WORKS)
def test_titles_are_left_alone(language, marked):
    assert only_kind(marked, language) == "title"


@pytest.mark.parametrize(("language", "marked"), OWN)
def test_own_words_near_titles_are_not(language, marked):
    assert only_kind(marked, language) == ""


def test_only_the_term_in_the_title_is_left_alone():
    marked = "The Optional Protocol on the sale of children, {{child prostitution}} and {{child pornography}} asks States to punish {{child pornography}}."
    assert kinds(marked, "en") == ["title", "title", ""]


def test_what_names_the_title():
    text, hits = hits_of("Banks joined the Financial Coalition Against {{Child Pornography}} in 2006.")
    (found,) = exemptions(text, "en", hits, NO_SETTINGS)
    assert found.what == text[found.start : found.end] == "Financial Coalition Against Child Pornography"


def test_what_is_not_too_long():
    text, hits = hits_of(KNOWN[3][1].replace("Optional Protocol", "Optional   Protocol"))
    for found in exemptions(text, "en", hits, NO_SETTINGS):
        assert len(found.what) <= 120
        assert "\n" not in found.what


@pytest.mark.parametrize(
    ("settings", "marked", "kind"),
    [
        (
            Settings(titles=("Red contra la pornografía infantil",)),
            "la red contra la\n{{pornografía infantil}} de Quito",
            "settings",
        ),
        (Settings(titles=("Red contra la pornografía infantil",)), "la lucha contra la {{pornografía infantil}}", ""),
        (
            Settings(titles=("Réd contra la pornografia infantil",)),
            "RED CONTRA LA {{PORNOGRAFÍA INFANTIL}}",
            "settings",
        ),
        (Settings(allow=("menores infractores",)), "los {{minor|menores}} infractores", "settings"),
        (Settings(allow=("menores infractores",)), "los {{minor|menores}} de la escuela", ""),
        (Settings(allow=("minors",)), "en {{pornography involving minors}}", ""),
        (Settings(allow=("enores",)), "los {{minor|menores}}", ""),
        (Settings(allow=("", "—")), "los {{minor|menores}}", ""),
    ],
)
def test_settings(settings, marked, kind):
    assert only_kind(marked, "es", settings) == kind
