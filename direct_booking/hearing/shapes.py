"""The shapes of a correction: how callers word "this letter is that", as patterns over one clause.

What each shape means is in ``corrections``; the clauses are cut in ``clauses``.
"""

import re

from direct_booking.vocabulary.numbers import DIGIT_WORDS, TEENS

_NTH = ("first 1st", "second 2nd", "third 3rd", "fourth 4th forth", "fifth 5th", "sixth 6th", "seventh 7th",
        "eighth 8th", "ninth 9th", "tenth 10th", "eleventh 11th", "twelfth 12th", "thirteenth 13th",
        "fourteenth 14th", "fifteenth 15th")  # fmt: skip
ORDINALS = {word: place for place, words in enumerate(_NTH, start=1) for word in words.split()}
ORDINALS |= {"last": -1, "final": -1, "very last": -1, "very first": 1}
NUMBERED = {**{word: value for word, value in DIGIT_WORDS.items() if value}, **TEENS}
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_THING = r"(?:letter|character|one|digit|number|thing|place|position|symbol)"
_IS = (
    r"(?:is wrong,? (?:it's|it is|it should be|that's|should be)|is actually|is supposed to be|is|'s|was|"
    r"should be|"
    r"needs to be|must be|has to be|would be|ought to be)"
)
_ITS = r"(?:but |then )?(?:it's|its|it is|that's|that is|it should be|it was|i said|i mean|is|should be) "
_IT_IS = (
    r"(?:but |then )?(?:(?:it's|its|it is|that's|that is|it should be|it was|i said|i mean|is|should be) )?"
)
_TAKE = r"(?:remove|delete|drop|take (?:out|off|away)|leave (?:out|off)|lose|scrap|get rid of|cut)"
_HAVE = (
    r"(?:(?:there(?:'s| is| are| should be| must be| needs to be)|it(?:'s)? (?:has|got|needs|gets)|it has "
    r"got|"
    r"that has|add|put(?: in)?|insert|with|you (?:forgot|missed|left out|left off|dropped|skipped|lost)|"
    r"(?:you're|you are|it's|it is) missing|missing|has|needs|includes?|include|also|followed by)\s+)"
)
END = (
    r"(?:(?:at|on|to|in|from) the (?P<where>very end|end|back|beginning|start|front|very beginning)|"
    r"(?P<front>in front))"
)
_BACK = (
    r"(?:(?P<back>second|third|fourth|fifth|next)(?:\s+to)?(?:\s+the)?\s+last|"
    r"(?P<far>\w+) from (?:the )?(?:end|last|right|back))"
)
_POSITION = (
    rf"(?:the\s+)?(?:(?:letter|character|digit|number|position) (?:number "
    rf")?(?P<count>{'|'.join(NUMBERED)}|\d+)|"
    rf"{_BACK}(?:\s+{_THING})?|(?P<nth>{_ORDINAL}|middle)(?P<thing>\s+{_THING})?)"
)
_NOT_X = r"(?:,? (?:and |but )?(?:not|instead of|rather than|isn't|wasn't) (?P<old>.+))?"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


PLACE = _pattern(rf"{_POSITION}\s*,?\s*{_IS} (?P<new>.+?){_NOT_X}")
PLACE_CHANGED = _pattern(
    rf"(?:change|replace|make|turn|put) {_POSITION} (?:to|with|into|by|be|as) "
    rf"(?P<new>.+?){_NOT_X}"
)
PLACE_BARE = _pattern(rf"{_POSITION} (?P<new>.+?){_NOT_X}")
PLACE_AFTER = _pattern(rf"(?P<new>.+?) (?:is|for|as|in|goes in|at) {_POSITION}")
BESIDE_IS = _pattern(
    rf"the (?:letter|one|character|digit) (?P<side>after|before) (?P<old>.+?) {_IS} (?P<new>.+)"
)
NO_PLACE = _pattern(rf"(?:{_TAKE}|without|there(?:'s| is) no|no) {_POSITION}")
SWAP = (
    _pattern(r"(?:you )?(?:swap(?:ped)?|switch(?:ed)?|reversed?|mixed up|exchange) (?P<one>.+?) and "
             r"(?P<two>.+)"),
    _pattern(
        r"(?P<one>.+?) and (?P<two>.+?) (?:letters? )?(?:are|got|should be|need to be|were) (?:swapped|"
        r"switched|"
        r"reversed|mixed up|backwards?|the wrong way (?:round|around)|in the wrong order|the other way "
        r"(?:round|around))"
    ),
)  # fmt: skip
ORDER = _pattern(
    r"(?P<one>.+?) (?:comes|goes|should be|should come|should go|belongs) (?P<side>before|after) (?P<two>.+)"
)
CHANGE = (
    _pattern(r"(?:change|replace|swap|switch|turn) (?P<old>.+?) (?:to|with|for|by|into) (?P<new>.+)"),
    _pattern(rf"(?:where )?you (?:have|said|heard|put|wrote|got|read) (?P<old>.+?),? {_ITS}(?P<new>.+)"),
    _pattern(rf"(?:not|isn't|instead of) (?P<old>.+?),? {_ITS}(?P<new>.+)"),
    _pattern(r"(?:not|isn't|instead of) (?P<old>.+?),? (?P<new>.+)"),
    _pattern(
        r"(?:with )?(?P<new>.+?),? (?:and |but )?(?:not|instead of|rather than|isn't|wasn't|in place of) "
        r"(?P<old>.+)"
    ),
)
IS_A = _pattern(rf"(?:the |that )?(?P<old>.+?) {_IS} (?P<new>.+?)(?: instead)?")
AT_END = _pattern(rf"{_HAVE}?(?P<new>.+?) {END}")
ENDS = _pattern(r"(?:it |and )?(?P<verb>end|start|begin)s? (?:in|with|on) (?P<new>.+?)(?:,? not .+)?")
SEVERAL = _pattern(
    r"(?:the )?(?P<which>last|first|final) (?:couple of |two|three|four|five|six|seven|[2-7])? ?"
    rf"(?:digits?|numbers?|letters?|characters?)? ?,?(?:are|should be|were|is|{_ITS.strip()}) (?P<new>.+)"
)
AREA_CODE = _pattern(rf"(?:the |my )?area code (?:{_IS} )?(?P<new>.+)")
MISSED_FIRST = _pattern(
    rf"you (?:missed|forgot|skipped|dropped) the (?P<nth>first|last) letter,? {_IT_IS}(?P<new>.+)"
)
BESIDE = _pattern(
    rf"(?:you missed (?:a letter|one|something),? )?{_HAVE}?(?P<new>.+?) (?P<side>(?:right |directly |"
    rf"just )?after|"
    r"(?:right |directly |just )?before|in between|between|following|in front of) (?P<old>.+?)(?: and "
    r"(?P<next>.+))?"
)
MISSED = (
    _pattern(rf"{_HAVE}(?P<new>.+?)(?: in (?:it|there|that|\w+))?"),
    _pattern(r"(?P<new>.+?) is missing"),
)
TWICE = (
    _pattern(
        rf"{_HAVE}?(?:\w+ with )?(?:two|2|double|a double) (?P<new>.+?)(?: in \w+)?(?:,? not (?:just "
        rf")?(?:one|1))?"
    ),
    _pattern(rf"{_HAVE}?(?:another|one more|a second|an extra second) (?P<new>.+)"),
    _pattern(r"(?P<new>.+?) (?:twice|two times|is doubled|is double|doubled)"),
    _pattern(rf"{_HAVE}?(?:\w+ with )?(?P<three>three|3|triple) (?P<new>.+?)"),
)
ONCE = (
    _pattern(
        r"(?:there's |there is |it has |[a-z]{3,} with |with )?(?:only |just )?(?:one|1|a single|single|"
        r"the one) "
        r"(?P<new>.+?)(?: in \w+)?(?:,? (?:not|instead of) (?:two|2|double).*)?"
    ),
    _pattern(r"(?:not|isn't|no) (?:two|2|double|a double) (?P<new>.+?)(?:,? (?:just|only|it's|its).*)?"),
    _pattern(rf"(?:{_TAKE}|there's no|there is no|there isn't a|no|without the|without a) (?:one|the "
             rf"second|the other|second|"
             r"the extra|one of the) (?P<new>.+)"),
)  # fmt: skip
GONE = (
    _pattern(rf"there(?:'s| is| are| isn't| aren't)? (?:no|not an?|not any|any|an?) (?P<old>.+?)(?: {END})?"),
    _pattern(rf"(?:without|{_TAKE}|not|no|i don't have) (?P<old>.+?)(?: {END})?"),
    _pattern(r"take (?P<old>.+?) off the (?P<where>end|beginning|start|front)"),
    _pattern(rf"take (?P<old>.+?) (?:out|off|away)(?: {END})?"),
    _pattern(r"(?:the |that )?(?P<old>.+?) (?:shouldn't be|should not be|doesn't belong|isn't|is not)(?: "
             r"in)?(?: there| it)"),
    _pattern(r"(?:the |that )?(?P<old>.+?) is (?:wrong|extra|too much|one too many)(?:,? (?:take|remove|"
             r"delete|drop) it(?: out)?)"),
    _pattern(r"there should(?:n't| not) be (?P<old>.+)"),
    _pattern(r"(?:there(?:'s| is)|you (?:added|have|put(?: in)?|got)) an? extra (?P<old>.+)"),
    _pattern(r"you added (?P<old>.+)"),
)  # fmt: skip
DENIES = re.compile(r"\b(?:no|not|isn't|aren't|any)\b")
NOWHERE = re.compile(r"(?: in (?:it|there|that|my (?:email|name))| (?:between|after|before) .+| at all)$")
NO_DIGITS = _pattern(
    rf"(?:there (?:are|is) no|there's no|no|without(?: the)?|{_TAKE}(?: the)?|there (?:aren't|isn't) "
    rf"an?y?) (?:numbers?|digits?)"
    rf"(?: {END})?(?: in it)?"
)
_SIDE = r"(?P<nth>first|last|second|middle|family|given) (?:name|part|word|bit|half|piece)"
RESPELL = (
    _pattern(rf"(?:the |my )?{_SIDE} (?:is |should be |'s )(?:spelled |spelt )?(?P<new>.+)"),
    _pattern(
        rf"(?P<beside>after|before) the (?:dot|dash|underscore|hyphen|plus|period),? {_IT_IS}(?P<new>.+)"
    ),
    _pattern(rf"(?:the (?:part|bit|name) )?before the at(?: sign)?,? {_IT_IS}(?P<whole>.+)"),
    _pattern(r"(?:the |that )?(?:number|digit)s? (?:at the end )?(?:is|are|should be) (?P<number>.+)"),
    _pattern(
        r"(?:(?:the |my )?(?:name )?(?P<name>\w+) )?(?:is |it's |that's )?(?:spelled|spelt|written)(?: as|"
        r" like)? (?P<new>.+)"
    ),
    _pattern(r"(?:the |my )?(?P<name>[a-z]{3,}) is (?P<new>.+)"),
)
DOMAIN = _pattern(
    rf"(?:(?:the )?(?:domain|company|provider|ending|end)(?: name| part)? (?:is|should be)(?: wrong,?)? "
    rf"{_IT_IS}|"
    rf"(?:the (?:part|bit) )?after the at(?: sign)?,? {_IT_IS}|change the domain to |it (?:ends|end) "
    rf"(?:in|with) |"
    r"ends? (?:in|with) |at |not at \S+ )?(?P<new>.+?)"
)
WITH = _pattern(
    r"(?:(?:the )?(?:name is )?(?P<name>[a-z]+),? )?(?P<how>with(?:out)?|with no|has|no) (?:an? |the |the "
    r"letter )?(?P<new>.+)"
)
