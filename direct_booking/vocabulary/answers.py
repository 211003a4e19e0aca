"""What callers say for yes and for no, and what only sounds like it.

How an answer is found in a turn, and what changes it, is in ``hearing.choices``.
"""

from direct_booking.vocabulary.listing import phrases

YES = phrases(
    """
    yes | yeah | yep | yup | yea | ya | yah | aye | uh huh | mm hmm | mhm | mmhm | mm hm | uh hum | sure
    sure thing | sure does | for sure | certainly | definitely | absolutely | of course | indeed
    affirmative | correct | exactly | precisely | you bet | totally | by all means | why not | please do
    go ahead | sign me up | let us do that | i'll take that one | we'll take it | i'd like that
    i'd love to | i would love to | i'd love that | you got it | you got it right | you got that right
    that's it exactly | we can do that | i can do that | i could do that | that works | that'll work
    that will work | that would work | that could work | that should work | that does
    that works for me | works for me | it works | it'll work | that one works | this works
    either works | that sounds good | that sounds great | that sounds fine | that sounds right
    that sounds perfect | sounds good | sounds great | sounds fine | sounds perfect | sounds right
    sounds lovely | that's right | that is right | that's correct | that is correct | that's it
    that's good | that's great | that's fine | that is fine | that's perfect | that is perfect
    that's okay | that's ok | that's all right | that's alright | that's ideal | that's wonderful
    that's excellent | that'd be great | that would be great | that'd be good | that would be good
    that'd be fine | that would be fine | that would be lovely | that would be perfect
    that'd be perfect | that would be nice | that'd be nice | that'll be fine | that'll do
    that will do | that's the one | that one is good | that one please | it's right | it's correct
    it is correct | it's fine | it's perfect | it's good | all good | all right | alright | okay | ok
    okey dokey | fine | fine by me | fine with me | good for me | great | perfect | perfect for me
    lovely | wonderful | excellent | awesome | fantastic | cool | brilliant | yes please | yes ma'am
    yes sir | yes it is | yes that's right | i think so | i guess so | i suppose so | i believe so
    i reckon | i think that works | i'm okay with that | i'm fine with that | i'm good with that
    no objection | no objections | confirmed | i confirm | i agree | agreed | okay by me | ok with me
    okay with me | happy with that | i'm happy with that | oui | very good | very well | good enough
    roger | got it | you've got it | bingo | spot on | yes indeed | that'll be great | that will be fine
    sounds like a plan | that sounds like a plan | that's a plan | it's a plan | works like a charm
    that is all correct | that's all correct | that's all right then | that's all true
    that is all true | that's all good | that is all right | that is exactly what i want
    exactly what i want | i accept | that is the one | that's confirmed | that is confirmed
    that's a definite yes | definite yes | a definite yes | that's a yes
    """
)
NO = phrases(
    """
    no | nope | nah | naw | nay | no thanks | no thank you | not really | not quite | not exactly
    not at all | not right | not correct | not that | not that one | not this one | not that time
    not today thanks | not for me | not good | not now | absolutely not | definitely not | certainly not
    of course not | please don't | don't | do not | don't do that | don't book it | do not book it
    i don't | i do not | i don't think so | i do not think so | i wouldn't | i would not
    i'd rather not | i would rather not | i prefer not | i'd prefer not to | i won't | i can't
    i cannot | i can not | i can't do that | i can't make it | i can't make that | can't do that
    i don't want that | i don't want to | i don't want it | i don't want one | i don't need one
    i don't need that | i don't need it | i don't have one | i don't have an email | we can't
    it doesn't | it does not | it isn't | it is not | it's not | it's wrong | it's incorrect
    it's not right | it's not correct | that's wrong | that is wrong | that's incorrect
    that is incorrect | that's not right | that is not right | that's not correct | that is not correct
    that isn't right | that isn't correct | that's not it | that is not it | that's not that
    that isn't it | that's not mine | that's not my email | that's not my number
    that's not what i said | that's not good | that's no good | that's not quite right
    that doesn't work | that does not work | that won't work | that will not work | that wouldn't work
    doesn't work | does not work | won't work | doesn't work for me | that doesn't work for me
    it doesn't work | that doesn't suit me | that's a no | you didn't | you did not | you got it wrong
    you got that wrong | wrong | incorrect | negative | neither | neither one | neither works
    neither one works | neither of them | neither of those | neither of them work
    neither of those work | neither of them works | neither of those works | none | none of those
    none of them | none of these | none of those work | none of them work | none of those works
    none of them works | uh uh | nuh uh | no way | no sir | no ma'am | no good | no i don't
    no it isn't | i'm afraid not | i think not | i guess not | i suppose not | i hope not | probably not
    maybe not | rather not | not interested | no no | you are wrong | you're wrong | that's false
    that is false | it's false | not yet | not just yet | not for now | not right now | not at this time
    not at the moment | not this time | that's a definite no | a definite no
    keep it | keep the | keep my | keep things | keep as is | i'll keep it | i'll keep the | i'll keep my
    i'd like to keep it | i'd like to keep the | i'd like to keep my | i'd rather keep it
    i'd rather keep the | i'd rather keep my | i want to keep it | i want to keep the | i want to keep my
    let's keep it | let's keep the | let's keep my | we'll keep it | leave it | leave that | leave it be
    leave it alone | leave it there | skip it | skip that | skip this | skip that one | let's skip it
    let's skip that | we can skip that | pass | i'll pass | i will pass | i'll pass on that | not necessary
    not needed | that's not necessary | that is not necessary | that isn't necessary | it's not necessary
    that's not needed | that won't be necessary | that will not be necessary | that's unnecessary | no need
    no need for that | there's no need | there is no need | don't bother | don't worry about it
    don't worry about that
    leave it as it is | leave it as is | leave it like that | leave things | let's leave it
    let's leave that | i'll leave it | let it be
    """
)
YES_ALONE = phrases(
    """
    please | i am | it is | it was | it does | i do | you are | you did | you have | i will | i can
    i would | i'd like to | i would like that | i guess | i suppose | true | book it | book that
    book me | book me in | do it | do that | let's do it | let's do that | let's book it
    let's go with that | i'll take it | confirm | good | super | k | si | right | i'll take that
    i will take it | works
    """
)
"""Yes only when nothing else follows: "it is", but not "it is in Denver"."""
CLOSING = phrases(
    """
    that's all | that is all | that'll be all | that will be all | that's everything
    that is everything | nothing else | nothing more | nothing | nothing thanks | all set | i'm all set
    i'm good | i'm good thanks | i'm okay thanks | i'm fine thanks | never
    """
)
"""No to "anything else?"; after a yes they only end the turn."""
NEITHER = phrases(
    """
    no problem | no problem at all | no worries | no idea | no clue | no preference | no preferences
    no matter | no rush | no hurry | no one | no doubt | no kidding | no later | no earlier | no sooner
    no more than | no less than | no particular | no specific | no time | no offense | not sure
    not certain | i don't know | i do not know | i don't care | i don't mind | i don't remember
    i don't understand | i don't have a preference | i don't follow | i don't get it | don't know
    don't mind | don't care | don't worry | i can't hear you | i can't remember | i can't hear
    i don't hear | i know | right now | right after | right before | right away | right in
    right around | good morning | good afternoon | good evening | good day | good question | good bye
    great question | fine print | please hold | please wait | please repeat | please say | please call
    please tell | please speak | please help | please stop | please transfer | please send
    please change | please cancel | please move | please make | please use | please spell | please give
    please connect | please let | please put | cool off | of course you | i am calling | i am in
    i am looking | i am trying | i am not | i would like | i would like to | i would prefer
    i'd like to | i'd like a | i'd like an | i'd like the | i can hear | i will call | i do have
    i do need | i do not have | i can come | i will be | i can only | i can do | it is for | it is the
    it is a | it was | you are a | you have | i guess i | i suppose i | i do want | true story
    do it again | do that again | okay so | okay wait | okay hold | okay what | okay how | okay can
    okay could | okay i'd | okay i | okay let me | ok so | ok wait | ok what | ok how | ok can
    ok could | ok i | ok let me | alright so | alright what | all right so | alright let me
    all right let me | right so | sure what | never mind | nothing before | nothing after | nothing on
    nothing in | none before | none after | fine what | good so | i can't until | not before | not after
    not until | not earlier | not later | not on | not in | got it wrong | super early | super late
    wrong number | no longer | no sound | no signal | no such | nothing works | don't you | do it on
    book it for | book me for | book me in for | book it on | do that on | i don't want to give
    i can't wait | can't wait
    """
)
"""What begins like an answer and is none: it is tried first when it is as long."""
LEAD_INS = phrases(
    """
    i think | i believe | i mean | i guess | well | oh | um | uh | uhm | er | hmm | hm | mm | ah | so
    and | but | then | honestly | actually | let me see | let's see | let me think | you know | like
    just | hi | hello | hey | wow | gosh | gee | say | look | okay so | now | yeah um | one second
    thank you | thanks | sorry | excuse me | oh my | wait | wait a minute | on second thought | hold on
    darn | oops
    """
)
"""What is said before an answer."""
POLITE = phrases(
    """
    please | thank you | thanks | thank you very much | thank you so much | thanks a lot
    thanks so much | very much | a lot | so much | sir | ma'am | miss | then | um | uh | well | oh
    that's | much appreciated | appreciate it | i appreciate it | i appreciate that | dear | hun | honey
    mate | man | buddy | there | just | so | hmm | actually | really | to me | with me | for me | by me
    it | that | this | now | and | you | i | do | is | it's | for you | cheers | exactly
    """
)
"""What is said around an answer and changes nothing."""
MISHEARD = {
    "four me": "for me", "4 me": "for me", "two me": "to me", "too me": "to me", "2 me": "to me",
    "buy me": "by me", "bye me": "by me",
}  # fmt: skip
"""What recognisers write for the end of an answer: "works four me", "fine buy me"."""
