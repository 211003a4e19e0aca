"""Made-up e-mail addresses, six ways to say each, a line that loses letters, and what arrives of it.

The caller who puts it right is in ``dictating_callers``, what is counted in ``evaluate_spelling``. Names,
code words and confusions are listed here and not taken from the product, so that a gap in its tables shows.
"""

import random
import string


def _words(text: str) -> list[str]:
    return text.split()


def _table(text: str) -> dict[str, str]:
    return {word[0]: word for word in text.split()}


FIRST = _words(
    """
    ann mary john james linda robert patricia michael jennifer david lisa daniel nancy matthew betty
    anthony sandra donna carol kevin amanda brian melissa edward deborah ronald stephanie rebecca laura
    jeffrey sharon cynthia jacob kathleen gary amy nicholas angela shirley eric brenda pamela emma
    nicole samuel helen samantha benjamin priya wei olga hassan yuki fatima bjorn siobhan xavier quentin
    zofia mike oscar juliet charlie victor
    """
)
LAST = _words(
    """
    lee smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez
    gonzalez wilson anderson thomas taylor moore jackson martin perez thompson white harris sanchez
    clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green
    adams nelson baker hall rivera campbell mitchell carter patel kowalski okafor schmidt bauer rossi
    ivanov tanaka kapoor obrien vandermeer mcallister
    """
)
FAMOUS = _words(
    """
    gmail.com yahoo.com hotmail.com outlook.com icloud.com aol.com gmail.com gmail.com msn.com
    comcast.net yahoo.co.uk example.com protonmail.com
    """
)
PLAIN = _words(
    """
    brightsmile.com northlake.org acmeplumbing.com citydental.net harborlaw.com sunriseyoga.co.uk
    greenhouse.io
    """
)
ENDINGS = ["com", "com", "com", "net", "org", "io", "co.uk", "de", "ca", "com.au"]
CODE_WORDS = _table(
    """
    apple boy cat dog edward frank george henry ice john king larry mary nancy orange peter queen robert
    sam tom umbrella victor william x-ray yellow zebra
    """
)
NATO = _table(
    """
    alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa
    quebec romeo sierra tango uniform victor whiskey xray yankee zulu
    """
)
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = _words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SIGNS = {".": "dot", "-": "dash", "_": "underscore", "+": "plus"}

NTH = _words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")

# The pairs of the field notes, and for the letters without one what else recognisers write for them.
MISHEARD = {
    "s": ("f",), "f": ("s",), "p": ("k", "t"), "k": ("p", "t"), "t": ("p", "k"), "b": ("v", "d"),
    "v": ("b", "d"), "d": ("b", "v"), "n": ("and", "m"), "m": ("n",), "a": ("k", "eh"), "c": ("see", "z"),
    "e": ("d", "he"),
    "g": ("j",), "h": ("a", "age"), "i": ("y", "eye"), "j": ("g", "k"), "l": ("el", "o"), "o": ("oh", "l"),
    "q": ("u", "cue"), "r": ("are", "l"), "u": ("you", "q"), "w": ("double you", "u"), "x": ("s", "ex"),
    "y": ("why", "i"), "z": ("c", "zee"),
}  # fmt: skip


def addresses(count: int, seed: int = 7) -> list[str]:
    """So many different addresses of the usual shapes; the same ones for the same seed."""
    dice = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        made[f"{_local(dice)}@{_domain(dice)}"] = None
    return list(made)


def _local(dice: random.Random) -> str:
    first, last = dice.choice(FIRST), dice.choice(LAST)
    number = dice.choice(
        (str(dice.randrange(1, 100)), str(dice.randrange(1950, 2010)), str(dice.randrange(100, 1000)))
    )
    letters = "".join(dice.choices(string.ascii_lowercase, k=dice.randrange(2, 8)))
    return dice.choice((
        f"{first}.{last}", f"{first}{last}", f"{first[0]}{last}", f"{first[0]}.{last}", f"{first}_{last}",
        f"{first}-{last}", f"{first}{number}", f"{first}.{last}{number}", f"{last}{first[0]}", first, letters,
        f"{letters}{number}", f"{first}.{letters[0]}.{last}",
        f"{last}+{dice.choice(('news', 'work', 'home'))}",
    ))  # fmt: skip


def _domain(dice: random.Random) -> str:
    made = "".join(dice.choices(string.ascii_lowercase, k=dice.randrange(3, 8)))
    kind = dice.random()
    if kind < 0.6:
        return dice.choice(FAMOUS)
    return dice.choice(PLAIN) if kind < 0.8 else f"{made}.{dice.choice(ENDINGS)}"


class Caller:
    """Someone who knows an address and says it.

    Args:
        letter_errors: the share of letters said alone that arrive as another letter or word; a dash arrives
            as "that" at the same rate. Names and digits arrive as they are.
        word_errors: the share of code words that arrive as the code word of a letter that sounds alike.
    """

    def __init__(self, address: str, *, letter_errors: float, seed: int, word_errors: float = 0) -> None:
        self.address = address
        self.local, self.domain = address.split("@")
        self._errors, self._word_errors = letter_errors, word_errors
        self._dice = random.Random(f"{address} {seed}")

    def say(self, way: str) -> str:
        """The address, said in one of ``WAYS``, as it arrives."""
        return _SAID[way](self)

    def one_by_one(self) -> str:
        """The answer to "letter by letter, please": code words, and the domain again."""
        return f"{self.codes(self.local)} at {self.spoken_domain(spelled=True, coded=True)}"

    def _lost(self, letter: str) -> str:
        return self._dice.choice(MISHEARD[letter]) if self._dice.random() < self._errors else letter

    def _sign(self, sign: str) -> str:
        return "that" if sign == "-" and self._dice.random() < self._errors else SIGNS[sign]

    def character(self, character: str) -> str:
        """One character, as it arrives."""
        if character.isdigit():
            return DIGITS[int(character)]
        return self._sign(character) if character in SIGNS else self._lost(character)

    def _letters(self, text: str) -> str:
        return " ".join(map(self.character, text))

    def _doubled(self, text: str) -> str:
        said, place = [], 0
        while place < len(text):
            twice = text[place : place + 2] == text[place] * 2 and text[place].isalnum()
            said.append(f"{'double ' * twice}{self.character(text[place])}")
            place += 1 + twice
        return ", ".join(said).replace(", dot, ", " dot ")

    def codes(self, text: str) -> str:
        """Every letter with its code word, as it arrives."""
        return ", ".join(
            self.coded(character) if character.isalpha() else self.character(character) for character in text
        )

    def coded(self, letter: str) -> str:
        """A letter with its code word, as it arrives; a digit by its name."""
        if letter.isdigit():
            return DIGITS[int(letter)]
        return f"{self._lost(letter)} as in {self._code_word(letter, CODE_WORDS)}"

    def _code_word(self, letter: str, table: dict[str, str]) -> str:
        lost = self._word_errors and self._dice.random() < self._word_errors
        return table[self._dice.choice(MISHEARD[letter])[0] if lost else letter]

    def _nato(self, text: str) -> str:
        return " ".join(
            self._code_word(character, NATO) if character.isalpha() else self.character(character)
            for character in text
        )

    def _words(self, text: str) -> str:
        return " ".join(self._word(piece) for piece in _pieces(text))

    def _word(self, piece: str) -> str:
        if piece.isdigit():
            return self._number(piece)
        return piece if piece in FIRST or piece in LAST or piece in _SAYABLE else self._letters(piece)

    def _number(self, digits: str) -> str:
        if len(digits) in (2, 4) and self._dice.random() < 0.6 and digits[0] != "0" and digits[-2] != "0":
            return " ".join(_below_hundred(int(digits[at : at + 2])) for at in range(0, len(digits), 2))
        return " ".join(DIGITS[int(digit)] for digit in digits)

    def spoken_domain(self, *, spelled: bool, coded: bool = False) -> str:
        """What comes after the at-sign, as it arrives; well-known names are always said as words."""
        label, _, ending = self.domain.partition(".")
        if self.domain in FAMOUS or (self.domain in PLAIN and not spelled):
            name = "a o l" if label == "aol" else "m s n" if label == "msn" else label
        else:
            name = self.codes(label) if coded else self._letters(label)
        return f"{name} dot {ending.replace('.', ' dot ')}"

    def _natural(self) -> str:
        return f"{self._words(self.local)} at {self.spoken_domain(spelled=False)}"

    def _in_a_sentence(self) -> str:
        name = f"{self._dice.choice(FIRST)} {self._dice.choice(LAST)}".title()
        frame = self._dice.choice((
            f"yeah sure, it's {self._natural()}, thank you",
            f"can I get Thursday at ten, it's {name}, {self._natural()}",
            f"um my email is {self._natural()} all lower case",
            f"you can send it to {self._natural()} please",
            f"okay so that's {self._letters(self.local)} at {self.spoken_domain(spelled=False)}",
        ))  # fmt: skip
        return frame


_SAYABLE = frozenset(("news", "work", "home"))


def _pieces(text: str) -> list[str]:
    """Names, numbers, signs and single letters: the places where a person draws breath."""
    pieces: list[str] = []
    known = sorted({*FIRST, *LAST, *_SAYABLE}, key=len, reverse=True)
    while text:
        name = next((name for name in known if text.startswith(name) and len(name) > 2), "")
        digits = text[: len(text) - len(text.lstrip(string.digits))]
        piece = name or digits or text[0]
        pieces.append(piece)
        text = text[len(piece) :]
    return pieces


def _below_hundred(number: int) -> str:
    if number < 20:
        return TEENS[number - 10] if number >= 10 else DIGITS[number]
    return TENS[number // 10] + (f" {DIGITS[number % 10]}" if number % 10 else "")


_SAID = {
    "as words": Caller._natural,
    "in a sentence": Caller._in_a_sentence,
    "letters": lambda caller: f"{caller._letters(caller.local)} at {caller.spoken_domain(spelled=True)}",
    "letters, doubled": lambda caller: (
        f"{caller._doubled(caller.local)} at {caller.spoken_domain(spelled=True)}"
    ),
    "code words": lambda caller: f"{caller.codes(caller.local)} at {caller.spoken_domain(spelled=True)}",
    "NATO words": lambda caller: f"{caller._nato(caller.local)} at {caller.spoken_domain(spelled=True)}",
}
WAYS = tuple(_SAID)
