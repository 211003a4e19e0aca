"""Names that sound the same and are spelled in several ways, for "Sara with an h".

One table; how a correction uses it is in ``hearing.corrections``.
"""

from direct_booking.vocabulary.listing import phrases

_FAMILIES = phrases(
    """
    jon john | sara sarah | cathy kathy | catherine katherine kathryn catharine | carl karl
    brian bryan | steven stephen | eric erik erick | alan allan allen | anne ann | ana anna hannah hana
    marc mark | nicolas nicholas nikolas | chris kris | cristina christina kristina | christine kristine
    cara kara | carrie kerry | caitlin kaitlin katelyn kaitlyn | jeff geoff | jeffrey geoffrey
    philip phillip | phil fil | lindsay lindsey | rachel rachael | rebecca rebekah | theresa teresa
    tara tarah | debra deborah debora | leah lea | lee leigh | ashley ashleigh | kelly kelley
    kasey casey | mathew matthew | micheal michael | sean shaun shawn | stuart stewart | terry terri
    tracy tracey traci | jerry gerry | vicki vicky vickie | jodi jody jodie | aaron aron
    elliot elliott eliot | isabel isabelle isobel | jenifer jennifer | laurence lawrence | lori laurie
    louis lewis | madeline madeleine | megan meghan | natalie nathalie | neil neal | reid reed
    sofia sophia | sophie sofie | susanna susannah | zack zach zac | thomson thompson tomson
    smith smyth | clark clarke | brown browne | green greene | davis davies | johnson johnston jonson
    peterson petersen | anderson andersen | meyer | hansen hanson | nielson nielsen nelson
    meier meyer myer maier | schmidt schmitt schmid | stevens stephens | read reed reid | gray grey
    white whyte | cook cooke | moor moore | nichols nicholls | philips phillips | roberts robards
    tailor taylor | tom thom | sidney sydney | toni tony | niki nikki nicky | jillian gillian
    jill gill | hailey haley hayley | kathleen cathleen | conor connor | dillon dylan | frances francis
    gabriel gabrielle | graham graeme | jaime jamie | joe jo | marion marian
    """
)


def _table() -> dict[str, frozenset[str]]:
    families = [frozenset(family.split()) for family in _FAMILIES]
    names = {name for family in families for name in family}
    return {
        name: frozenset().union(*(family for family in families if name in family)) - {name} for name in names
    }


_VARIANTS = _table()


def variants(name: str) -> frozenset[str]:
    """The other ways to spell a name, lower case; empty for one that is not known. Pure.

    >>> sorted(variants("jon"))
    ['john']
    """
    return _VARIANTS.get(name, frozenset())
