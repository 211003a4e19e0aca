"""Letters, digits and signs, and every name that they have on a phone line: one table read by both ends.

Number words for times are in ``numbers.py``; mail domains are in ``domains.py``; how the names are put
together is ``hearing.spelling`` (words to characters) and ``saying.spelling`` (characters to words).
"""

from direct_booking.vocabulary.listing import listed

NATO = {
    "a": ("alpha", "alfa"),
    "b": ("bravo",),
    "c": ("charlie", "charley"),
    "d": ("delta",),
    "e": ("echo",),
    "f": ("foxtrot", "fox trot"),
    "g": ("golf",),
    "h": ("hotel",),
    "i": ("india",),
    "j": ("juliett", "juliet", "juliette"),
    "k": ("kilo",),
    "l": ("lima", "leema"),
    "m": ("mike",),
    "n": ("november",),
    "o": ("oscar",),
    "p": ("papa",),
    "q": ("quebec",),
    "r": ("romeo",),
    "s": ("sierra", "siera"),
    "t": ("tango",),
    "u": ("uniform",),
    "v": ("victor",),
    "w": ("whiskey", "whisky"),
    "x": ("x-ray", "xray", "x ray"),
    "y": ("yankee", "yankey"),
    "z": ("zulu",),
}
"""The code word that is said comes first; the others are how it is also written down."""

CODE_WORDS = {word: letter for letter, words in NATO.items() for word in words}

USUAL_CODE_WORDS = listed(
    """
    able adam alan albert alex alice amanda america amsterdam andrew angel animal anna annie apple april
    arthur
    august baby baker ball banana barbara barn bed benjamin betty big bird black blue bob boat book boston
    boy brenda brown bus camera candy car carol carrot cat catherine charles chicago child christmas city
    cold computer
    cow cup dad dan daniel danger david day deborah denver diane dog dollar donald donna door doris dragon
    duck
    eagle ear earth easy edith edward egg elephant elizabeth emily emma england eric evelyn father finland
    fish
    five flower florida food fox france francis frank fred friday friend frog funny gary garden george georgia
    germany girl give goat gold good grace grape green greg guitar hand happy harry hat hawaii heart helen
    help
    henry history home horse house how hungry ice ida igloo indigo ink insect iris island italy item ivan jack
    jam james jane japan jelly jerry jesus jill john jordan josh joseph joy juice july jump june kansas karen
    kate katie kevin key kick king kite kitchen kitten knife korea lady lamb lamp larry last laura lemon leo
    linda lion lisa little london lorry love lucy man maria mary match max michael michigan milk money
    monkey moon mom
    morning moses mother mouse music nancy nathan near new nick night nine nina no nobody north norman nose
    note number nurse nut ocean octopus old olive oliver one onion open orange othello oxford papa paris party
    patricia paul penguin peter piano pizza please police purple quack quality quarter queen question quick
    quiet quilt rabbit race rain red richard ring river robert rock roger roof rose run sam sand sandra sarah
    saturn school sea seven shark ship simon six smile snake soap south spain star steven stop sugar sun
    sunday
    susan table tea ted telephone television texas thomas tiger time tim tom tommy top toy train tree turtle
    umbrella uncle under union united up utah valley van vanilla vase venice vera very victoria video violet
    violin virginia walter washington water wendy west whale white william window winter wolf word world
    xavier xerox xylophone yard yellow yes yesterday yoga yolanda york young yoyo zack zebra zero zip zoe zone
    zoo zurich
    """
)
"""Words that callers put beside a letter who know no alphabet by heart."""

LETTER_NAMES = {
    "aitch": "h", "haitch": "h", "aych": "h", "aich": "h", "cee": "c", "dee": "d", "ee": "e", "eff": "f",
    "ef": "f", "gee": "g", "jay": "j", "kay": "k", "ell": "l", "el": "l", "em": "m", "en": "n", "pee": "p",
    "cue": "q", "queue": "q", "ar": "r", "arr": "r", "ess": "s", "tee": "t", "vee": "v", "dubya": "w",
    "ex": "x", "wye": "y", "zee": "z", "zed": "z", "double-u": "w",
}  # fmt: skip
"""Names that are hardly ever anything but a letter next to other letters."""

HOMOPHONES = {
    "eh": "a", "ay": "a", "hey": "a", "be": "b", "bee": "b", "see": "c", "sea": "c", "si": "c", "oh": "o",
    "owe": "o", "he": "e", "if": "f", "each": "h", "age": "h", "eye": "i", "okay": "k", "and": "n",
    "an": "n", "in": "n", "am": "m", "pea": "p", "are": "r", "our": "r", "or": "r", "as": "s", "yes": "s",
    "tea": "t", "you": "u", "ewe": "u", "we": "v", "why": "y", "axe": "x", "said": "z",
}  # fmt: skip
"""Words that a recogniser writes for a letter: a letter only in the middle of spelling."""

BEGINS_LIKE = {"x": "ex", "r": "wr", "f": "ph"}
"""How a code word may begin that stands for a letter it does not begin with: "X as in extra"."""

DIGITS = {
    "zero": "0", "nought": "0", "naught": "0", "aught": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "niner": "9", "fife": "5",
}  # fmt: skip
DIGIT_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DIGIT_HOMOPHONES = {
    "to": "2", "too": "2", "tu": "2", "won": "1", "tree": "3", "free": "3", "for": "4", "fore": "4",
    "ate": "8", "sex": "6", "sicks": "6", "nein": "9", "fine": "5",
}  # fmt: skip
"""Words that a recogniser writes for a digit: a digit only in the middle of spelling."""

TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fourty": "4", "fifty": "5", "sixty": "6", "seventy": "7",
    "eighty": "8", "ninety": "9",
}  # fmt: skip
TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}

SIGNS = {
    ".": ("dot", "period", "full stop", "point", "dots", "dott", "then a dot", "and a dot", "with a dot"),
    "-": (
        "dash",
        "hyphen",
        "minus",
        "minus sign",
        "dashes",
        "dash sign",
        "hyphen sign",
        "dashed",
        "then a dash",
        "then a hyphen",
        "and a dash",
        "with a dash",
    ),
    "_": (
        "underscore",
        "under score",
        "low dash",
        "underline",
        "under scored",
        "underscored",
        "under bar",
        "underbar",
        "under dash",
        "lower dash",
        "bottom dash",
        "then an underscore",
        "and an underscore",
        "with an underscore",
    ),
    "+": ("plus", "plus sign"),
    "!": ("exclamation mark", "exclamation point"),
    "#": ("hash", "hash sign", "hashtag", "pound sign", "number sign"),
    "$": ("dollar sign",),
    "%": ("percent sign", "per cent sign"),
    "&": ("ampersand", "and sign"),
    "'": ("apostrophe", "single quote"),
    "*": ("asterisk", "star sign"),
    "/": ("slash", "forward slash"),
    "=": ("equals sign", "equal sign"),
    "?": ("question mark",),
    "^": ("caret",),
    "`": ("backtick", "back tick"),
    "{": ("opening brace", "open brace"),
    "|": ("vertical bar", "pipe sign"),
    "}": ("closing brace", "close brace"),
    "~": ("tilde",),
}
"""Every sign that the part before the at-sign may hold; the name that is said comes first."""

SIGN_NAMES = {name: sign for sign, names in SIGNS.items() for name in names}

SOUND_ALIKE = ("mn", "fsx", "bdptvcegz", "ajk", "hax8", "iy", "qu", "l0o", "5f", "59", "ao", "rl")
"""Groups of letters that a phone line confuses; each letter of a group with each other one of it."""

NEAREST = ("mn", "fs", "bdv", "ptk", "dt", "bp", "cz", "sx", "tv", "ge", "gj", "ajk", "iy", "o0", "qu")
"""The closest of them: what is tried first when only the right letter was said."""


def confusable(letter: str, *, nearest: bool = False) -> frozenset[str]:
    """The letters that a phone line makes of this one, itself not among them. Pure.

    >>> sorted(confusable("m"))
    ['n']
    """
    groups = NEAREST if nearest else NEAREST + SOUND_ALIKE
    return frozenset("".join(group for group in groups if letter in group)) - {letter}
