"""French: what is replaced, with the articles and contractions in front; what is better left."""

import pytest
from tests.terms.fixing_rules import once

M = "matériel d'abus sexuel d'enfants"
P = "exploitation sexuelle d'enfants à des fins de prostitution"
T = "exploitation sexuelle d'enfants dans le contexte des voyages et du tourisme"

RIGHT = {
    # feminine to masculine
    "La loi réprime la détention de pornographie enfantine.": f"La loi réprime la détention de {M}.",
    "La lutte contre la pornographie enfantine en ligne.": f"La lutte contre le {M} en ligne.",
    "La diffusion de la pornographie enfantine est un crime.": f"La diffusion du {M} est un crime.",
    "Le juge s'est référé à la pornographie enfantine.": f"Le juge s'est référé au {M}.",
    "Toute pornographie enfantine doit disparaître.": f"Tout {M} doit disparaître.",
    "Il faut signaler toute la pornographie enfantine.": f"Il faut signaler tout le {M}.",
    "Aucune pornographie enfantine ne circule plus.": f"Aucun {M} ne circule plus.",
    "Cette pornographie enfantine circule sur des serveurs.": f"Ce {M} circule sur des serveurs.",
    "Une pédopornographie circule sur ce réseau.": f"Un {M} circule sur ce réseau.",
    "Le parquet enquête sur sa pédopornographie.": f"Le parquet enquête sur son {M}.",
    "Ils vendaient leur pédopornographie à l'étranger.": f"Ils vendaient leur {M} à l'étranger.",
    "Quelle pornographie enfantine a circulé ?": f"Quel {M} a circulé ?",
    "Le parquet a ouvert une enquête pour diffusion de pédopornographie.": f"Le parquet a ouvert une enquête pour diffusion de {M}.",
    "Pédopornographie : le parquet ouvre une enquête.": "Matériel d'abus sexuel d'enfants : le parquet ouvre une enquête.",
    "PÉDOPORNOGRAPHIE : le projet de loi est adopté.": "MATÉRIEL D'ABUS SEXUEL D'ENFANTS : le projet de loi est adopté.",
    "La pédopornographie constitue une atteinte aux droits de l'enfant.": f"Le {M} constitue une atteinte aux droits de l'enfant.",
    "La pornographie enfantine est un crime.": f"Le {M} est un crime.",
    "À la pornographie enfantine, la loi répond par des peines lourdes.": f"Au {M}, la loi répond par des peines lourdes.",
    "De la pornographie enfantine en grande quantité.": f"Du {M} en grande quantité.",
    "Des mesures contre la vente d'armes et la pornographie enfantine.": f"Des mesures contre la vente d'armes et le {M}.",
    "Le texte ne vise que la pornographie juvénile.": f"Le texte ne vise que le {M}.",
    "Posséder de la pornographie enfantine est puni par la loi.": f"Posséder du {M} est puni par la loi.",
    # masculine to feminine, before a vowel
    "Le tourisme sexuel pédophile progresse.": "L'" + T + " progresse.",
    "La répression du tourisme sexuel pédophile.": f"La répression de l'{T}.",
    "Le plan s'attaque au tourisme sexuel impliquant des enfants.": f"Le plan s'attaque à l'{T}.",
    "Ce tourisme pédophile nuit à la région.": f"Cette {T} nuit à la région.",
    "Un tourisme pédophile sévit sur la côte.": f"Une {T} sévit sur la côte.",
    "Les États interdisent tout tourisme sexuel impliquant des enfants.": f"Les États interdisent toute {T}.",
    "L'office condamne le tourisme pédophile dans la région.": f"L'office condamne l'{T} dans la région.",
    "Le pays refuse tout le tourisme pédophile.": f"Le pays refuse toute l'{T}.",
    "Lutte contre les formes de tourisme pédophile": f"Lutte contre les formes d'{T}",
    # the same gender, another sound
    "La prostitution enfantine progresse.": "L'" + P + " progresse.",
    "La prévention de la prostitution enfantine": f"La prévention de l'{P}",
    "Un rapport sur la prostitution des enfants a été publié.": f"Un rapport sur l'{P} a été publié.",
    "Il est mis fin à la prostitution enfantine.": f"Il est mis fin à l'{P}.",
    "Les cas de prostitution enfantine augmentent.": f"Les cas d'{P} augmentent.",
    "Cette prostitution enfantine est punie.": f"Cette {P} est punie.",
    "Sa prostitution infantile": f"Son {P}",
    "Une prostitution infantile existe dans le port.": f"Une {P} existe dans le port.",
    "Le texte dispose que prostitution enfantine n'est pas travail.": f"Le texte dispose qu'{P} n'est pas travail.",
    "Il y a de la pornographie enfantine sur ce site.": f"Il y a du {M} sur ce site.",
    "La police a saisi de la pornographie enfantine et des armes.": f"La police a saisi du {M} et des armes.",
    "Elle a dénoncé la pornographie enfantine, qui touche tous les pays.": f"Elle a dénoncé le {M}, qui touche tous les pays.",
    "La loi vise la pornographie enfantine, dont la diffusion progresse.": f"La loi vise le {M}, dont la diffusion progresse.",
    "Le code pénal punit la pornographie enfantine (article 227-23).": f"Le code pénal punit le {M} (article 227-23).",
    "A la prostitution enfantine s'ajoute la traite.": f"À l'{P} s'ajoute la traite.",
    # numbers
    "Des images pédopornographiques ont été saisies.": "Des images d'abus sexuel d'enfants ont été saisies.",
    "Il détenait une image pédo-pornographique sur son téléphone.": "Il détenait une image d'abus sexuel d'enfants sur son téléphone.",
    "Le foyer accueille des enfants prostitués.": "Le foyer accueille des enfants exploités dans la prostitution.",
    "L'enfant prostituée a été entendue.": "L'enfant exploitée dans la prostitution a été entendue.",
    "La prostituée mineure a été entendue.": "L'enfant exploitée dans la prostitution a été entendue.",
    "Cette prostituée mineure est protégée.": "Cette enfant exploitée dans la prostitution est protégée.",
    "Deux prostituées mineures ont été entendues.": "Deux enfants exploitées dans la prostitution ont été entendues.",
    "Les réseaux pédophiles sont surveillés.": "Les réseaux d'exploitation sexuelle d'enfants sont surveillés.",
    "Il a démantelé un réseau pédophile en mars.": "Il a démantelé un réseau d'exploitation sexuelle d'enfants en mars.",
    # capitals, apostrophes, lines
    "LA PORNOGRAPHIE ENFANTINE EN LIGNE": "LE MATÉRIEL D'ABUS SEXUEL D'ENFANTS EN LIGNE",
    "LA PROSTITUTION ENFANTINE PROGRESSE": "L'EXPLOITATION SEXUELLE D'ENFANTS À DES FINS DE PROSTITUTION PROGRESSE",
    "L’État réprime la pédopornographie en ligne.": "L’État réprime le matériel d’abus sexuel d’enfants en ligne.",
    "L’État réprime la prostitution enfantine.": "L’État réprime l’exploitation sexuelle d’enfants à des fins de prostitution.",
    "La lutte contre la\npornographie enfantine en ligne": f"La lutte contre le\n{M} en ligne",
    "La lutte contre la\nprostitution enfantine en ligne": f"La lutte contre\nl'{P} en ligne",
    "Le plan combat la porno-\ngraphie enfantine en ligne.": "Le plan combat le matériel\nd'abus sexuel d'enfants en ligne.",
    "La diffusion de\nla pornographie enfantine": f"La diffusion\ndu {M}",
    "Pornographie enfantine\nRapport annuel": "Matériel d'abus sexuel d'enfants\nRapport annuel",
}

REFUSED = [
    # more of those that the term speaks of
    "La prostitution des enfants et adolescents augmente.",
    "La prostitution des enfants, adolescents et femmes augmente.",
    # an adjective or participle that would have to agree
    "La pornographie enfantine diffusée en ligne est un crime.",
    "La pornographie enfantine est interdite.",
    "La pornographie enfantine doit être combattue.",
    "La pornographie enfantine a été saisie.",
    "La pornographie enfantine, diffusée en ligne, est un crime.",
    "Interdite depuis 2003, la pornographie enfantine circule encore.",
    "Est interdite la pornographie enfantine.",
    "La pornographie enfantine reste répandue.",
    "La nouvelle pornographie enfantine circule en ligne.",
    "Seule la pornographie enfantine est visée.",
    "La prostitution enfantine organisée progresse.",
    "Le tourisme sexuel pédophile est interdit.",
    "Le tourisme pédophile organisé progresse.",
    "Le tourisme pédophile, répandu sur la côte, nuit aux familles.",
    "Des enfants prostitués étrangers ont été entendus.",
    "La pornographie enfantine est de plus en plus répandue.",
    "Aucune pornographie enfantine ne sera tolérée.",
    # pronouns
    "La pornographie enfantine nuit car elle blesse les enfants.",
    "Il combat la pornographie enfantine et ceux qui la diffusent.",
    "Le tourisme pédophile nuit et il progresse.",
    "Ils luttent contre la pornographie enfantine et veulent l'interdire, faute de pouvoir l'ignorer et de l'effacer.",
    "La loi vise la pornographie enfantine. Elle circule en ligne.",
    "La pornographie enfantine à laquelle la loi se réfère.",
    "La pornographie enfantine que les agents ont saisie.",
    "La lutte contre la pornographie enfantine, laquelle progresse.",
    "Il vise la pornographie enfantine, celle-ci étant un crime.",
    # coordination
    "La prostitution et la pornographie enfantine sont visées.",
    "La prostitution et la pornographie enfantines sont visées.",
    "La pornographie ou la prostitution enfantine",
    "La pornographie enfantine et juvénile",
    "La traite, l'esclavage et la pornographie infantile.",
    "La pornographie enfantine ou assimilée",
    # what follows belongs to the old noun
    "Une enfant prostituée de 14 ans a été entendue.",
    "Les enfants prostitués de la ville",
    "La prostitution enfantine de rue",
    "La pornographie enfantine à caractère violent",
    # the meaning would change
    "Il est poursuivi pour des faits de pédopornographie.",
    "Il a été condamné pour pornographie enfantine.",
    "Les victimes de la pornographie enfantine",
    "Un réseau de pédopornographie a été démantelé.",
    "L'exploitation de la prostitution enfantine",
    "Les cas de prostitution enfantine et de traite",
    "Elle a dénoncé la pornographie enfantine, qui est punie partout.",
    "La lutte contre la pornographie enfantine en ligne, diffusée par des réseaux.",
    "Une ancienne enfant prostituée a témoigné.",
    "Le terme pédopornographie est à éviter.",
    "Le mot de pornographie enfantine, dite pédopornographie",
    "Le matériel d'abus sexuel d'enfants, autrefois pornographie enfantine",
    "La pédopornographie (PP) progresse.",
    # part of something else
    "Le site www.pedopornographie.example est fermé.",
    "La loi anti-pédopornographie est adoptée.",
    "Le « pornographie enfantine » du code",
    "La Brigade de la Pornographie Enfantine est dissoute.",
    "Des enfants prostitué·e·s ont été entendus.",
    "le pornographie enfantine",
    "la\nprostitution enfantine",
    "la p0rnographie enfantine",
    "contre la pornographie\n\nenfantine",
]


@pytest.mark.parametrize(("text", "expected"), RIGHT.items())
def test_replaced(text: str, expected: str) -> None:
    assert once(text, "fr") == expected


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert once(text, "fr") == text


def test_table_is_long_enough() -> None:
    assert len(RIGHT) + len(REFUSED) >= 60
