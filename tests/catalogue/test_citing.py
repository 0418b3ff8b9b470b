"""Ready citations, as the styles' manuals have them, for ten varied records; and what citations must never do."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from tests.catalogue.bibliography import TEN, arabic, coded, made

from tutela.catalogue.citing import STYLES, cite

SEEN = date(2024, 1, 5)

APA = {
    "book": "Attorney, A. (2019). <i>Evidence from child witnesses: A handbook for courts in Ruritania</i> (2nd ed.). Zenda Press.",
    "several": "Attorney, A., Clerk, B. B., &amp; Registrar, C. (2020). <i>Financial trails &amp; &lt;traces&gt;</i> (D. Usher, Ed.). Zenda Press.",
    "document": "Committee on Imagined Treaties. (2021). <i>Guidelines regarding the implementation of the Imagined Protocol: Note by the Secretariat</i> (CIT/C/99/Rev.1). United Nations. https://library.example/docs/cit-99",
    "report": "Ruritanian Institute for Child Protection. (n.d.). <i>Reporting by banks: What helps and what does not</i>.",
    "article": "Clerk, B. B., &amp; Registrar, C. (2018). Jurisdiction over offences committed online. <i>Ruritanian Journal of Law</i>, <i>12</i>(3), 45–67. https://doi.org/10.0000/rjl.2018.12.3.45",
    "law": "Child Protection (Amendment) Act 2017, Act No. 12 of 2017 (2017) (Ruritania).",
    "webpage": "Ruritanian Helpline Association. (2022, March 3). <i>How to report</i>. https://helpline.example/report?a=1&amp;b=2",
    "chapter": "Registrar, C. (2016). Recovery and reintegration: A review. In D. Usher (Ed.), <i>Handbook of victim support</i> (pp. 101–120). Zenda Press.",
    "translation": "Attorney, A. (2015). <i>Des tribunaux pour les enfants\u00a0: guide pratique</i> (É. Notaire, Trans.; 3rd ed.). Éditions de la Fontaine. (Original work published as <i>Courts for children</i>)",
    "serial": "<i>Ruritanian journal of law</i>. (2001–). Zenda Press.",
}
CHICAGO = {
    "book": "Attorney, Ada. <i>Evidence from Child Witnesses: A Handbook for Courts in Ruritania</i>. 2nd ed. Courts and Children 4. Zenda Press, 2019.",
    "several": "Attorney, Ada, Ben B. Clerk, and Carla Registrar. <i>Financial Trails &amp; &lt;Traces&gt;</i>. Edited by Dora Usher. Zenda Press, 2020.",
    "document": "United Nations, Committee on Imagined Treaties. <i>Guidelines Regarding the Implementation of the Imagined Protocol: Note by the Secretariat</i>. CIT/C/99/Rev.1. United Nations, 2021. https://library.example/docs/cit-99.",
    "report": "Ruritanian Institute for Child Protection. <i>Reporting by Banks: What Helps and What Does Not</i>. Ruritanian Institute for Child Protection, n.d.",
    "article": "Clerk, Ben B., and Carla Registrar. “Jurisdiction over Offences Committed Online.” <i>Ruritanian Journal of Law</i> 12, no. 3 (2018): 45–67. https://doi.org/10.0000/rjl.2018.12.3.45.",
    "law": "Child Protection (Amendment) Act 2017, Act No. 12 of 2017 (2017) (Ruritania).",
    "webpage": "Ruritanian Helpline Association. “How to Report.” March 3, 2022. https://helpline.example/report?a=1&amp;b=2.",
    "chapter": "Registrar, Carla. “Recovery and Reintegration: A Review.” In <i>Handbook of Victim Support</i>, edited by Dora Usher. Zenda Press, 2016.",
    "translation": "Attorney, Ada. <i>Des tribunaux pour les enfants\u00a0: guide pratique</i>. 3rd ed. Translated by Édith Notaire. Éditions de la Fontaine, 2015. Originally published as <i>Courts for children</i>.",
    "serial": "<i>Ruritanian Journal of Law</i>. Zenda Press, 2001–.",
}
MLA = {
    "book": "Attorney, Ada. <i>Evidence from Child Witnesses: A Handbook for Courts in Ruritania</i>. 2nd ed., Zenda Press, 2019. Courts and Children 4.",
    "several": "Attorney, Ada, et al. <i>Financial Trails &amp; &lt;Traces&gt;</i>. Edited by Dora Usher, Zenda Press, 2020.",
    "document": "United Nations, Committee on Imagined Treaties. <i>Guidelines Regarding the Implementation of the Imagined Protocol: Note by the Secretariat</i>. CIT/C/99/Rev.1, United Nations, 10 Sept. 2021, https://library.example/docs/cit-99.",
    "report": "<i>Reporting by Banks: What Helps and What Does Not</i>. Ruritanian Institute for Child Protection.",
    "article": "Clerk, Ben B., and Carla Registrar. “Jurisdiction over Offences Committed Online.” <i>Ruritanian Journal of Law</i>, vol. 12, no. 3, May 2018, pp. 45–67, https://doi.org/10.0000/rjl.2018.12.3.45.",
    "law": "Ruritania. Child Protection (Amendment) Act 2017: Act No. 12 of 2017. Government Printer, 2017.",
    "webpage": "“How to Report.” <i>Ruritanian Helpline Association</i>, 3 Mar. 2022, https://helpline.example/report?a=1&amp;b=2.",
    "chapter": "Registrar, Carla. “Recovery and Reintegration: A Review.” <i>Handbook of Victim Support</i>, edited by Dora Usher, Zenda Press, 2016, pp. 101–20.",
    "translation": "Attorney, Ada. <i>Des tribunaux pour les enfants\u00a0: guide pratique</i>. Translated by Édith Notaire, 3rd ed., Éditions de la Fontaine, 2015. Originally published as <i>Courts for children</i>.",
    "serial": "<i>Ruritanian Journal of Law</i>. Zenda Press, 2001–.",
}
OSCOLA = {
    "book": "Ada Attorney, <i>Evidence from Child Witnesses: A Handbook for Courts in Ruritania</i> (2nd edn, Zenda Press 2019).",
    "several": "Ada Attorney, Ben B Clerk and Carla Registrar, <i>Financial Trails &amp; &lt;Traces&gt;</i> (Dora Usher ed, Zenda Press 2020).",
    "document": "UN Committee on Imagined Treaties, ‘Guidelines Regarding the Implementation of the Imagined Protocol: Note by the Secretariat’ (10 September 2021) UN Doc CIT/C/99/Rev.1.",
    "report": "Ruritanian Institute for Child Protection, ‘Reporting by Banks: What Helps and What Does Not’ (Ruritanian Institute for Child Protection).",
    "article": "Ben B Clerk and Carla Registrar, ‘Jurisdiction over Offences Committed Online’ (2018) 12 Ruritanian Journal of Law 45 &lt;https://doi.org/10.0000/rjl.2018.12.3.45&gt;.",
    "law": "Child Protection (Amendment) Act 2017 (Ruritania).",
    "webpage": "Ruritanian Helpline Association, ‘How to Report’ (<i>Ruritanian Helpline Association</i>, 3 March 2022) &lt;https://helpline.example/report?a=1&amp;b=2&gt; accessed 5 January 2024.",
    "chapter": "Carla Registrar, ‘Recovery and Reintegration: A Review’ in Dora Usher (ed), <i>Handbook of Victim Support</i> (Zenda Press 2016).",
    "translation": "Ada Attorney, <i>Des tribunaux pour les enfants\u00a0: guide pratique</i> (Édith Notaire tr, 3rd edn, Éditions de la Fontaine 2015).",
    "serial": "<i>Ruritanian Journal of Law</i> (Zenda Press 2001–).",
}
UN = {
    "book": "Ada Attorney, <i>Evidence from child witnesses: a handbook for courts in Ruritania</i>, 2nd ed. (Strelsau, Zenda Press, 2019).",
    "several": "Ada Attorney, Ben B. Clerk and Carla Registrar, <i>Financial trails &amp; &lt;traces&gt;</i> (Strelsau, Zenda Press, 2020).",
    "document": "“Guidelines regarding the implementation of the Imagined Protocol: note by the Secretariat” (CIT/C/99/Rev.1).",
    "report": "Ruritanian Institute for Child Protection, <i>Reporting by banks: what helps and what does not</i> (Strelsau).",
    "article": "Ben B. Clerk and Carla Registrar, “Jurisdiction over offences committed online”, <i>Ruritanian Journal of Law</i>, vol. 12, No. 3 (May 2018), pp. 45–67.",
    "law": "Ruritania, Child Protection (Amendment) Act 2017, Act No. 12 of 2017.",
    "webpage": "Ruritanian Helpline Association, “How to report”, 3 March 2022. Available at https://helpline.example/report?a=1&amp;b=2 (accessed on 5 January 2024).",
    "chapter": "Carla Registrar, “Recovery and reintegration: a review”, in <i>Handbook of victim support</i>, Dora Usher, ed. (Strelsau, Zenda Press, 2016), pp. 101–120.",
    "translation": "Ada Attorney, <i>Des tribunaux pour les enfants\u00a0: guide pratique</i>, 3rd ed., Édith Notaire, trans. (Genève, Éditions de la Fontaine, 2015).",
    "serial": "<i>Ruritanian journal of law</i> (Strelsau, Zenda Press, 2001–).",
}
EXPECTED = {"apa": APA, "chicago": CHICAGO, "mla": MLA, "oscola": OSCOLA, "un": UN}
CASES = [(style, name) for style, expected in EXPECTED.items() for name in expected]


@pytest.mark.parametrize(("style", "name"), CASES, ids=[f"{style}-{name}" for style, name in CASES])
def test_the_ten_in_five_styles(style, name):
    assert cite(TEN[name](), style, accessed=SEEN).html == EXPECTED[style][name]


OTHER_LANGUAGES = {
    "edition in French": ("book", "apa", "fr", "(2ᵉ éd.)"),
    "edition in Spanish": ("book", "apa", "es", "(2.ª ed.)"),
    "no date in French": ("report", "apa", "fr", "(s.\u00a0d.)"),
    "no date in Spanish": ("report", "apa", "es", "(s.\u00a0f.)"),
    "day and month in French": ("webpage", "apa", "fr", "(2022, 3 mars)"),
    "day and month in Spanish": ("webpage", "apa", "es", "(2022, 3 de marzo)"),
    "and in French": ("several", "chicago", "fr", "Ben B. Clerk, et Carla Registrar"),
    "quotation marks in French": ("article", "un", "fr", "«\u00a0Jurisdiction over offences committed online\u00a0»"),
    "quotation marks in Spanish": ("article", "un", "es", "«Jurisdiction over offences committed online»"),
    "number in French": ("article", "un", "fr", "vol. 12, n° 3 (mai 2018)"),
    "number in Spanish": ("article", "un", "es", "vol. 12, núm. 3 (mayo de 2018)"),
    "where in French": ("webpage", "un", "fr", "Disponible à l’adresse suivante"),
    "when in Spanish": ("webpage", "un", "es", "(consultado el 5 de enero de 2024)"),
}


@pytest.mark.parametrize(("name", "style", "language", "words"), OTHER_LANGUAGES.values(), ids=OTHER_LANGUAGES)
def test_words_of_the_languages(name, style, language, words):
    assert words in cite(TEN[name](), style, language, accessed=SEEN).text.replace("\u202f", "\u00a0")


def edited(*lines: str) -> tuple[str, ...]:
    return ("245 00 $a Handbook of hearings", "264 _1 $a Paris :$b Zenda,$c 2011", *lines)


OTHERS = {
    "editors stand in for authors once": (
        edited("250 __ $a 2nd ed.", "700 1_ $a Usher, Dora,$e editor.", "700 1_ $a Door, Max,$e editor."),
        {
            "apa": "Usher, D., & Door, M. (Eds.). (2011). Handbook of hearings (2nd ed.). Zenda.",
            "chicago": "Usher, Dora, and Max Door, eds. Handbook of Hearings. 2nd ed. Zenda, 2011.",
            "mla": "Usher, Dora, and Max Door, editors. Handbook of Hearings. 2nd ed., Zenda, 2011.",
            "oscola": "Dora Usher and Max Door (eds), Handbook of Hearings (2nd edn, Zenda 2011).",
            "un": "Dora Usher and Max Door, eds., Handbook of hearings, 2nd ed. (Paris, Zenda, 2011).",
        },
    ),
    "the title stands in for authors once": (
        edited("020 __ $a 9780000000019", "250 __ $a 2nd ed."),
        {
            "apa": "Handbook of hearings (2nd ed.). (2011). Zenda.",
            "chicago": "Handbook of Hearings. 2nd ed. Zenda, 2011.",
            "mla": "Handbook of Hearings. 2nd ed., Zenda, 2011.",
            "oscola": "Handbook of Hearings (2nd edn, Zenda 2011).",
            "un": "Handbook of hearings, 2nd ed. (Paris, Zenda, 2011).",
        },
    ),
    "a doubted date": (
        ("100 1_ $a Clerk, Ben.", "245 10 $a Old papers", "264 _1 $a [S.l.] :$b [s.n.],$c [2019?]"),
        {"apa": "Clerk, B. (ca. 2019). Old papers.", "chicago": "Clerk, Ben. Old Papers. [2019?]."},
    ),
    "a title that asks": (
        ("100 1_ $a Clerk, Ben.", "245 10 $a What now? :$b a review", "264 _1 $b Zenda,$c 2019"),
        {
            "apa": "Clerk, B. (2019). What now? A review. Zenda.",
            "chicago": "Clerk, Ben. What Now? A Review. Zenda, 2019.",
        },
    ),
    "a question as the title of an article": (
        ("100 1_ $a Clerk, Ben.", "245 10 $a What now?", "773 0_ $t Journal$g Vol. 1 (2019), p. 1-2$x 0000-0019"),
        {
            "chicago": "Clerk, Ben. “What Now?” Journal 1 (2019): 1–2.",
            "un": "Ben Clerk, “What now?”, Journal, vol. 1 (2019), pp. 1–2.",
        },
    ),
    "quotation marks within quotation marks": (
        (
            "100 1_ $a Clerk, Ben.",
            "245 10 $a On “new” courts",
            "502 __ $b PhD$c University of Strelsau",
            "264 _1 $c 2014",
        ),
        {
            "chicago": "Clerk, Ben. “On ‘New’ Courts.” PhD, University of Strelsau, 2014.",
            "oscola": "Ben Clerk, ‘On “New” Courts’ (PhD, University of Strelsau 2014).",
        },
    ),
    "a document of another organisation": (
        (
            "110 2_ $a Imagined Labour Office.",
            "024 7_ $a ILX/2015/3$2 symbol",
            "245 10 $a Work of children",
            "264 _1 $a Geneva :$b Imagined Labour Office,$c 2015",
            "856 40 $u https://ilx.example/3",
        ),
        {
            "un": "Imagined Labour Office, “Work of children”, ILX/2015/3. Available at https://ilx.example/3.",
            "mla": "Work of Children. ILX/2015/3, Imagined Labour Office, 2015, https://ilx.example/3.",
        },
    ),
    "a news item of a site": (
        (
            "110 2_ $a Ruritanian Helpline Association.",
            "245 10 $a Guidelines adopted",
            "264 _1 $c 19 October 2021",
            "655 _7 $a news$2 tutela",
            "856 40 $u https://helpline.example/n",
        ),
        {
            "apa": "Ruritanian Helpline Association. (2021, October 19). Guidelines adopted. https://helpline.example/n",
            "un": "Ruritanian Helpline Association, “Guidelines adopted”, 19 October 2021. Available at https://helpline.example/n (accessed on 5 January 2024).",
        },
    ),
    "a parallel title": (
        ("100 1_ $a Clerk, Ben.", "245 10 $a Courts =$b Tribunaux", "264 _1 $b Zenda,$c 2019"),
        {"mla": "Clerk, Ben. Courts. Zenda, 2019."},
    ),
    "a body that cannot stand alone": (
        ("110 2_ $a United Nations.$b Secretariat.", "245 10 $a A note", "264 _1 $b United Nations,$c 2019"),
        {"apa": "United Nations, Secretariat. (2019). A note. United Nations."},
    ),
}
OTHER_CASES = [(name, style) for name, (_lines, expected) in OTHERS.items() for style in expected]


@pytest.mark.parametrize(("name", "style"), OTHER_CASES, ids=[f"{name}-{style}" for name, style in OTHER_CASES])
def test_others(name, style):
    lines, expected = OTHERS[name]
    assert cite(made(coded(" " * 4), "041 0_ $a eng", *lines), style, accessed=SEEN).text == expected[style]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("style", STYLES)
def test_nothing_in_a_record_becomes_markup(style, language):
    record = made(
        coded("2021"),
        "100 1_ $a <script>, \"Al\" & 'Bo'.",
        '245 10 $a <i>x</i> \x1b\ue000\ue006<span class="nocase">T</span> &amp; <script>alert(1)</script>',
        "264 _1 $a <b>P</b> :$b <img src=x>,$c 2021",
    )
    found = cite(record, style, language).html
    assert set(re.findall(r"<[^>]*>", found)) <= {"<i>", "</i>"}
    assert not re.search("[\ue000-\uf8ff\x1b]", found)
    assert found.count("<i>") == found.count("</i>")


@pytest.mark.parametrize("style", STYLES)
def test_other_scripts_are_whole(style):
    found = cite(arabic(), style).html
    assert "دليل المحاكم: مبادئ &lt;توجيهية&gt;" in found
    assert "معهد حماية الطفل" in found


@pytest.mark.parametrize(
    ("given", "initials"),
    [("ʻAbd al-Aḥad", "ʻA. al-A."), ("Anne-Claire Bo", "A.-C. B."), ("A.-C.", "A.-C.")],
)
def test_initials_keep_signs_particles_and_hyphens(given: str, initials: str) -> None:
    record = made(coded("2021"), f"100 1_ $a Attorney, {given}.", "245 10 $a A title")
    assert cite(record, "apa").text.startswith(f"Attorney, {initials} (2021).")


@pytest.mark.parametrize("style", STYLES)
def test_a_record_with_next_to_nothing(style):
    assert "only" in cite(made("245 10 $a Only a title"), style).text.casefold()
    assert cite(made("500 __ $a No title at all"), style) == ("", "")


def test_the_page_of_the_record_is_the_address_where_there_is_no_other():
    assert cite(TEN["book"](), "apa", page="https://library.example/1").text.endswith("https://library.example/1")
    assert "library.example/1" not in cite(TEN["webpage"](), "apa", page="https://library.example/1").text


def test_unknown_styles_and_languages_are_key_errors():
    with pytest.raises(KeyError):
        cite(TEN["book"](), "harvard")
    with pytest.raises(KeyError):
        cite(TEN["book"](), "apa", "de")


def test_one_citation_does_not_show_in_another():
    first = cite(TEN["serial"](), "chicago")
    cite(TEN["chapter"](), "chicago")
    assert cite(TEN["serial"](), "chicago") == first


def test_many_readers_at_once_have_the_citations_that_each_asked_for():
    names = [*TEN] * 5
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: cite(TEN[name](), "mla", accessed=SEEN).html, names))
    assert found == [MLA[name] for name in names]
