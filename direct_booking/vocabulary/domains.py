"""Mail domains that callers name without spelling them, and the endings that a domain may have.

Whether a whole address is acceptable is decided in ``hearing.emails``.
"""

from direct_booking.vocabulary.listing import listed

FAMOUS = {
    "gmail": "gmail.com",
    "google mail": "googlemail.com",
    "googlemail": "googlemail.com",
    "yahoo": "yahoo.com",
    "ymail": "ymail.com",
    "rocketmail": "rocketmail.com",
    "hotmail": "hotmail.com",
    "outlook": "outlook.com",
    "live": "live.com",
    "msn": "msn.com",
    "icloud": "icloud.com",
    "me": "me.com",
    "mac": "mac.com",
    "aol": "aol.com",
    "proton": "proton.me",
    "protonmail": "protonmail.com",
    "zoho": "zoho.com",
    "fastmail": "fastmail.com",
    "gmx": "gmx.com",
    "mail": "mail.com",
    "yandex": "yandex.com",
    "comcast": "comcast.net",
    "verizon": "verizon.net",
    "sbcglobal": "sbcglobal.net",
    "bellsouth": "bellsouth.net",
    "earthlink": "earthlink.net",
    "charter": "charter.net",
    "cox": "cox.net",
    "btinternet": "btinternet.com",
    "att": "att.net",
    "rogers": "rogers.com",
    "shaw": "shaw.ca",
    "optusnet": "optusnet.com.au",
    "bigpond": "bigpond.com",
}
"""The name as it is said, and the domain that is meant when nothing follows it."""

SAID_LIKE = {
    **dict.fromkeys(
        listed(
            "gmale gmaile geemail geemale gimail jeemail jeemale jmale jimail gmal gmell gimale gmails "
            "genmail"
        ),
        "gmail",
    ),
    **dict.fromkeys(listed("hotmale hotmell hotmails hotmayo"), "hotmail"),
    **dict.fromkeys(listed("eyecloud icloudy icloude icloth eyeclaude iclaude icrowd"), "icloud"),
    **dict.fromkeys(listed("yawho yahu yahu yahou yeahoo yahhoo yawhoo yahwho yahooo yawhu"), "yahoo"),
    **dict.fromkeys(listed("outlooks outluck outlock outlooke"), "outlook"),
    **dict.fromkeys(listed("whymail waimail"), "ymail"),
    **dict.fromkeys(listed("protonmale"), "protonmail"),
    **dict.fromkeys(listed("atnt atandt at&t"), "att"),
    **dict.fromkeys(listed("comecast concast calmcast"), "comcast"),
    **dict.fromkeys(listed("a0l ayeoel aoel"), "aol"),
}
"""What a recogniser writes for a famous name, joined; only a name right after the at-sign is meant."""

UNMISTAKABLE = listed(
    """
    gmail googlemail yahoo ymail hotmail outlook icloud aol msn protonmail comcast verizon sbcglobal
    bellsouth earthlink btinternet gmx rocketmail fastmail yandex zoho bigpond
    """
)
"""Famous names that need no ending even when nobody asked for an address: "at live" is not one of them."""

FAMOUS_DOMAINS = frozenset(FAMOUS.values()) | listed(
    """
    yahoo.co.uk yahoo.ca yahoo.fr yahoo.de yahoo.in yahoo.co.in yahoo.com.au yahoo.com.br yahoo.es
    yahoo.it hotmail.co.uk hotmail.fr hotmail.de hotmail.ca hotmail.es hotmail.it live.co.uk live.ca
    outlook.fr outlook.de outlook.es gmx.net gmx.de web.de email.com pm.me proton.me sky.com
    talktalk.net ntlworld.com virginmedia.com hey.com duck.com free.fr orange.fr t-online.de
    windstream.net frontier.com juno.com example.com example.org example.net
    """
)

SNAP_TO = listed(
    """
    gmail.com googlemail.com yahoo.com hotmail.com outlook.com icloud.com protonmail.com comcast.net
    verizon.net sbcglobal.net bellsouth.net earthlink.net btinternet.com rocketmail.com fastmail.com
    """
)
"""Domains so common, and so long, that one wrong letter can only be a slip."""

NOT_A_SLIP = listed(
    """
    email.com mail.com ymail.com gmail.co gmail.de outlook.co yahoo.co yahoo.cn hotmail.co mmail.com
    """
)
"""Domains one letter away from one of those that really exist and stay what they are."""

COUNTRIES = listed(
    """
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw
    by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et
    eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie
    il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv
    ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr
    nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl
    sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va
    vc ve vg vi vn vu wf ws ye yt za zm zw
    """
)
ENDINGS = COUNTRIES | listed(
    """
    com org net edu gov mil int info biz name pro mobi asia jobs travel app dev cloud online site shop
    store tech email agency studio design digital media group company solutions services consulting
    health clinic dental legal law coach care live life world today global space website blog xyz club
    team works zone london nyc berlin paris house school academy church foundation finance capital
    energy art photo photography salon spa fitness yoga restaurant cafe pub bar farm garden homes realty
    news social work land law vip one ltd inc llc bank tax games fun fit run
    """
)
"""Endings that are understood as words."""

MISHEARD_ENDINGS = {"orc": "org", "orgs": "org", "orb": "org", "organ": "org", "kom": "com", "comb": "com",
                    "coms": "com",
                    "khan": "com", "palm": "com", "neck": "net", "nets": "net", "nut": "net",
                    "word": "org", "calm": "com", "comm": "com", "come": "com", "con": "com", "cam": "com",
                    "corn": "com",
                    "ork": "org", "awg": "org", "nit": "net", "knit": "net", "edyou": "edu"}  # fmt: skip
"""What a recogniser writes for an ending, right after "dot"."""

FAMILIAR_LABELS = frozenset(FAMOUS) | listed(
    """
    example mail email hey duck sky orange free web amazon apple google microsoft facebook meta netflix
    oracle nvidia intel adobe tesla ford boeing walmart target costco starbucks nike disney fedex
    harvard stanford yale princeton columbia cornell berkeley oxford cambridge company office business
    school college university bank church city country house home garden green blue red black white gold
    silver sun moon star river lake mountain ocean forest tree flower rose north south east west central
    first best smart bright happy good great new old big little doctor dental dentist clinic health
    medical care law legal tax money finance capital market marketing media music art design studio
    photo film game sport fitness food kitchen coffee bread wine water fire travel hotel flight auto car
    bike truck ship build builder roof plumbing electric energy power light computer software cloud data
    digital network phone internet online world global group partners solutions services systems family
    friends love life people
    """
)
"""The label before the ending that a listener writes down right without hearing it spelled:
famous mail services, well-known companies, plain English words. Everything else is spelled (SPEC 4.4)."""

SPELLED_BRANDS = frozenset(["aol", "msn", "gmx", "att"])
"""Famous names that are said letter by letter anyway."""
