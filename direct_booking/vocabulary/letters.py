"""Letters, digits and signs, and every name that they have on a phone line: one table read by both ends.

Number words for times are in ``numbers.py``; mail domains are in ``domains.py``; how the names are put
together is ``hearing.spelling`` (words to characters) and ``saying.spelling`` (characters to words).
"""

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

LETTER_NAMES = {
    "aitch": "h", "haitch": "h", "cee": "c", "dee": "d", "ee": "e", "eff": "f", "ef": "f", "gee": "g",
    "jay": "j", "kay": "k", "ell": "l", "el": "l", "em": "m", "en": "n", "pee": "p", "cue": "q",
    "queue": "q", "ar": "r", "arr": "r", "ess": "s", "tee": "t", "vee": "v", "dubya": "w", "ex": "x",
    "wye": "y", "zee": "z", "zed": "z", "double-u": "w",
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
    ".": ("dot", "period", "full stop", "point"),
    "-": ("dash", "hyphen", "minus", "minus sign"),
    "_": ("underscore", "under score", "low dash", "underline"),
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
