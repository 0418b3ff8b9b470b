"""Sentences written after the exceptions, to see what they hide: in news, laws and reports."""

import pytest
from tests.terms.marked import only_kind

SENTENCES = [
    (
        "en",
        "The Government signed the Optional Protocol to the Convention on the Rights of the Child (CRC) on the sale of children, {{child prostitution}} and {{child pornography}} in September 2001.",
        "title",
    ),
    ("en", "Law No. 27337, the Code on Children, makes {{child prostitution}} a crime.", ""),
    (
        "en",
        "The Bill seeks to replace the words “{{child pornography}}” with “child sexual abuse material” in section 2.",
        "mention",
    ),
    ("en", "Members of the Internet Watch Foundation said {{child pornography}} was removed within an hour.", ""),
    ("en", "A spokesperson for the Coalition Against Trafficking said that {{child prostitution}} was rising.", ""),
    (
        "en",
        "The Child Pornography law, or rather the {{Child Pornography}} Victims Assistance Act of 2018, pays a sum.",
        "title",
    ),
    ("en", "Police Commission: {{Child Pornography}} Cases Double", ""),
    ("en", "Interpol’s General Secretariat says ‘we prefer another term to {{child pornography}}’.", "quotation"),
    ("en", "The NGO’s report, “Lost Years,” says {{child prostitution}} and the sale of girls’ labour are linked.", ""),
    ("en", "“It was hard,” she said. {{Child pornography}} had been found. “We moved on.”", ""),
    ("en", "The Code of Conduct asks hotels to report {{child prostitution}} to the police.", ""),
    ("en", "Under the Convention on the Rights of the Child, {{child prostitution}} must be prevented.", ""),
    ("en", "UNICEF, Combating {{Child Prostitution}}, New York, 2001, pp. 3-4.", "reference"),
    ("en", "According to a 2004 study (Roe, p. 7), {{child prostitution}} is often hidden.", ""),
    (
        "en",
        "The defendant pleaded guilty to one count of receipt of {{child pornography}}, in violation of 18 U.S.C. § 2252A.",
        "offence",
    ),
    ("en", "The so-called {{child prostitutes}} were in fact victims.", ""),
    (
        "en",
        "Officials no longer speak of {{child prostitution}}; the accepted wording is exploitation in prostitution.",
        "mention",
    ),
    ("en", "No law says that {{child pornography}} must be reported.", ""),
    ("en", "Lawyers called for a ban on {{child pornography}} instead of fines.", ""),
    (
        "fr",
        "La Belgique a ratifié le Protocole facultatif à la Convention relative aux droits de l'enfant concernant la vente d'enfants, la {{prostitution des enfants}} et la {{pornographie mettant en scène des enfants}}, fait à New York.",
        "title",
    ),
    ("fr", "Le projet de loi vise la {{pornographie enfantine}} et la vente d'enfants.", ""),
    ("fr", "Selon le Comité, la {{prostitution enfantine}} progresse dans la région.", ""),
    (
        "fr",
        "La loi du 13 avril 1995 contenant des dispositions en vue de la répression de la {{pornographie enfantine}}",
        "title",
    ),
    ("fr", "Poursuivi pour détention de {{pornographie enfantine}}, il nie les faits.", ""),
    ("fr", "L’Office central saisi, la {{pornographie enfantine}} a été retirée.", ""),
    ("fr", "On parlera de « matériel d'abus sexuels d'enfants » plutôt que de {{pornographie enfantine}}.", "mention"),
    ("fr", "Le terme du procès pour {{pornographie enfantine}} est fixé à mars.", ""),
    (
        "fr",
        "Le procureur dit qu'il s'agit d'un « dossier sensible » de {{pornographie enfantine}} et d'un « réseau ».",
        "",
    ),
    ("fr", "La Convention de Lanzarote oblige à punir la {{pornographie enfantine}}.", ""),
    ("fr", "Aux Assises de Mons, l'accusé de viol a parlé ; l'article 383bis vise la {{pornographie enfantine}}.", ""),
    (
        "es",
        "México ratificó el Protocolo Facultativo de la Convención sobre los Derechos del Niño relativo a la venta de niños, la {{prostitución infantil}} y la utilización de niños en la pornografía.",
        "title",
    ),
    ("es", "La Ley General no define la {{pornografía infantil}}.", ""),
    ("es", "El Ministerio Público lo acusa de {{pornografía infantil}} y pide prisión.", ""),
    (
        "es",
        "La Ley N° 30963, Ley que modifica el Código Penal respecto a las sanciones del delito de {{pornografía infantil}}, fue promulgada.",
        "offence",
    ),
    ("es", "El Instituto Nacional de Estadística contó casos de {{prostitución infantil}}.", ""),
    ("es", "No hablemos de {{prostitución infantil}}: el término correcto es explotación sexual.", "mention"),
    ("es", "El artículo 128 del Código Penal sanciona el delito de {{pornografía infantil}} con prisión.", "offence"),
    ("es", "El fiscal pidió a los padres evitar que los niños lleguen a la {{pornografía infantil}}.", ""),
    ("es", "«Es un avance», dijo. La {{prostitución infantil}} bajó. «Seguiremos».", ""),
    ("en", "In Geneva, Judge Martin said {{child pornography}} was seized in 2004.", ""),
    ("en", "In Lima, Peru, Police seized {{child pornography}} in 2004.", ""),
    ("en", "Lima, Peru. Police seized {{child pornography}} in 2004.", ""),
    ("en", "PARIS, FRANCE – Police seized {{child pornography}} in 2004.", ""),
    ("en", "LONDON, Police have seized {{child pornography}} at www.example.org in 2004.", ""),
    ("en", "Mr Doe, Minister of Justice, told the press that {{child pornography}} was rising.", ""),
    ("en", "Ministers Doe, Roe and Poe met in Geneva in 2004. {{Child pornography}} was discussed.", ""),
    ("en", "The journal Nature, Vol. 3, did not print {{child pornography}} figures.", ""),
    ("en", "He said he didn't know that 'Dave' had {{child pornography}} in the 'shed'.", ""),
    ("en", '"Stop it," said the {{minor|minor}}, "or I call."', ""),
    ("en", "Witnesses' statements on {{child prostitution}} were read; the judges' questions followed.", ""),
    ("en", "- “First.\n- The trade in {{child pornography}}.\n- “Second.”", ""),
    ("en", "The Committee on the Rights of the Child and {{Child Pornography}} experts met in Geneva last week.", ""),
    ("en", "The Minister of Justice and {{Child Pornography}} Unit officers attended the meeting.", "title"),
    ("en", "Each {{minor|minor}} must act alone under the Act.", ""),
    ("en", "{{minor|Minors}} Act Out", ""),
    (
        "fr",
        "la loi n° 2013-711 du 5 août 2013 portant diverses dispositions a permis de saisir de la {{pornographie enfantine}}",
        "",
    ),
    (
        "fr",
        "La loi n° 98-468 du 17 juin 1998 relative à la répression des infractions sexuelles et à la protection des {{minor|mineurs}} s'applique.",
        "title",
    ),
    ("fr", "selon la loi du 17 juin 1998 relative à la protection des {{minor|mineurs}}", "title"),
    ("fr", "La loi contre la {{pornographie enfantine}} est attendue.", ""),
    ("fr", "Le ministre Dupont, Paris, 2004, a dit que la {{pornographie enfantine}} montait.", ""),
    ("fr", "L'auteur d'une infraction à l'article 12 possédait de la {{pornographie enfantine}}.", ""),
    ("fr", "À Genève, Interpol a saisi de la {{pornographie enfantine}} en 2004.", ""),
    (
        "es",
        "según la ley 679 de 2001, por medio de la cual se expide un estatuto contra la explotación y la {{pornografía infantil}}",
        "title",
    ),
    ("es", "la ley 679 de 2001 y la {{pornografía infantil}}", ""),
    ("es", "El autor de un delito previsto en el artículo 12 tenía {{pornografía infantil}}.", ""),
    ("es", "En Lima, Interpol incautó {{pornografía infantil}} en 2004.", ""),
    ("es", "El juez habló de 'casos' de {{pornografía infantil}} y de 'víctimas'.", ""),
    (
        "es",
        "El Protocolo Facultativo sobre la venta de niños, la {{prostitución infantil}} y la pornografía fue ratificado.",
        "title",
    ),
    ("es", "El Relator Especial habló sobre la venta de niños, la {{prostitución infantil}} y la trata.", ""),
]


@pytest.mark.parametrize(("language", "marked", "kind"), SENTENCES)
def test_sentences(language, marked, kind):
    assert only_kind(marked, language) == kind


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (
            "es",
            "según la ley n.º 679 de 2001, por medio de la cual se expide un estatuto contra la {{pornografía infantil}}",
        ),
        ("en", "the term “{{child pornography}} offences” is old"),
    ],
)
def test_curly_marks_and_ordinals(language, marked):
    assert only_kind(marked, language) in ("mention", "title", "quotation")
