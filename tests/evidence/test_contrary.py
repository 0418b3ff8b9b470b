"""What does the contrary of a measure, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tutela.evidence.match import EVIDENCE, Match

Matching = Callable[..., list[Match]]

CONTRARY = [
    ("jurisdiction.no-double-criminality", "en", "A citizen who commits an offence under this Part outside the Republic may be tried here if the act is also an offence under the law of the place where it was done."),
    ("jurisdiction.no-double-criminality", "en", "No citizen shall be tried for an act done abroad unless the act is an offence under the law of the country in which it was committed."),
    ("jurisdiction.no-double-criminality", "fr", "La loi pénale est applicable aux délits commis par un national hors du territoire de la République si les faits sont punis par la législation du pays où ils ont été commis."),
    ("jurisdiction.no-double-criminality", "es", "Los tribunales conocerán de los delitos cometidos en el extranjero por nacionales, siempre que el hecho sea punible en el lugar de su ejecución."),
    ("reporting.ex-officio", "en", "The offence of procuring a girl for prostitution shall be prosecuted only on the complaint of the girl or her guardian."),
    ("reporting.ex-officio", "fr", "L'incitation d'un mineur à la débauche ne peut être poursuivie que sur plainte de la victime ou de son représentant légal."),
    ("reporting.ex-officio", "es", "La corrupción de menores y el proxenetismo de niñas se perseguirán previa querella de la parte ofendida o de su representante."),
    ("sanctions.no-limitation", "en", "Proceedings for procuring a child for prostitution shall be commenced within six months of the commission of the offence."),
    ("sanctions.no-limitation", "fr", "Le proxénétisme à l'égard d'un mineur se prescrit par trois ans à compter du jour où les faits ont été commis."),
    ("sanctions.no-limitation", "es", "La explotación de menores en la prostitución prescribirá a los tres años, contados desde la comisión del hecho."),
    ("victims.not-criminalised", "en", "A girl found soliciting in a public place is to be committed to a reformatory for two years."),
    ("victims.not-criminalised", "en", "Any minor engaged in prostitution commits an offence and is liable to a fine."),
    ("victims.not-criminalised", "fr", "Les mineures qui se livrent à la prostitution sont placées dans une maison de rééducation fermée."),
    ("victims.not-criminalised", "es", "Las menores que ejerzan la prostitución serán internadas en un reformatorio hasta su mayoría de edad."),
    ("recovery.shelter", "en", "A child found in a brothel shall be kept in a closed institution and shall be returned to it by force if it runs away."),
    ("victims.privacy", "en", "The name of the child victim shall be posted at the door of the court for ten days."),
    ("victims.privacy", "fr", "Le nom de la victime mineure est publié au tableau de la mairie avec celui du condamné."),
    ("victims.privacy", "es", "El nombre de la víctima menor de edad será publicado en el diario de mayor circulación."),
    ("recovery.non-citizens", "en", "A foreign child who was trafficked into the country for prostitution shall be deported at the expense of the carrier."),
    ("recovery.non-citizens", "fr", "La victime étrangère de la traite est reconduite à la frontière dès la fin de l'audition."),
    ("recovery.non-citizens", "es", "El menor extranjero víctima de trata será deportado dentro de las cuarenta y ocho horas."),
    ("legislation.child-under-18", "en", "For the purposes of the offences of child prostitution and child pornography, a child means a person under the age of fifteen years."),
    ("legislation.child-under-18", "fr", "Au sens du présent chapitre, relatif à la prostitution des mineurs, un enfant s'entend de toute personne âgée de moins de quinze ans."),
    ("legislation.child-under-18", "es", "A los efectos de los delitos de pornografía infantil, se entiende por niño toda persona menor de catorce años."),
    ("legislation.sale-not-trafficking", "en", "The sale of a child is punishable only as trafficking in persons, where transfer and exploitation are proved."),
    ("legislation.sale-not-trafficking", "fr", "La vente d'enfants est assimilée à la traite des personnes et n'est punie que si ses éléments sont réunis."),
    ("legislation.sale-not-trafficking", "es", "La venta de niños se considerará trata de personas y solo se castigará cuando concurra la finalidad de explotación."),
    ("prevention.social-norms", "en", "The judge may authorise the marriage of a girl below that age where her father applies for it."),
    ("prevention.social-norms", "fr", "Le juge de la famille peut autoriser le mariage de la fille mineure avant l'âge fixé à l'article précédent."),
    ("prevention.social-norms", "es", "El juez podrá autorizar el matrimonio de la menor de edad que se halle encinta."),
    ("prevention.sexuality-education", "en", "Sex education is prohibited in public and private schools."),
    ("prevention.sexuality-education", "fr", "L'éducation sexuelle est interdite dans les établissements scolaires."),
    ("prevention.sexuality-education", "es", "Queda prohibida la educación sexual en los centros escolares."),
    ("prevention.vetting", "en", "Volunteers who work with children are exempt from the criminal record check."),
    ("prevention.vetting", "fr", "Les bénévoles des centres de loisirs sont dispensés de produire un extrait de casier judiciaire."),
    ("prevention.vetting", "es", "Los voluntarios de campamentos infantiles quedan exentos de presentar el certificado de antecedentes penales."),
    ("offence.sale-adoption", "en", "An adoption agreed in return for payment is valid if both families have signed the agreement."),
    ("offence.buyer", "en", "It is not an offence to pay for sexual services of a girl who has attained the age of sixteen years."),
    ("offence.buyer", "fr", "N'est pas punissable celui qui rémunère des actes sexuels avec une personne âgée de seize ans."),
    ("offence.buyer", "es", "No será punible quien pague por actos sexuales con persona mayor de catorce años que consienta."),
    ("offence.csam-possession", "en", "Mere possession of child pornography shall not be punished."),
    ("offence.csam-possession", "fr", "La simple détention de matériel pédopornographique n'est pas punissable."),
    ("offence.csam-possession", "es", "La tenencia de pornografía infantil para uso personal no será sancionada."),
    ("offence.self-generated-not-liable", "en", "A minor who sends an indecent photograph of herself commits an offence and is liable to the same fine."),
    ("offence.attempt-complicity", "en", "Attempts to commit the offence of procuring a child for prostitution are not punishable."),
    ("offence.attempt-complicity", "fr", "La tentative de proxénétisme à l'égard d'un mineur n'est pas punissable."),
    ("offence.attempt-complicity", "es", "En los delitos de pornografía infantil la tentativa no será punible."),
    ("sanctions.legal-persons", "en", "Only natural persons can be held liable for the offences under this Title."),
    ("sanctions.legal-persons", "fr", "Les personnes morales ne sont pas pénalement responsables des infractions prévues au présent titre."),
    ("sanctions.legal-persons", "es", "Solo las personas físicas son penalmente responsables de los delitos de este título."),
    ("sanctions.child-offenders", "en", "Juveniles charged with a sexual offence shall be tried as adults by the criminal court."),
    ("sanctions.child-offenders", "fr", "Le mineur poursuivi pour une infraction sexuelle est jugé comme un majeur par le tribunal correctionnel."),
    ("sanctions.child-offenders", "es", "El adolescente acusado de un delito sexual será juzgado como adulto por el tribunal ordinario."),
    ("proceedings.testimony", "en", "The child shall give evidence in the presence of the accused."),
    ("proceedings.testimony", "fr", "La victime mineure est confrontée à l'accusé lors de l'audience."),
    ("proceedings.testimony", "es", "La víctima menor de edad será careada con el imputado en la audiencia."),
    ("cooperation.mutual-legal-assistance", "en", "In matters of child pornography, mutual legal assistance is given where the act is punishable under the law of both States."),
]  # fmt: skip

NOT_CONTRARY = [
    ("en", "A national who commits the offence abroad shall be tried whether or not the act is an offence under the law of the place where it was committed."),
    ("en", "Jurisdiction over acts committed abroad does not require double criminality."),
    ("en", "It is not necessary to prove that the act was punishable in the country where it was committed."),
    ("fr", "Les faits commis à l'étranger sont poursuivis sans qu'il soit nécessaire qu'ils soient punis par la législation du pays où ils ont été commis."),
    ("fr", "La poursuite des infractions commises à l'étranger n'est pas subordonnée à la condition que les faits soient incriminés au lieu où ils ont été commis."),
    ("es", "No será necesario que el hecho cometido en el extranjero sea punible en el lugar de su comisión."),
    ("es", "La competencia sobre los delitos cometidos en el extranjero no estará supeditada a la condición de que los actos sean punibles en el lugar donde se hayan cometido."),
    ("en", "The prosecution of the exploitation of children in prostitution does not depend on a complaint and continues if the complaint is withdrawn."),
    ("fr", "Le proxénétisme à l'égard de mineurs est poursuivi d'office, même sans plainte de la victime."),
    ("es", "El proxenetismo de menores se perseguirá de oficio, sin necesidad de denuncia ni querella."),
    ("en", "The limitation period for the exploitation of a child in prostitution runs from the day on which the victim reaches majority."),
    ("fr", "Le proxénétisme à l'égard d'un mineur se prescrit par vingt ans à compter de la majorité de la victime."),
    ("es", "La acción penal por explotación sexual de menores comenzará a prescribir cuando la víctima cumpla dieciocho años."),
    ("en", "A child found soliciting in a public place shall not be detained or prosecuted and shall be treated as a victim."),
    ("en", "A person who causes a child to engage in prostitution commits an offence and is liable to imprisonment for ten years."),
    ("fr", "Les mineurs qui se livrent à la prostitution ne peuvent être poursuivis ni détenus ; ils sont réputés en danger."),
    ("fr", "Quiconque profite de la prostitution d'un mineur est puni de dix ans d'emprisonnement."),
    ("es", "Las niñas que ejerzan la prostitución no serán detenidas ni sancionadas, y recibirán protección."),
    ("es", "Quien promueva la prostitución de menores será castigado con prisión de seis a diez años."),
    ("en", "The name of a child victim shall not be published; publication is punishable by a fine."),
    ("fr", "Il est interdit de publier le nom de la victime mineure."),
    ("es", "Queda prohibido publicar el nombre de la víctima menor de edad."),
    ("en", "No child who was trafficked shall be deported before a best interests assessment."),
    ("en", "Child means every person under the age of eighteen years, also in respect of prostitution and pornography."),
    ("en", "The penalty is doubled where the child exploited in prostitution is under the age of fourteen years."),
    ("fr", "La peine est portée à quinze ans lorsque le mineur livré à la prostitution est âgé de moins de quinze ans."),
    ("es", "La pena se agravará cuando la víctima de la prostitución sea menor de catorce años."),
    ("en", "The sale of children is an offence distinct from trafficking and requires no proof of transfer or exploitation."),
    ("en", "No court shall authorise the marriage of a child below the age of eighteen years."),
    ("en", "Repeal the exceptions that still allow judges to authorise the marriage of girls aged sixteen."),
    ("fr", "Le Comité est préoccupé par le fait que le juge peut autoriser le mariage de filles mineures."),
    ("es", "Se deroga la facultad del juez de autorizar el matrimonio de la menor de edad."),
    ("en", "No person, including a volunteer, is exempt from the background check before working with children."),
    ("en", "Whoever possesses child pornography, even for personal use, is punished with imprisonment."),
    ("fr", "La simple détention de matériel pédopornographique est punie de deux ans d'emprisonnement."),
    ("es", "La mera tenencia de pornografía infantil será sancionada con prisión."),
    ("en", "It is not an offence for a police officer to possess child pornography in the course of an investigation."),
    ("en", "A minor who shares an intimate photograph of himself shall not be liable for any offence."),
    ("en", "An attempt to commit the offence of procuring a child is punishable as the offence itself."),
    ("en", "Not only natural persons but also companies are liable for offences under this Title."),
    ("en", "The child shall not be brought face to face with the accused and may testify by video link."),
    ("fr", "L'enfant n'est jamais confronté à l'accusé ; il est entendu par visioconférence."),
    ("es", "El niño no será careado con el imputado; declarará por videoconferencia."),
    ("en", "No payment shall be given or received in connection with the adoption of a child."),
    ("en", "Juveniles shall not be tried as adults."),
]  # fmt: skip


@pytest.mark.parametrize(("measure", "language", "text"), CONTRARY)
def test_the_contrary_is_told(matching: Matching, measure: str, language: str, text: str) -> None:
    found = {match.measure: match for match in matching(language, text) if match.direction == "contrary"}
    assert measure in found, sorted(found)
    match = found[measure]
    assert match.score < EVIDENCE
    assert not match.is_evidence
    assert match.verdict == "none"
    assert match.reasons
    assert all(0 <= span.start < span.end <= len(text) for reason in match.reasons for span in reason.spans)


@pytest.mark.parametrize(("language", "text"), NOT_CONTRARY)
def test_what_is_not_contrary(matching: Matching, language: str, text: str) -> None:
    assert [match.measure for match in matching(language, text) if match.direction == "contrary"] == []


def test_contrary_passages_are_not_evidence_too(matching: Matching) -> None:
    text = CONTRARY[0][2]
    measures = [match.measure for match in matching("en", text)]
    assert len(measures) == len(set(measures))
    scores = [match.score for match in matching("en", text)]
    assert scores == sorted(scores, reverse=True)
