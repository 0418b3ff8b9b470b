"""A few rules with replacements, so that the tables do not hang on what the files of rules say today."""

from functools import cache

from tutela.terms.finding import Edit
from tutela.terms.fixing import apply, edit_of, settled
from tutela.terms.loading import read_rules
from tutela.terms.matching import Matcher

RULES = {
    "en": """
- {id: material, term: child pornography, level: avoid, about: material, reason: R., forms: [child+pornograph*],
   fixes: [
    {forms: [child+pornography|porn, child+pornographic material, kiddie+porn,
      pornography involving|depicting children|minors], write: child sexual abuse material},
    {forms: [child+pornographic materials],
     write: {singular: child sexual abuse material, plural: child sexual abuse materials}}]}
- {id: prostitution, term: child prostitution, level: avoid, about: act, reason: R., forms: [child+prostitution],
   fixes: [{forms: [child+prostitution], write: the exploitation of children in prostitution}]}
- {id: prostitute, term: child prostitute, level: avoid, about: child, reason: R., forms: [child+prostitute|prostitutes],
   fixes: [{forms: [child|underage+prostitute|prostitutes, "child|underage+prostitute's|prostitutes'"], write:
     {singular: child exploited in prostitution, plural: children exploited in prostitution,
      "singular's": "sexually exploited child's", "plural's": "sexually exploited children's"}}]}
- {id: tourist, term: child sex tourist, level: avoid, about: offender, reason: R., forms: [child+sex+tourist*],
   fixes: [{forms: [child+sex+tourist|tourists],
            write: {singular: travelling child sex offender, plural: travelling child sex offenders}}]}
- {id: image, term: x, level: avoid, about: material, reason: R., forms: [kiddie+pic|pics],
   fixes: [{forms: [kiddie+pic|pics],
            write: {singular: image of child sexual abuse, plural: images of child sexual abuse}}]}
""",
    "fr": """
- {id: material, term: pornographie enfantine, level: avoid, about: material, reason: R., forms: [pornographie enfantines],
   fixes: [{forms: [pornographie enfantine|infantile|juvenile, pedo+pornographie], gender: m, was: f,
            write: matériel d'abus sexuel d'enfants},
           {forms: [image|images pedo+pornographique|pornographiques], gender: f, was: f,
            write: {singular: image d'abus sexuel d'enfants, plural: images d'abus sexuel d'enfants}}]}
- {id: prostitution, term: prostitution enfantine, level: avoid, about: act, reason: R., forms: [prostitution enfantines],
   fixes: [{forms: [prostitution enfantine|infantile, prostitution des enfants], gender: f, was: f,
            write: exploitation sexuelle d'enfants à des fins de prostitution}]}
- {id: tourism, term: tourisme sexuel, level: avoid, about: travel, reason: R., forms: [tourisme pedophile],
   fixes: [{forms: [tourisme sexuel impliquant des enfants, tourisme sexuel pedophile, tourisme pedophile],
            gender: f, was: m,
            write: exploitation sexuelle d'enfants dans le contexte des voyages et du tourisme}]}
- {id: child, term: enfant prostitué, level: avoid, about: child, reason: R., forms: [enfant prostitue],
   fixes: [{forms: [enfant|enfants prostitue|prostitues], gender: m, was: m,
            write: {singular: enfant exploité dans la prostitution, plural: enfants exploités dans la prostitution}},
           {forms: [enfant|enfants prostituee|prostituees, prostituee|prostituees mineure|mineures], gender: f, was: f,
            write: {singular: enfant exploitée dans la prostitution,
                    plural: enfants exploitées dans la prostitution}}]}
- {id: ring, term: réseau pédophile, level: avoid, about: offender, reason: R., forms: [reseau pedophile],
   fixes: [{forms: [reseau|reseaux pedophile|pedophiles], gender: m, was: m,
            write: {singular: réseau d'exploitation sexuelle d'enfants, plural: réseaux d'exploitation sexuelle d'enfants}}]}
""",
    "es": """
- {id: material, term: pornografía infantil, level: avoid, about: material, reason: R., forms: [pornografia infantiles],
   fixes: [{forms: [pornografia infantil], gender: m, was: f,
            write: "material de abuso sexual de niñas, niños y adolescentes"},
           {forms: [imagen|imagenes pornografica|pornograficas infantil|infantiles], gender: f, was: f, write:
            {singular: "imagen de abuso sexual de niñas, niños y adolescentes",
             plural: "imágenes de abuso sexual de niñas, niños y adolescentes"}},
           {forms: [foto|fotos pornografica|pornograficas infantil|infantiles], gender: f, was: f, write:
            {singular: "imagen de abuso sexual de niñas, niños y adolescentes",
             plural: "imágenes de abuso sexual de niñas, niños y adolescentes"}}]}
- {id: prostitution, term: prostitución infantil, level: avoid, about: act, reason: R., forms: [prostitucion infantiles],
   fixes: [{forms: [prostitucion infantil], gender: f, was: f,
            write: "explotación de niñas, niños y adolescentes en la prostitución"}]}
- {id: tourism, term: turismo sexual infantil, level: avoid, about: travel, reason: R., forms: [turismo sexual infantiles],
   fixes: [{forms: [turismo sexual infantil], gender: f, was: m, write:
            "explotación sexual de niñas, niños y adolescentes en el contexto de los viajes y el turismo"}]}
- {id: child, term: niña prostituta, level: avoid, about: child, reason: R., forms: [nina prostitutas],
   fixes: [{forms: [nina|ninas prostituta|prostitutas], gender: f, was: f,
            write: {singular: niña explotada en la prostitución, plural: niñas explotadas en la prostitución}}]}
""",
}


@cache
def matcher(language: str) -> Matcher:
    return Matcher(read_rules(RULES[language], language))


def edits_of(text: str, language: str) -> list[Edit]:
    """The safe replacements in a text."""
    found = [edit_of(text, language, hit) for hit in matcher(language).find(text)]
    return [edit for edit in found if edit is not None]


def once(text: str, language: str) -> str:
    """The text with all its safe replacements made once."""
    return apply(text, edits_of(text, language))


def fixed(text: str, language: str) -> str:
    """The text with its safe replacements made until none is left."""
    return settled(text, lambda given: edits_of(given, language))
