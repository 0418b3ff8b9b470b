"""Citations, bibliographies, addresses and hashtags are left alone; sentences that cite are not."""

import pytest
from tests.terms.marked import kinds, only_kind

REFERENCES = [
    ("en", "See https://example.org/{{child-pornography}}-report.html for more."),
    ("en", "More at www.stop{{childpornography}}.example.org today."),
    ("en", "Write to {{childpornography}}@police.example.org."),
    ("en", "Open the file 2019_{{child-pornography}}_statistics.pdf first."),
    ("en", "They posted #{{ChildPornography}} and other tags."),
    ("en", "Read [the guide](https://example.org/{{child-pornography}}) today."),
    ("en", "Doe, J. (2005). {{Child pornography}} and the internet. Journal of Law, 12(3), 45–60."),
    ("en", "[12] Doe, J. and Roe, R., {{Child Pornography}}: A Handbook (Oxford University Press, 2009), p. 12."),
    ("en", "12 See Doe, {{Child Pornography}} and the Law, 2005, p. 12."),
    ("en", "The text.\n\nReferences\n\nInstitute of Law. {{Child pornography}} in Europe. 2004.\n"),
    ("en", "The text.\n\n## Bibliography\n\n- Institute. The market in {{child pornography}}. 2004.\n- Other, 2005.\n"),
    ("fr", "Dupont, J. (2010), La {{pornographie enfantine}} en droit suisse, Genève, Schulthess."),
    ("fr", "3 Voir Dupont, La {{pornographie enfantine}} en droit suisse, Genève 2010, p. 45."),
    ("fr", "Le texte.\n\nBibliographie\n\nInstitut de droit. La {{prostitution enfantine}} en Europe. 2004.\n"),
    ("fr", "Références\n\nInstitut. Rapport sur la {{pornographie enfantine}}, 2003.\n"),
    ("es", "Pérez, J. (2011). La {{pornografía infantil}} en Internet. Revista de Derecho, 4, 12-30."),
    ("es", "5 Véase Pérez, La {{pornografía infantil}} en Internet, Madrid, 2011, p. 30."),
    ("es", "El texto.\n\nBibliografía\n\nInstituto. La {{prostitución infantil}} en América. 2004.\n"),
]
SENTENCES = [
    ("en", "{{Child pornography}} spreads quickly (Doe, 2005, p. 12)."),
    ("en", "Doe (2005) found that {{child pornography}} was traded by post."),
    ("en", "See Article 9 of the Convention, which bans {{child pornography}} (2001)."),
    ("en", "See also the law on {{child pornography}}, p. 12."),
    ("en", "Crimes of {{child-pornography}}/trafficking were recorded in 2004."),
    ("en", "It is about {{child pornography}}.In 2004 it grew."),
    ("en", "Read [about {{child pornography}}](https://example.org/guide) today."),
    ("en", "In 2005, Doe, J. said, {{child pornography}} was rare."),
    ("en", "In Paris, police seized {{child pornography}} in 2004, p. 12."),
    ("en", "References\n\nDoe, J. 2004. A study.\n\n## Findings\n\nIn 2004 {{child pornography}} was seized."),
    ("en", "References\n\nDoe, J. 2004. A study.\n\n5. Conclusions\n\nIn 2004 {{child pornography}} was seized."),
    ("en", "References to {{child pornography}} were found in 2004."),
    ("en", "The number #1 concern is {{child pornography}}."),
    ("fr", "La {{pornographie enfantine}} progresse (Dupont, 2010, p. 45)."),
    ("fr", "Voir l'article 9, qui vise la {{pornographie enfantine}}, p. 45."),
    ("fr", "Bibliographie\n\nDupont, 2010.\n\nAnnexe 1\n\nEn 2004 la {{pornographie enfantine}} a progressé."),
    ("es", "La {{pornografía infantil}} crece (Pérez, 2011, p. 30)."),
    ("es", "Véase el artículo 9, que prohíbe la {{pornografía infantil}}, p. 30."),
    ("es", "Las fuentes de {{pornografía infantil}} fueron cerradas en 2004."),
]


@pytest.mark.parametrize(("language", "marked"), REFERENCES)
def test_references_are_left_alone(language, marked):
    assert only_kind(marked, language) == "reference"


@pytest.mark.parametrize(("language", "marked"), SENTENCES)
def test_sentences_that_cite_are_not(language, marked):
    assert only_kind(marked, language) == ""


def test_a_list_ends_at_the_next_heading():
    marked = "References\n\nA. {{Child pornography}}, 2004.\n\n# Annex\n\nIn 2004 {{child pornography}} was seized."
    assert kinds(marked, "en") == ["reference", ""]
