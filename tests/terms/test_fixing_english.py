"""English: what is replaced, and how; what is better left."""

import pytest
from tests.terms.fixing_rules import once

RIGHT = {
    # number, articles
    "The bill punishes the possession of child pornography.": "The bill punishes the possession of child sexual abuse material.",
    "Child pornography is a serious offence.": "Child sexual abuse material is a serious offence.",
    "He had stored child-pornography on a server.": "He had stored child sexual abuse material on a server.",
    "The shop sold kiddie porn under the counter.": "The shop sold child sexual abuse material under the counter.",
    "Two servers held child pornographic materials.": "Two servers held child sexual abuse materials.",
    "The hearing of a child prostitute was postponed.": "The hearing of a child exploited in prostitution was postponed.",
    "Officers met an underage prostitute near the port.": "Officers met a child exploited in prostitution near the port.",
    "An underage prostitute was taken to a shelter.": "A child exploited in prostitution was taken to a shelter.",
    "Child prostitutes were counted in three towns.": "Children exploited in prostitution were counted in three towns.",
    "The court tried a child sex tourist in his absence.": "The court tried a travelling child sex offender in his absence.",
    "Three child sex tourists were extradited.": "Three travelling child sex offenders were extradited.",
    "He kept a kiddie pic on his telephone.": "He kept an image of child sexual abuse on his telephone.",
    "A kiddie pic was found.": "An image of child sexual abuse was found.",
    "They are the child prostitutes who gave evidence.": "They are the children exploited in prostitution who gave evidence.",
    "Police dismantled a network that sold pornography involving children.": "Police dismantled a network that sold child sexual abuse material.",
    "The plan aims to end child prostitution by 2030.": "The plan aims to end the exploitation of children in prostitution by 2030.",
    "Child prostitution is a form of violence.": "The exploitation of children in prostitution is a form of violence.",
    "Local child prostitution was documented.": "Local exploitation of children in prostitution was documented.",
    "The child prostitution in the port was documented.": "The exploitation of children in prostitution in the port was documented.",
    "Measures against child prostitution were adopted.": "Measures against the exploitation of children in prostitution were adopted.",
    # capitals
    "CHILD PORNOGRAPHY FOUND ON SERVER": "CHILD SEXUAL ABUSE MATERIAL FOUND ON SERVER",
    "Minister Announces New Measures Against Child Pornography": "Minister Announces New Measures Against Child Sexual Abuse Material",
    "Child Prostitution": "The Exploitation of Children in Prostitution",
    "Combating Child Prostitution in Border Towns": "Combating the Exploitation of Children in Prostitution in Border Towns",
    "Shelters Open for Child Prostitutes": "Shelters Open for Children Exploited in Prostitution",
    "POLICE HEAR A CHILD PROSTITUTE": "POLICE HEAR A CHILD EXPLOITED IN PROSTITUTION",
    "POLICE HEAR AN UNDERAGE PROSTITUTE": "POLICE HEAR A CHILD EXPLOITED IN PROSTITUTION",
    # possessives
    "The child prostitute's statement was read out.": "The sexually exploited child's statement was read out.",
    "The child prostitute’s statement was read out.": "The sexually exploited child’s statement was read out.",
    "The child prostitutes' guardian agreed.": "The sexually exploited children's guardian agreed.",
    "An underage prostitute's lawyer spoke.": "A sexually exploited child's lawyer spoke.",
    "The child sex tourist's passport was withdrawn.": "The travelling child sex offender's passport was withdrawn.",
    "Child sex tourists' passports are withdrawn.": "Travelling child sex offenders' passports are withdrawn.",
    # before a noun
    "He faces child pornography charges.": "He faces child sexual abuse material charges.",
    "A child pornography case was opened in March.": "A child sexual abuse material case was opened in March.",
    "The child-pornography offences of the code were amended.": "The child sexual abuse material offences of the code were amended.",
    # lines
    "He was charged with the sale of child\npornography in June.": "He was charged with the sale of child\nsexual abuse material in June.",
    "The provider must report any child porno-\ngraphy that it finds.": "The provider must report any child sexual\nabuse material that it finds.",
    "    The report counts child\n    prostitutes in two towns.": "    The report counts children\n    exploited in prostitution in two towns.",
    "The officers met a child\r\nprostitute at the border.": "The officers met a child\r\nexploited in prostitution at the border.",
    "The officers met an\nunderage prostitute at the border.": "The officers met a\nchild exploited in prostitution at the border.",
    "soft hyphens: child porno\u00adgraphy.": "soft hyphens: child sexual abuse material.",
    "Child\u00a0pornography was reported.": "Child sexual abuse material was reported.",
    # what may follow
    "Child pornography, the court held, harms every child.": "Child sexual abuse material, the court held, harms every child.",
    "He produced child pornography and was sentenced.": "He produced child sexual abuse material and was sentenced.",
    "Drugs and child pornography were seized.": "Drugs and child sexual abuse material were seized.",
    "It deals with child pornography and with weapons.": "It deals with child sexual abuse material and with weapons.",
    "Child pornography (see section 3) is forbidden.": "Child sexual abuse material (see section 3) is forbidden.",
    "No one may share child pornography; the sentence is five years.": "No one may share child sexual abuse material; the sentence is five years.",
    "Is this child pornography?": "Is this child sexual abuse material?",
    "The law (on child pornography) is new.": "The law (on child sexual abuse material) is new.",
    "The agency reported child pornography to the police.": "The agency reported child sexual abuse material to the police.",
    "They support child prostitutes and their families.": "They support children exploited in prostitution and their families.",
    "The children were used in child pornography.": "The children were used in child sexual abuse material.",
    "Internet child pornography remains a concern.": "Internet child sexual abuse material remains a concern.",
    "The sale of children and child pornography": "The sale of children and child sexual abuse material",
    "Some child prostitutes are as young as ten.": "Some children exploited in prostitution are as young as ten.",
    "Child pornography found on his computer led to his arrest.": "Child sexual abuse material found on his computer led to his arrest.",
    "The traffic in child pornography grew.": "The traffic in child sexual abuse material grew.",
}

REFUSED = [
    # the term qualifies a noun
    "A child pornography ring was dismantled.",
    "He runs a child pornography website.",
    "The child pornography possession charge was dropped.",
    "The child prostitute scandal shook the town.",
    "A child prostitution network was found.",
    "The child sex tourist destination lost its licence.",
    "He faces child pornography charges lists.",
    "The child pornography case law is thin.",
    # coordination
    "Child pornography and prostitution are forbidden.",
    "Child pornography, prostitution and trafficking are forbidden.",
    "Child prostitution or trafficking is punished.",
    "Adult and child pornography were found.",
    "They interviewed child prostitutes and pimps.",
    "Revenge or child pornography is removed.",
    "Pornography involving children and adults was seized.",
    "Pornography involving children under 16 was seized.",
    # the new noun is followed by words of its own
    "Child prostitutes under 14 were heard.",
    "The court heard child prostitutes from three countries.",
    "She met child prostitutes aged 12 and 13.",
    # articles and counting that do not fit a mass noun
    "A child pornography was found.",
    "Each child pornography must be reported.",
    "Several child pornography were found.",
    # part of a name, an address or a tag
    "The Child Pornography Act was repealed.",
    "The speaker of the Task Force on Child Pornography opened the meeting.",
    "See www.child-pornography.example for the law.",
    "The anti-child pornography bill was read.",
    "The page is filed under #child-pornography today.",
    "<b>child pornography</b>",
    "Write to child_pornography or child/pornography.",
    # spoken of
    "So-called child pornography is abuse.",
    "They are known as child prostitutes.",
    "She was called child prostitute.",
    "The term child pornography should not be used.",
    "“child pornography” means any picture",
    "The law speaks of 'child prostitutes'.",
    "Child sexual abuse material, formerly child pornography, is evidence.",
    "Child pornography (CP) is on the rise.",
    # the meaning would change
    "The former child prostitute gave evidence.",
    "The ex-child prostitute gave evidence.",
    "He engaged in child pornography.",
    "He pleaded guilty to child pornography.",
    "He was charged with child pornography.",
    "She was convicted of child pornography.",
    "The exploitation of child prostitution",
    "Ending child prostitution, child pornography and trafficking",
    "They were forced into child prostitution.",
    "The crime of child pornography is defined below.",
    # not surely read
    "cHild pornography was found.",
    "chi1d p0rnography was found.",
    "a heading on child\n\npornography in the next paragraph",
    "Child pornographies were found.",
    "The kiddie pic's origin is known.",
]


@pytest.mark.parametrize(("text", "expected"), RIGHT.items())
def test_replaced(text: str, expected: str) -> None:
    assert once(text, "en") == expected


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert once(text, "en") == text


def test_table_is_long_enough() -> None:
    assert len(RIGHT) + len(REFUSED) >= 60
