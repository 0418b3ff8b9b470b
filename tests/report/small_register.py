"""A register of five measures in three sections, so that the tests know what stands in it."""

from __future__ import annotations

from tutela.register.measures import Measure, Register, Section, Term
from tutela.register.wording import Wording


def said(en: str, fr: str, es: str) -> Wording:
    return {"en": en, "fr": fr, "es": es}


def small_register() -> Register:
    """Sections III.A, III.B and IV.C of an instrument that was made up for the tests."""

    def measure(
        id: str,
        section: str,
        articles: str,
        title: Wording,
        asks: Wording,
        addressees: str,
        themes: str,
        counts: Wording,
    ) -> Measure:
        return Measure(
            id,
            section,
            tuple(articles.split()),
            title,
            asks,
            counts,
            tuple(addressees.split()),
            tuple(themes.split()),
        )

    nothing = said("", "", "")
    return Register(
        id="small",
        name=said("Small register", "Petit registre", "Registro pequeño"),
        instrument=said(
            "Guidelines written for these tests",
            "Lignes directrices rédigées pour ces tests",
            "Directrices redactadas para estas pruebas",
        ),
        symbol="TEST/1",
        digest="5e" * 32,
        sections=(
            Section("III.A", said("Legislation", "Législation", "Legislación")),
            Section("III.B", said("Data collection", "Collecte de données", "Recopilación de datos")),
            Section("IV.C", said("Prevention online", "Prévention en ligne", "Prevención en línea")),
        ),
        addressees=(
            Term("legislature", said("Parliament", "Parlement", "Parlamento")),
            Term("government", said("Government", "Gouvernement", "Gobierno")),
            Term("ict-industry", said("Digital industry", "Secteur du numérique", "Sector digital")),
        ),
        themes=(
            Term("digital", said("Digital environment", "Environnement numérique", "Entorno digital")),
            Term(
                "child-as-victim",
                said("The child as a victim", "L'enfant en tant que victime", "El niño como víctima"),
            ),
        ),
        measures=(
            measure(
                "legislation.child",
                "III.A",
                "2",
                said(
                    "Protect every person under 18",
                    "Protéger toute personne de moins de 18 ans",
                    "Proteger a toda persona menor de 18 años",
                ),
                said(
                    "Define a child as any person under 18 years.",
                    "Définir l'enfant comme toute personne de moins de 18 ans.",
                    "Definir al niño como toda persona menor de 18 años.",
                ),
                "legislature",
                "",
                said("A definition of child.", "Une définition de l'enfant.", "Una definición de niño."),
            ),
            measure(
                "legislation.counsel",
                "III.A",
                "8 9",
                said(
                    "Give child victims free counsel",
                    "Assurer gratuitement un avocat aux enfants victimes",
                    "Asegurar asistencia letrada gratuita a los niños víctimas",
                ),
                said(
                    "Provide counsel free of charge.",
                    "Fournir gratuitement l'assistance d'un avocat.",
                    "Prestar asistencia letrada gratuita.",
                ),
                "legislature government",
                "child-as-victim",
                nothing,
            ),
            measure(
                "data.collect",
                "III.B",
                "9",
                said(
                    "Collect data on the offences",
                    "Collecter des données sur les infractions",
                    "Recopilar datos sobre los delitos",
                ),
                said(
                    "Collect and publish data.",
                    "Collecter et publier des données.",
                    "Recopilar y publicar datos.",
                ),
                "government",
                "",
                nothing,
            ),
            measure(
                "online.report",
                "IV.C",
                "3 9",
                said(
                    "Make providers report abuse material",
                    "Obliger les fournisseurs à signaler le matériel d'abus",
                    "Obligar a los proveedores a denunciar el material de abuso",
                ),
                said(
                    "Require providers to report without delay.",
                    "Imposer aux fournisseurs un signalement sans délai.",
                    "Exigir a los proveedores que denuncien sin demora.",
                ),
                "ict-industry legislature",
                "digital child-as-victim",
                said(
                    "A duty to report; a voluntary code counts in part.",
                    "Une obligation de signaler ; un code volontaire compte en partie.",
                    "Una obligación de denunciar; un código voluntario cuenta en parte.",
                ),
            ),
            measure(
                "online.plan",
                "IV.C",
                "9",
                said(
                    "Plan prevention online",
                    "Planifier la prévention en ligne",
                    "Planificar la prevención en línea",
                ),
                said(
                    "Set goals with dates.",
                    "Fixer des objectifs assortis d'échéances.",
                    "Fijar metas con plazos.",
                ),
                "government",
                "digital",
                nothing,
            ),
        ),
    )
