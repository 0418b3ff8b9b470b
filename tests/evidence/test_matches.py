"""Which measures a passage is evidence for, and which not, in sentences as laws and reports have them."""

from __future__ import annotations

import pytest

from tutela.evidence.match import EVIDENCE
from tutela.register.measures import Register

EVIDENT = [
    # English
    ("en", "Any person who pays, or offers to pay, for sexual activity with a child commits an offence and is liable to imprisonment for ten years.", "offence.buyer"),
    ("en", "A person who produces, distributes, offers for sale or imports child sexual abuse material is guilty of an offence and liable on conviction to imprisonment for a term not exceeding fourteen years.", "offence.csam-conduct"),
    ("en", "Whoever possesses child pornography, or knowingly obtains access to it through information and communication technologies, shall be punished with imprisonment of up to five years.", "offence.csam-possession"),
    ("en", "“Child” means every person under the age of eighteen years, whatever the age of consent to sexual activity.", "legislation.child-under-18"),
    ("en", "Proposing a meeting with a child under sixteen, by means of the internet, for the purpose of committing a sexual act is punishable with imprisonment.", "offence.grooming"),
    ("en", "Every internet service provider that becomes aware of child sexual abuse material on its service shall report it to the police without delay.", "online.detect-report"),
    ("en", "The police may request the expedited preservation of traffic data held by a service provider.", "online.data-preservation"),
    ("en", "Banks shall block and report to the financial intelligence unit payments connected with the sexual exploitation of children.", "online.financial-sector"),
    ("en", "The Ministry operates a toll-free helpline, open twenty-four hours a day, where trained counsellors listen to children.", "reporting.helpline"),
    ("en", "Teachers, doctors and social workers who suspect that a child is being sexually abused must report it immediately to the child protection authority.", "reporting.mandatory"),
    ("en", "No limitation period runs for offences under this Chapter before the victim has reached the age of eighteen.", "sanctions.no-limitation"),
    ("en", "A company is liable for an offence under this Part committed on its behalf by a director and may be fined or dissolved.", "sanctions.legal-persons"),
    ("en", "The court may order the forfeiture of property derived from the offence and the closure of the premises in which it was committed.", "sanctions.confiscation"),
    ("en", "A child victim may testify by video link, and the court shall sit in closed session.", "proceedings.testimony"),
    ("en", "No person shall publish the name, the photograph or any information that may lead to the identification of a child victim.", "victims.privacy"),
    ("en", "Children who have been exploited in prostitution shall not be prosecuted or punished for it.", "victims.not-criminalised"),
    ("en", "An offence under this Act is deemed to be included as an extraditable offence in every extradition treaty; where extradition is refused, the case shall be submitted to the prosecutor.", "jurisdiction.extradite-or-prosecute"),
    ("en", "The courts have jurisdiction over an offence committed abroad by a national or a habitual resident of the Republic.", "jurisdiction.extraterritorial"),
    ("en", "The State should adopt a national plan of action against the sexual exploitation of children with time-bound goals.", "strategy.national-plan"),
    ("en", "Hotels and tour operators shall adopt a code of conduct to protect children from sexual exploitation in travel and tourism.", "tourism.industry-duties"),
    ("en", "Every applicant for employment with children shall produce a certificate of criminal record; a person convicted of a sexual offence against a child shall not be employed.", "prevention.vetting"),
    ("en", "Birth registration is free of charge and shall be made within ninety days of the birth of every child.", "prevention.birth-registration"),
    # French
    ("fr", "Est puni de cinq ans d'emprisonnement le fait de solliciter, d'accepter ou d'obtenir, en échange d'une rémunération, des relations sexuelles de la part d'un mineur.", "offence.buyer"),
    ("fr", "La détention d'images à caractère pornographique d'un mineur, ou leur consultation habituelle en ligne, est punie de deux ans d'emprisonnement.", "offence.csam-possession"),
    ("fr", "La diffusion en direct d'abus sexuels commis sur un enfant est punie des mêmes peines.", "offence.live-streaming"),
    ("fr", "Les hébergeurs retirent promptement les contenus pédopornographiques qui leur sont notifiés ou en bloquent l'accès.", "online.remove-block"),
    ("fr", "Les enseignants et les médecins sont tenus de signaler sans délai au procureur les abus sexuels sur mineurs dont ils ont connaissance.", "reporting.mandatory"),
    ("fr", "L'audition de l'enfant victime fait l'objet d'un enregistrement audiovisuel ; le nombre des auditions est limité au strict nécessaire.", "proceedings.child-sensitive-interview"),
    ("fr", "Les victimes mineures ont droit à l'aide juridictionnelle et un administrateur ad hoc est désigné pour les représenter.", "proceedings.legal-aid"),
    ("fr", "Les enfants victimes de traite ne sont pas poursuivis pour les actes qu'ils ont été contraints de commettre.", "victims.not-criminalised"),
    ("fr", "L'État adopte un plan d'action national contre l'exploitation sexuelle des enfants, assorti d'objectifs et d'un calendrier.", "strategy.national-plan"),
    ("fr", "La prescription de l'action publique ne commence à courir qu'à compter de la majorité de la victime.", "sanctions.no-limitation"),
    ("fr", "Le juge ordonne la confiscation des produits de l'infraction et la fermeture de l'établissement.", "sanctions.confiscation"),
    # Spanish
    ("es", "Será castigado con prisión de dos a seis años quien solicite, acepte u obtenga, a cambio de una remuneración, una relación sexual con una persona menor de edad.", "offence.buyer"),
    ("es", "El que posea pornografía infantil o acceda a sabiendas a ella por medio de las tecnologías de la información será castigado con pena de prisión.", "offence.csam-possession"),
    ("es", "Los proveedores de servicios de Internet deberán denunciar sin demora ante la autoridad competente el material de abuso sexual de niñas y niños que detecten.", "online.detect-report"),
    ("es", "El plazo de prescripción se computará desde el día en que la víctima haya alcanzado la mayoría de edad.", "sanctions.no-limitation"),
    ("es", "Las víctimas recibirán atención médica y psicológica para su recuperación y su reintegración social.", "recovery.services"),
    ("es", "Se impondrá la pena superior en grado cuando la víctima sea menor de trece años o el autor abuse de su autoridad.", "sanctions.aggravating"),
    ("es", "El Estado concederá la extradición por los delitos previstos en esta ley o someterá el caso a sus autoridades competentes a efectos de enjuiciamiento.", "jurisdiction.extradite-or-prosecute"),
    ("es", "La declaración del niño víctima se grabará por medios audiovisuales y se evitará su repetición.", "proceedings.child-sensitive-interview"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "measure"), EVIDENT)
def test_a_passage_that_answers_a_measure(matching, language: str, text: str, measure: str) -> None:  # type: ignore[no-untyped-def]
    scores = {match.measure: match.score for match in matching(language, text)}
    assert scores.get(measure, 0) >= EVIDENCE


SILENT = [
    # Quite other subjects.
    ("en", "A contract for the supply of road building materials shall be published in the Gazette within thirty days."),
    ("en", "The council shall approve the annual accounts of the company."),
    ("fr", "Le permis de construire est délivré par le maire dans un délai de deux mois."),
    ("fr", "Le conjoint survivant reçoit un quart de la succession en pleine propriété."),
    ("es", "Las obras de construcción requieren licencia municipal."),
    ("es", "El arrendador devolverá la fianza al arrendatario en el plazo de un mes."),
    # Words in common, another subject.
    ("en", "The driver of a motor vehicle shall produce the driving licence on request of a police officer."),
    ("en", "The controller shall inform the data subject of the purposes for which personal data are processed."),
    ("en", "The tourist shall pay the hotel for the accommodation."),
    ("fr", "Le conducteur du véhicule présente son permis de conduire aux agents de police."),
    ("es", "El conductor que circule sin permiso de conducción será sancionado con multa."),
    # Offences, but not these: of other crimes, against adults.
    ("en", "Whoever takes a motor vehicle without the consent of its owner commits theft."),
    ("en", "Whoever rapes an adult woman shall be punished with imprisonment of eight to fifteen years."),
    ("en", "Whoever assaults an adult spouse commits an offence of domestic violence and is liable to imprisonment for two years."),
    ("es", "Quien hurte un bien mueble ajeno será castigado con multa."),
    # A lack that is only deplored.
    ("en", "There is no national plan of action against the sexual exploitation of children."),
    ("en", "The Committee is concerned at the absence of disaggregated data on the sale of children."),
    ("fr", "Aucune donnée n'est recueillie sur la vente d'enfants."),
    ("es", "No existe un plan de acción nacional contra la explotación sexual de niños."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_a_passage_that_answers_none(matching, language: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [(match.measure, match.score) for match in matching(language, text) if match.is_evidence] == []


CONTRARY_OR_NEAR = [
    # A duty of professions is not one of providers, and the other way round.
    ("en", EVIDENT[9][1], "online.detect-report"),
    ("en", EVIDENT[5][1], "reporting.mandatory"),
    # A court's ban on work is not a check before employment is not a registry at the border.
    ("es", "Las personas condenadas por delitos sexuales contra menores quedarán inhabilitadas para trabajar con ellos.", "tourism.offender-travel"),
    # Sexual offences against adults are none of the Protocol's.
    ("fr", "Le viol commis sur une femme majeure par son conjoint est puni de quinze ans de réclusion criminelle.", "sanctions.aggravating"),
    # Possession is not production.
    ("en", "Mere possession of child sexual abuse material is an offence, whether or not there is intent to distribute it.", "offence.live-streaming"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "measure"), CONTRARY_OR_NEAR)
def test_a_near_measure_is_not_answered(matching, language: str, text: str, measure: str) -> None:  # type: ignore[no-untyped-def]
    scores = {match.measure: match.score for match in matching(language, text)}
    assert scores.get(measure, 0) < EVIDENCE


@pytest.mark.parametrize(
    ("language", "deplored", "required"),
    [
        ("en", "The State has not yet adopted a national plan of action against the sale of children.", "The State should adopt a national plan of action against the sale of children."),
        ("fr", "L'État n'a pas encore adopté de plan d'action national contre la vente d'enfants.", "L'État devrait adopter un plan d'action national contre la vente d'enfants."),
        ("es", "El Estado aún no ha adoptado un plan de acción nacional contra la venta de niños.", "El Estado debería adoptar un plan de acción nacional contra la venta de niños."),
    ],
)  # fmt: skip
def test_a_lack_is_worth_less_than_a_recommendation(matching, language: str, deplored: str, required: str) -> None:  # type: ignore[no-untyped-def]
    scores = [
        {match.measure: match.score for match in matching(language, text)}.get("strategy.national-plan", 0.0)
        for text in (deplored, required)
    ]
    assert scores[0] < EVIDENCE <= scores[1]


def test_headings_and_lead_count_but_less_than_the_passage(matching) -> None:  # type: ignore[no-untyped-def]
    def score(text: str, **above: str) -> float:
        scores = {match.measure: match.score for match in matching("en", text, **above)}
        return scores.get("offence.csam-conduct", 0.0)

    item = "(b) producing, distributing, importing or offering it;"
    lead = "A person commits an offence of child sexual abuse material by:"
    assert score(item) < score(item, lead=lead)
    assert score(item) < score(item, heading="Child sexual abuse material")
    assert score(item, lead=lead) < score(f"{lead} {item}")


def test_other_languages_have_no_matches(matching) -> None:  # type: ignore[no-untyped-def]
    text = "Kinderhandel und die sexuelle Ausbeutung von Kindern sind strafbar."
    assert matching("de", text) == []
    assert matching("und", text) == []


def test_every_measure_has_a_query(guidelines: Register) -> None:
    asked = {query.measure for query in guidelines.thesaurus.queries}
    assert [measure.id for measure in guidelines.measures if measure.id not in asked] == []


def test_the_wording_of_a_measure_finds_that_measure(guidelines: Register, matching) -> None:  # type: ignore[no-untyped-def]
    found = total = 0
    for measure in guidelines.measures:
        for language in ("en", "fr", "es"):
            matches = matching(language, f"{measure.title[language]}. {measure.asks[language]}")
            total += 1
            found += measure.id in [match.measure for match in matches[:3]]
    assert found / total > 0.9
