"""Blocks become citable passages: one table for each kind of document that reviewers read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.text.blocks import Block, Content
from tutela.text.document import Document
from tutela.text.passages import cut


def heading(text: str, level: int = 0) -> Block:
    return Block("heading", text, 1, level)


def document(*blocks: Block | str) -> Document:
    return cut(Content([block if isinstance(block, Block) else Block("paragraph", block, 1) for block in blocks]))


def labels(made: Document) -> list[str]:
    return [passage.label for passage in made.passages]


COMMON_LAW = document(
    heading("THE PROTECTION OF CHILDREN ACT", 1),
    heading("ARRANGEMENT OF SECTIONS", 2),
    "1. Short title, extent and commencement.",
    "2. Definitions.",
    "3. Duty to report.",
    "4. Regulations.",
    "An Act to protect children from offences. Be it enacted by Parliament as follows:—",
    heading("CHAPTER I", 2),
    heading("PRELIMINARY", 2),
    "1. Short title, extent and commencement.—(1) This Act may be cited as the Protection Act.",
    "(2) It extends to the whole of the country; sections 2 and 3 apply at once.",
    "2. Definitions.—(1) In this section, section 3 and section 4, unless the context otherwise requires,—",
    "(a) “child” means any person below the age of eighteen years;",
    "(b) “armed forces” means—",
    "(i) the army;",
    "(ii) the navy;",
    "(c) “court” means the court named in section 4.",
    "(2) Words used in this Act have the meaning given in the Code.",
    heading("CHAPTER II", 2),
    heading("REPORTING", 2),
    "3. Duty to report.—Any person who learns of an offence under section 2 shall report it.",
)


def test_common_law_statute_labels() -> None:
    assert labels(COMMON_LAW) == [
        "", "s. 1 (1)", "s. 1 (2)", "s. 2 (1)", "s. 2 (1) (a)", "s. 2 (1) (b)", "s. 2 (1) (b) (i)",
        "s. 2 (1) (b) (ii)", "s. 2 (1) (c)", "s. 2 (2)", "s. 3",
    ]  # fmt: skip


def test_arrangement_of_sections_is_not_text() -> None:
    assert COMMON_LAW.text.count("Duty to report") == 1
    assert "ARRANGEMENT" not in COMMON_LAW.text


def test_heading_paths_join_a_chapter_and_its_title() -> None:
    passage = COMMON_LAW.passages[-1]
    assert passage.heading_path == (
        "THE PROTECTION OF CHILDREN ACT",
        "CHAPTER II – REPORTING",
        "Duty to report",
    )


def test_lettered_paragraphs_carry_the_words_that_they_complete() -> None:
    navy = next(passage for passage in COMMON_LAW.passages if "navy" in passage.text)
    assert navy.lead.endswith("“armed forces” means—")
    assert "In this section" in navy.lead


def test_french_code() -> None:
    made = document(
        heading("TITRE II"),
        heading("Des atteintes aux personnes"),
        heading("Section 5 : De la mise en péril des mineurs"),
        "Article 227-23",
        "Le fait de fixer ou de transmettre une telle image est puni de cinq ans d'emprisonnement.",
        "Les peines sont portées à sept ans :",
        "1° Lorsque le mineur est âgé de moins de quinze ans ;",
        "2° Lorsque les faits :",
        "a) sont commis en bande organisée ;",
        "b) sont répétés.",
        "Article 227-24",
        "Le fait de fabriquer un tel message est puni de trois ans d'emprisonnement.",
    )
    assert made.language == "fr"
    assert labels(made) == [
        "Art. 227-23", "Art. 227-23 (1°)", "Art. 227-23 (2°)", "Art. 227-23 (2°) (a)", "Art. 227-23 (2°) (b)", "Art. 227-24",
    ]  # fmt: skip
    assert made.passages[1].lead == "Les peines sont portées à sept ans :"
    assert made.passages[0].heading_path == (
        "TITRE II – Des atteintes aux personnes",
        "Section 5 : De la mise en péril des mineurs",
    )


def test_spanish_law_with_fractions_and_transitory_articles() -> None:
    made = document(
        heading("TÍTULO PRIMERO"),
        heading("DISPOSICIONES GENERALES"),
        "Artículo 1. La presente Ley es de orden público y tiene por objeto:",
        "I. Reconocer a niñas, niños y adolescentes como titulares de derechos;",
        "II. Garantizar el pleno ejercicio de sus derechos, y",
        "III. Crear el Sistema Nacional de Protección.",
        "Artículo 2 Bis. Para garantizar los derechos, las autoridades:",
        "I. Harán lo siguiente:",
        "a) Actuar sin demora, y",
        "b) Prevenir.",
        heading("TRANSITORIOS"),
        "PRIMERO.- El presente Decreto entrará en vigor al día siguiente de su publicación.",
        "SEGUNDO. Las autoridades tendrán un plazo de noventa días.",
    )
    assert labels(made) == [
        "Art. 1", "Art. 1 (I)", "Art. 1 (II)", "Art. 1 (III)", "Art. 2 Bis", "Art. 2 Bis (I)", "Art. 2 Bis (I) (a)",
        "Art. 2 Bis (I) (b)", "Primero", "Segundo",
    ]  # fmt: skip
    assert made.passages[-1].heading_path == ("TRANSITORIOS",)


def test_un_report_paragraphs_run_through_its_headings() -> None:
    made = document(
        heading("I. Introduction"),
        "1. The Committee considered the report of the State party and adopted these observations.",
        "2. The Committee welcomes the submission of the report.",
        heading("A. General measures"),
        heading("Legislation"),
        "3. The Committee recommends that the State party:",
        "(a) Review its legislation to cover the offences under the Protocol;",
        "(b) Ensure that the law is applied.",
        Block("footnote", "4 CRC/C/OPSC/1.", 3),
        "4. While noting the plan, the Committee is concerned about its budget.",
        "4.1 Ratify the Convention;",
    )
    assert labels(made) == [
        "para. 1",
        "para. 2",
        "para. 3",
        "para. 3 (a)",
        "para. 3 (b)",
        "note 4",
        "para. 4",
        "para. 4.1",
    ]
    assert made.passages[3].heading_path == ("I. Introduction", "A. General measures", "Legislation")
    assert made.passages[5].kind == "footnote"


def test_numbered_headings_do_not_stop_the_paragraphs_of_a_report() -> None:
    made = document(
        heading("A. Prohibition"),
        "28. The State considered its law in the light of the Protocol.",
        heading("1. Sale of children"),
        "29. The sale of children is an offence under the Penal Code.",
        "30. The Penal Code was amended in the reporting period.",
        heading("2. Penalties"),
        "31. The penalties were raised by the same law.",
    )
    assert labels(made) == ["para. 28", "para. 29", "para. 30", "para. 31"]
    assert made.passages[2].heading_path == ("A. Prohibition", "1. Sale of children")


def test_paragraphs_that_begin_anew_below_each_heading() -> None:
    made = document(
        heading("Reporting"),
        "1. Staff report at once.",
        "2. They write down what they saw.",
        heading("Records"),
        "1. Records are kept safe.",
    )
    assert labels(made) == ["para. 1", "para. 2", "para. 1"]


def test_a_statute_that_numbers_its_headings() -> None:
    made = document(
        heading("Children Act", 1),
        "Be it enacted by the Parliament as follows.",
        heading("PART I"),
        heading("General"),
        heading("1. Title"),
        "This Act may be cited as the Children Act.",
        heading("2. Duty to report"),
        "(1) A teacher shall report under section 3.",
        "(2) In this section, report means a report under section 4.",
        heading("SCHEDULE – Fees (section 4)"),
        "No fee is due for a report under section 2.",
    )
    assert labels(made)[1:4] == ["s. 1", "s. 2 (1)", "s. 2 (2)"]
    assert made.passages[-1].heading_path == ("Children Act", "SCHEDULE – Fees (section 4)")


def test_policy_with_numbered_headings_and_bullets() -> None:
    made = document(
        heading("Safeguarding policy", 1),
        heading("1. Introduction", 2),
        "Our school works with children and parents so that every child is safe.",
        heading("2. Procedures", 2),
        heading("2.1 Reporting a concern", 3),
        "All staff report a concern on the same day:",
        Block("item", "• to the designated person;", 1, 1),
        Block("item", "• in writing, with the date and the words of the child.", 1, 1),
    )
    assert labels(made) == ["1", "2.1"]
    assert made.passages[1].text.count("•") == 2


def test_an_article_heading_is_followed_by_its_title() -> None:
    made = document(
        heading("PART I", 1),
        heading("Article 34", 2),
        heading("Protection from exploitation", 3),
        "States Parties undertake to act.",
    )
    assert labels(made) == ["Art. 34"]
    assert made.passages[0].heading_path == ("PART I", "Protection from exploitation")


def test_the_letter_i_after_h_is_a_letter() -> None:
    letters = [f"({letter}) measure of the kind {letter} is taken;" for letter in "abcdefghij"]
    made = document("Article 1", "The State shall ensure that:", "Article 2", "The State shall ensure that:", *letters)
    assert labels(made)[-2:] == ["Art. 2 (i)", "Art. 2 (j)"]


def test_words_inserted_by_an_amendment_do_not_open_articles() -> None:
    made = document(
        "Article 1. The Act is amended as follows.",
        "Article 2. After section 12, insert:",
        "“13. Duty to report",
        "(1) A teacher shall report a suspicion at once.",
        "(2) The report is confidential.”",
        "Article 3. This Act comes into force on publication.",
    )
    assert [label for label in labels(made) if label.startswith("Art. 2")] == labels(made)[1:-1]
    assert labels(made)[-1] == "Art. 3"


def test_definitions_inserted_by_an_amendment_keep_its_label() -> None:
    made = document(
        "Article 1. The Act is amended.",
        "Article 2. Section 3 of the Act is amended—",
        "(a) by the substitution of—",
        "““child” means a person under eighteen years of age; “child in need of care” means a child—",
        "(a) who has been abandoned; or",
        "(b) whose parents cannot be traced;”;",
        "(b) by the repeal of the word “minor”.",
    )
    assert labels(made) == ["Art. 1", "Art. 2", "Art. 2 (a)", "Art. 2 (b)"]


def test_a_list_in_a_preamble_ends_with_its_items() -> None:
    made = document(
        heading("Preamble"),
        "1) The first reform concerns the age of marriage.",
        "These reforms are the work of all who care for the family and its children.",
        "Article 1",
        "This Code applies to all.",
        "Article 2",
        "It is in force.",
    )
    assert labels(made) == ["(1)", "", "Art. 1", "Art. 2"]


def test_annexes_number_anew() -> None:
    made = document(
        "1. The General Assembly adopts the text.",
        "2. It decides to remain seized.",
        heading("Annex I"),
        "1. Each State shall report.",
    )
    assert labels(made)[-1] == "Annex I, para. 1"


def test_rows_carry_their_heads() -> None:
    rows = [Block("row", text, 2) for text in ("Measure | Ministry", "Hotline | Interior", "Training | Justice")]
    made = document("The plan assigns each measure to a ministry of the Government.", *rows)
    assert [(p.kind, p.lead) for p in made.passages[2:]] == [("row", "Measure | Ministry")] * 2


def test_a_box_is_a_passage_of_its_own() -> None:
    box = Block("box", "See the leaflet for families.", 1)
    made = document("Article 1", "The State acts.", "Article 2", "The child is heard.", box, "The court decides.")
    assert labels(made) == ["Art. 1", "Art. 2", "", "Art. 2"]


def test_headings_alone_are_cited_for_want_of_text() -> None:
    made = document(heading("National Plan of Action"), heading("Republic of Maravel"))
    assert [passage.text for passage in made.passages] == ["National Plan of Action", "Republic of Maravel"]


def test_dot_leader_entries_are_left_out() -> None:
    made = document(
        "Chapter I. General provisions ........ 3",
        "Chapter II. Offences ............ 7",
        "The law protects the child.",
    )
    assert len(made.passages) == 1


def test_very_long_paragraphs_are_cut_at_sentences() -> None:
    sentence = "The Ministry of Justice shall publish the figures of the year. "
    made = document((sentence * 90).strip())
    assert len(made.passages) > 1
    assert all(passage.text.endswith(".") and len(passage.text) < 2700 for passage in made.passages)


BLOCK = st.builds(
    Block,
    st.sampled_from(["heading", "paragraph", "item", "row", "footnote"]),
    st.one_of(
        st.sampled_from(
            [
                "Article 5",
                "(a) x",
                "(i) y",
                "12. z",
                "CHAPTER II",
                "IV. Law",
                "“quoted",
                "end”",
                "Contents",
                "1.1 Scope",
                "• b",
            ]
        ),
        st.text(min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool),
    ),
    st.one_of(st.none(), st.integers(1, 9)),
    st.integers(0, 4),
)


@given(st.lists(BLOCK, max_size=40))
def test_every_passage_is_the_text_at_its_span_and_they_never_overlap(blocks: list[Block]) -> None:
    made = cut(Content(blocks))
    end = 0
    for passage in made.passages:
        assert made.text[passage.span.start : passage.span.end] == passage.text
        assert passage.span.start >= end
        end = passage.span.end
    assert end <= len(made.text)


@pytest.mark.parametrize("depth", [300])
def test_deep_numbering_does_not_break(depth: int) -> None:
    made = document(*[f"({'i' * (n % 3 + 1)}) text of item {n}" for n in range(depth)])
    assert len(made.passages) == depth
