"""Words that sound like a time but are none: "just a second", "two people", "see you tomorrow".

What is said about an offer is in ``rules_offers.py``, what stands around a time in ``fillers.py``.
"""

from direct_booking.hearing.times.grammar import Rule
from direct_booking.hearing.times.pieces import Mark, joined
from direct_booking.hearing.times.rules_numbers import constant, same

_PEOPLE = (
    "(people | persons | person | guests | guest | adults | kids | children | of us | friends | rooms"
    " | tables | nights"
    " | seats | tickets | diners | patients | dogs | cats | cars | bedrooms | stars | dollars | euros"
    " | pounds | bucks"
    " | percent | times | years | year | items | miles | star | letters | digits | questions | things"
    " | members)"
)

_BORN = "(born | (my | his | her | whose) (birthday | birthdate) | date of birth | d o b)"
_KEPT = "(it | that | that one | things | the | my | our | my appointment | the appointment | my booking)"
_SEEING = "(see | talk to | speak to | speak with | talk with | meet)"
_PAST = (
    "(called | phoned | rang | spoke | talked | emailed | wrote | texted | came | came in | was in"
    " | was there | visited | left a message | tried | tried calling | tried to call)"
)

_NOT_TIMES = (
    # What stays as it is.
    f"(keep | leave) {_KEPT} (as it is | as is)? (on | at | for | in)? WHEN"
    " (one | appointment | booking | meeting | slot | time)?",
    # Small talk and goodbyes.
    "(the | your | our | nice | bad | good)? weather (is | was | like | been | be | going to be | looking)?"
    " (like)? (for | on | over there | there | out there)? BIT?",
    "what (day | date | time | month | year) (is | was) (it | this | that) BIT?",
    "what (day | date) is (today | tomorrow)",
    "what (day | date) is (this | the)? (WEEKDAY_SAID | DATE)",
    "what's (the date | the day | the time | today's date) (today | now | right now)?",
    "(is | isn't) it (a | still | already)? (WEEKDAY_SAID | DATE | WEEK) (today | now | already)",
    "(it's | it is) (a | still | already | only)? (WEEKDAY_SAID | DATE) (today | already)",
    "is DATE (a | on a)? WEEKDAY_SAID",
    "(is | isn't) today (a | the | still)? (WEEKDAY_SAID | DATE)",
    "(today is | today's) (a | the | still | only | already)? (WEEKDAY_SAID | DATE)",
    "how (are | is | was | were) (you | things | everything | it | you all | you guys | you folks)"
    " (doing | feeling | going | keeping)? (on)? BIT?",
    "how (is | was) your BIT (going)?",
    "how's your BIT (going)?",
    "(happy | merry) (HOLIDAY_NAME | WEEKDAY)",
    "(it's | it is | such | what | what's)? (a | an)?"
    " (beautiful | lovely | nice | gorgeous | hot | cold | rainy) day (today | out | outside | out there)?",
    "(have | enjoy) (a | the | your) (very | really)? (good | nice | great | lovely | wonderful | happy)?"
    " (rest of (your | the))?"
    " (day | evening | week | weekend | HOLIDAY_NAME | WEEKDAY | holiday) (too)?",
    f"{_SEEING} (you | ya) (all)? (again)? (then)? (on | at | in)? WHEN",
    "(speaking | talking) (with | to) (today | tonight)",
    "(thanks | thank you) for (calling | your time | everything) today",
    f"(i | we | he | she | they | someone | somebody) (already | just)? {_PAST} (you | to you | with you"
    " | with someone | to someone | here | back | in | about (it | this | that))? (earlier)? (on | at)? WHEN",
    "(just | wait | hold on | hang on | give me | for)? (just)? (a | one | half a) (second | sec |"
    " minute | moment | min)"
    " (please)?",
    "may (i | we | be | have | not | you | it | as well | need | want | or)",
    "(good | happy) (morning | afternoon | evening | day | night)",
    "(have | enjoy) (a | the | your) (very)? (good | nice | great | lovely | wonderful)? (day | night"
    " | evening"
    " | afternoon | morning | weekend | one)",
    f"(a)? (table | party | group | reservation | room | booking | family | seat) (for | of) N {_PEOPLE}",
    "since (last | this)? WHEN",
    "(for | in | over | during)? (the | these)? (last | past) DAYS",
    "for DAYS (now | already | straight)",
    "(it's | it is | it's already | it's about | i know it's) (TIME | NUMBER) (now | right now | already"
    " | here)",
    "(i | we) (was | were) (going | planning | supposed | hoping) to (see | go | come | visit | do)"
    " (it | there | in | you)? (on | at)? WHEN but",
    "(i | we) would have (liked | loved) to (go | come) (on | at | in)? WHEN",
    "in N",
    # How long one is open, and what one is told to press, is no wish.
    "what time are you (closing | opening | there) (on | at)? WHEN?",
    "(what time | when) (do you (open | close) | are you (closing | opening)) (on | at)? WHEN?",
    "do you (open | close) (at | on)? WHEN",
    "do you (open | close) at N",
    "my (first | second | last | next) (appointment | visit | time | call)",
    "(see | talk to | speak to | catch) (you | ya) (soon | then | later)",
    "(press | dial | hit | line | lane | room | floor | gate | bay | door | table) N",
    "(i'm | he's | she's | he is | she is | i am | my son is | my daughter is | turned | turning | aged"
    " | age)"
    " N (and a half | years old | months old | now)?",
    "year YEAR",
    # Letters by their words: "n as in november".
    "WORD? as in (MONTH | WEEKDAY)",
    f"{_BORN} (is)? (on)? (the)? WHEN (INT | YEAR | NUMBER)?",
    f"{_BORN} (is)? (on)? (the)? WHEN nineteen (TENS | TEEN) UNIT?",
    # What was is no wish.
    "(i | we) (was | were) (there | here | in | in there) (just | back)? (on | in)? WHEN",
    "(i | we) (saw | met | visited) (you | him | her | them | the doctor) (just | back)? (on | in)? WHEN",
    "(i | we) (had | missed | forgot | cancelled) (an | my | our | the) (appointment | meeting | slot |"
    " booking)"
    " (on | at | for)? WHEN",
    "my (last | previous) (appointment | visit | checkup | one) was (on | in | at)? WHEN",
    f"(for)? (only | just)? N (or N)? (more | other | of (my | the))? {_PEOPLE}",
    f"between N (and | to | or) N {_PEOPLE}",
    "for N (nights | days | weeks | months | hours | minutes)",
    "MINUTES",
    "MINUTES (meeting | appointment | slot | call | session | long)",
    "N (minute | hour) (meeting | appointment | slot | call | session)",
    "(a | per | every | each | once a | twice a) (week | month)",
    "one (of | more | thing | question | by | time | way | on | to one | another | account)",
    "one more time",
    "from one (thing | place | person | account)? to (another | the other)",
    "(this | that | which | no | any | every | each | right | other | same | good | new | the) one",
    "(first | second | third) (time | name | letter | character | part | thought | floor | line | word"
    " | names"
    " | letters | opinion | half | place | person | of all)",
    "(on)? second thought",
    "the (first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | last)"
    " (letter | character"
    " | name | part | word | digit | number | floor | person | time | bit)",
    "(last | next | first) (time | name)",
    "the last (one)? (time)? i",
    "(24 | twenty four) (7 | seven)",
    "(N | ORDINAL) (street | avenue | road | boulevard | lane | drive | st | ave)",
    "at? (N | HHMM | figures) WORD WORD? (street | avenue | road | boulevard | lane | drive | way |"
    " court | place)",
    "at? (HHMM | figures) (street | avenue | road | boulevard | lane | drive)",
    "(extension | apartment | suite | unit | flat | zip code | area code) N",
    "(to | for) be",
    "in (the)? (meantime | the first place)",
    "march (in | to the | over | on)",
    "in a (minute | second | moment | sec | bit | while)",
    "for (now | once)",
    "sunday (school | best)",
    "(that's | thats | that is | that will be | that was | that'll be | this is) (all | it | everything)"
    " (i need | i needed | we need)? (for | from you)? today",
    "(all | everything) (i need | i needed | we need)? for today",
    "(help | helping | assist | assisting) (me | us)? (out)? today",
    "how (is | was | are) (your day | you today | you doing today)",
    "(maybe | perhaps | call | call back | talk | talk to you | see you | speak) later",
    "(i | we | you) (said | found | mentioned | called | asked | talked about | spoke) earlier",
    "the past N",
    "(on)? second (hand | rate)",
    "may (i)? (ask | know | speak)",
    "(INT | UNIT) (INT | UNIT) (INT | UNIT) (INT | UNIT) (INT | UNIT)",
)

# "A table for seven" is no time, but "a table for seven in the evening" is.
_PERHAPS_TIMES = ("(a)? (table | party | group | reservation | room | booking | family | seat) (for | of) N",)

# "See you tomorrow" is a goodbye, but "can I see you tomorrow" and "I'd like to see you tomorrow" are wishes.
_TO_SEE = (
    f"(to | and | come | can i | could i | may i | can we | could we) (come)? {_SEEING} (you | ya) (on | at)?"
)
SEEINGS = (
    Rule("WHEN", f"{_TO_SEE} BIT", same),
    Rule("WHEN", f"{_TO_SEE} BIT LINK? BIT", lambda a, _, b: joined(a, b)),
)

ASIDES = (
    *(Rule("ASIDE", words, constant(Mark.ASIDE)) for words in _NOT_TIMES),
    *(Rule("ASIDE", words, constant(Mark.PERHAPS_ASIDE)) for words in _PERHAPS_TIMES),
)
