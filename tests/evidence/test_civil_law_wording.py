"""Ideas that civil-law statutes express without naming them: sentences as codes of French and Spanish have them."""

from __future__ import annotations

import pytest

from tutela.evidence.compiling import compile_lexicon
from tutela.evidence.finder import Finder
from tutela.evidence.lexicon import Lexicon
from tutela.register.measures import Register

NAMED = [
    # French
    ("fr", "La prescription ne court qu'à partir de la majorité de la victime.", "victim-majority"),
    ("fr", "Le délai est suspendu : la prescription ne court pas durant la minorité de la victime.", "victim-majority"),
    ("fr", "La victime de traite n'encourt aucune peine pour les faits qu'elle a été contrainte de commettre.", "not-criminalise-victim"),
    ("fr", "Les mineurs visés à l'article précédent ne peuvent être tenus pour pénalement responsables.", "not-criminalise-victim"),
    ("fr", "L'enfant livré à la prostitution n'est pas punissable.", "not-criminalise-victim"),
    ("fr", "L'aide est accordée à toute victime, quelle que soit sa nationalité ou la régularité de son séjour.", "non-citizen"),
    ("fr", "La poursuite a lieu même si le fait n'est pas puni par la loi du pays où il a été commis.", "double-criminality"),
    ("fr", "Le fait doit être réprimé dans l'État où il a été commis.", "double-criminality"),
    ("fr", "La poursuite n'a lieu que si elle est précédée d'une plainte de la partie lésée.", "complaint-condition"),
    ("fr", "Le ministère public met en mouvement l'action publique nonobstant tout désistement.", "ex-officio"),
    ("fr", "Le retrait de la plainte ne met pas fin à l'action publique.", "ex-officio"),
    ("fr", "Tout Marocain qui, hors du Royaume, commet l'une de ces infractions peut être jugé par les juridictions marocaines.", "national"),
    ("fr", "Le code s'applique à quiconque commet une infraction à bord d'un aéronef.", "jurisdiction"),
    ("fr", "À défaut d'extradition, l'État poursuit lui-même l'auteur.", "prosecute-home"),
    ("fr", "L'État requis exécute la demande de l'État requérant dans les meilleurs délais.", "mutual-assistance"),
    ("fr", "L'enregistrement audiovisuel de l'audition est placé sous scellés.", "record-interview"),
    ("fr", "L'enfant ne doit pas être soumis à plus de deux auditions pendant la procédure.", "limit-interviews"),
    ("fr", "L'audition est menée par un policier spécialement formé à cet effet.", "limit-interviews"),
    ("fr", "Le mineur est entendu en l'absence du prévenu, depuis une autre salle.", "screen-accused"),
    ("fr", "Le procureur désigne un administrateur ad hoc lorsque la protection des intérêts du mineur n'est pas assurée par ses représentants légaux.", "guardian-ad-litem"),
    ("fr", "Le bâtonnier désigne d'office un avocat au mineur.", "legal-aid"),
    ("fr", "La victime a droit à la réparation intégrale du préjudice subi.", "compensation"),
    ("fr", "Le tribunal examine ces affaires par priorité et sans retard.", "priority-case"),
    ("fr", "La publication du compte rendu des débats est interdite.", "publish-ban"),
    ("fr", "L'hébergeur qui a une connaissance effective du contenu illicite agit promptement pour retirer ces données.", "notice-takedown"),
    ("fr", "L'autorité judiciaire peut prescrire toutes mesures propres à faire cesser le dommage.", "blocking-order"),
    ("fr", "Ils mettent en place un dispositif facilement accessible pour porter à leur connaissance ce type de données.", "hotline"),
    ("fr", "Le gel des données est ordonné pour quatre-vingt-dix jours.", "data-preservation"),
    ("fr", "Quiconque, dans l'exercice de ses fonctions, acquiert la connaissance d'un tel fait est tenu d'en donner avis sans délai au procureur.", "mandatory-report"),
    ("fr", "Celui qui s'abstient de dénoncer de tels faits encourt une amende.", "failure-report-penalty"),
    ("fr", "Est puni quiconque provoque, dans un esprit de lucre, les parents à abandonner un enfant né ou à naître.", "adoption-inducement"),
    ("fr", "Celui qui aura excité, favorisé ou facilité la débauche d'un mineur sera puni.", "debauchery"),
    ("fr", "Quiconque tire profit de la prostitution d'autrui est puni.", "pimp"),
    ("fr", "Quiconque commet un acte d'ordre sexuel sur un enfant de moins de seize ans est puni.", "sexual-act"),
    ("fr", "Nul ne peut être recruté s'il a été condamné définitivement pour crime.", "background-check"),
    ("fr", "Le maximum de la peine est porté au double lorsque l'auteur est un ascendant de la victime.", "aggravate"),
    ("fr", "Le complice est puni comme l'auteur.", "attempt-clause"),
    ("fr", "L'infraction est commise dans l'intérêt de la personne morale par l'un de ses organes.", "on-behalf-of-company"),
    ("fr", "Les choses qui ont servi à commettre l'infraction sont confisquées.", "proceeds"),
    ("fr", "Les services sociaux orientent l'enfant.", "social-worker"),
    # Spanish
    ("es", "El que a sabiendas tuviere en su poder dichas imágenes será reprimido con prisión.", "mere-possession"),
    ("es", "La prescripción se suspende mientras la víctima sea menor de edad.", "victim-majority"),
    ("es", "No serán punibles las víctimas por los delitos que cometan como resultado de su explotación.", "not-criminalise-victim"),
    ("es", "La víctima queda eximida de responsabilidad penal.", "not-criminalise-victim"),
    ("es", "Los delitos de esta sección son de acción pública dependiente de instancia privada.", "complaint-condition"),
    ("es", "El Ministerio Público ejercerá la acción penal sin que sea necesaria la denuncia.", "ex-officio"),
    ("es", "La investigación se iniciará de oficio.", "ex-officio"),
    ("es", "Los menores serán entrevistados por un psicólogo especialista, en un gabinete acondicionado.", "limit-interviews"),
    ("es", "La declaración se recibirá en cámara Gesell como prueba anticipada.", "interview"),
    ("es", "El niño declarará desde una sala contigua.", "video-link"),
    ("es", "El imputado será retirado de la sala; la declaración se tomará en ausencia del imputado.", "screen-accused"),
    ("es", "El juez dispondrá la reserva de las actuaciones y el desalojo de la sala.", "closed-court"),
    ("es", "Se nombrará un tutor ad litem o un curador especial.", "guardian-ad-litem"),
    ("es", "La víctima menor contará con un abogado de oficio.", "legal-aid"),
    ("es", "Quienes por razón de su cargo conozcan de un hecho deberán ponerlo en conocimiento del fiscal.", "mandatory-report"),
    ("es", "El funcionario que omitiere comunicar el hecho será sancionado con multa.", "failure-report-penalty"),
    ("es", "El que comercialice o ponga en circulación dicho material será castigado.", "distribute"),
    ("es", "Quien visualice pornografía infantil.", "access"),
    ("es", "Se comunique de inmediato a la autoridad competente.", "report-authority"),
    ("es", "El que promoviere o facilitare la prostitución de una persona menor de edad.", "pimp"),
    ("es", "El que entregue a su hijo menor por un precio.", "sale-of-children"),
    ("es", "Quien concierte un encuentro con un menor por Internet.", "groom"),
    ("es", "Aunque el hecho no fuere punible en el lugar de su comisión.", "double-criminality"),
    ("es", "Los tribunales conocerán de los delitos cometidos por españoles fuera del territorio.", "offender-national"),
    ("es", "El Estado requirente enviará la solicitud de asistencia al Estado requerido.", "mutual-assistance"),
    ("es", "Si no se concede la extradición, el imputado será juzgado en la República.", "prosecute-home"),
    ("es", "La autoridad judicial ordenará el bloqueo de la página.", "blocking-order"),
    ("es", "El prestador que tenga conocimiento efectivo retirará los datos o hará imposible el acceso a ellos.", "notice-takedown"),
    ("es", "Para ser contratado se requiere certificado de no tener antecedentes.", "background-check"),
    ("es", "Quedará inhabilitado para ejercer la docencia.", "work-ban"),
    ("es", "La pena se incrementará hasta en una mitad cuando el autor sea ascendiente.", "aggravate"),
    ("es", "La tentativa será sancionada con la misma pena.", "attempt-clause"),
    ("es", "El delito cometido en nombre y por cuenta de la persona jurídica.", "on-behalf-of-company"),
    ("es", "Procede la reparación integral del daño moral.", "compensation"),
    ("es", "La asistencia no se condicionará a la denuncia ni a la colaboración de la víctima.", "unconditional-help"),
    ("es", "Se otorgará un permiso a la víctima extranjera, sin importar su nacionalidad.", "non-citizen"),
    ("es", "Toda persona mexicana que contraiga matrimonio deberá haber cumplido los dieciocho años.", "child-marriage"),
]  # fmt: skip


NOT_NAMED = [
    # Words in common with an expression, another idea.
    ("fr", "Les prestations sont régulièrement versées.", "regulate"),
    ("fr", "L'adoption de la présente loi abroge le décret.", "adoption"),
    ("es", "El presente artículo y las funciones del director.", "coordinate"),
    ("es", "El Estado ratificó el Protocolo facultativo.", "health-staff"),
    ("es", "La adopción de medidas administrativas.", "adoption"),
]


@pytest.fixture(scope="module")
def finders(guidelines: Register) -> dict[str, Finder]:
    concepts = guidelines.thesaurus.concepts
    return {language: Finder(Lexicon(compile_lexicon(concepts, language), language), {}) for language in ("fr", "es")}


def named(finders: dict[str, Finder], guidelines: Register, language: str, text: str) -> set[str]:
    found = finders[language].read(text).concepts
    return {guidelines.thesaurus.concepts[place].id for place in found}


@pytest.mark.parametrize(("language", "text", "concept"), NAMED)
def test_an_idea_in_the_wording_of_codes(  # type: ignore[no-untyped-def]
    finders, guidelines: Register, language: str, text: str, concept: str
) -> None:
    assert concept in named(finders, guidelines, language, text)


@pytest.mark.parametrize(("language", "text", "concept"), NOT_NAMED)
def test_another_idea_in_like_words(  # type: ignore[no-untyped-def]
    finders, guidelines: Register, language: str, text: str, concept: str
) -> None:
    assert concept not in named(finders, guidelines, language, text)
