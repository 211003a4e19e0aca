"""Places and zone names that callers say, and the IANA zone of each.

A state or country with several zones stands for the zone of most of its people. How a place is framed in
a sentence is in ``hearing.places``; the zone of a number is in ``zones``.
"""

from direct_booking.vocabulary.listing import phrases

_BY_ZONE = {
    "America/New_York": """
        connecticut | delaware | florida | georgia | maine | maryland | massachusetts | michigan
        new hampshire | new jersey | new york | new york city | north carolina | ohio | pennsylvania
        rhode island | south carolina | vermont | virginia | west virginia | washington d c
        washington dc | d c | boston | philadelphia | miami | atlanta | charlotte | orlando | tampa
        jacksonville | pittsburgh | baltimore | brooklyn | manhattan | queens | the bronx
        staten island | cleveland | cincinnati | raleigh | durham | richmond | buffalo | rochester
        albany | hartford | providence | newark | jersey city | savannah | charleston | norfolk
        virginia beach | fort lauderdale | west palm beach | burlington | syracuse | kentucky
        louisville | lexington | the east coast | east coast
    """,
    "America/Detroit": "detroit|ann arbor|grand rapids|lansing",
    "America/Indiana/Indianapolis": "indiana|indianapolis|fort wayne",
    "America/Chicago": """
        alabama | arkansas | illinois | iowa | kansas | louisiana | minnesota | mississippi | missouri
        nebraska | north dakota | oklahoma | south dakota | tennessee | texas | wisconsin | chicago
        houston | dallas | austin | san antonio | fort worth | memphis | nashville | new orleans
        milwaukee | minneapolis | saint paul | st paul | st louis | saint louis | kansas city | omaha
        oklahoma city | tulsa | little rock | des moines | birmingham alabama | baton rouge | madison
        wichita | the midwest
    """,
    "America/Denver": """
        colorado | montana | new mexico | utah | wyoming | denver | boulder | colorado springs
        salt lake city | albuquerque | santa fe | el paso | cheyenne | billings | provo
    """,
    "America/Boise": "idaho|boise",
    "America/Phoenix": "arizona|phoenix|tucson|scottsdale|mesa|tempe|flagstaff",
    "America/Los_Angeles": """
        california | nevada | oregon | washington state | washington | los angeles | l a | la
        san francisco | san diego | san jose | sacramento | oakland | fresno | long beach | seattle
        tacoma | spokane | portland | las vegas | reno | silicon valley | the bay area | bay area
        santa monica | hollywood | the west coast | west coast
    """,
    "America/Anchorage": "alaska|anchorage|fairbanks|juneau",
    "Pacific/Honolulu": "hawaii|honolulu|maui",
    "America/Puerto_Rico": "puerto rico|san juan",
    "America/Toronto": "ontario|quebec|toronto|ottawa|montreal|quebec city|hamilton ontario",
    "America/Winnipeg": "manitoba|winnipeg",
    "America/Regina": "saskatchewan|regina|saskatoon",
    "America/Edmonton": "alberta|calgary|edmonton",
    "America/Vancouver": "british columbia|vancouver|victoria british columbia",
    "America/Halifax": "nova scotia|new brunswick|halifax|prince edward island",
    "America/St_Johns": "newfoundland|st john's",
    "America/Mexico_City": "mexico|mexico city|guadalajara|monterrey",
    "America/Tijuana": "tijuana",
    "America/Cancun": "cancun",
    "America/Sao_Paulo": "brazil|sao paulo|rio|rio de janeiro",
    "America/Argentina/Buenos_Aires": "argentina|buenos aires",
    "America/Bogota": "colombia|bogota",
    "America/Lima": "peru",
    "America/Santiago": "chile|santiago",
    "America/Panama": "panama",
    "America/Jamaica": "jamaica|kingston",
    "Europe/London": """
        london | england | scotland | wales | britain | great britain | the uk | the u k
        the united kingdom | northern ireland | manchester | birmingham | glasgow | edinburgh
        liverpool | leeds | bristol | cardiff | belfast | oxford | cambridge
    """,
    "Europe/Dublin": "ireland|dublin|cork|galway",
    "Europe/Paris": "france|paris|lyon|marseille|nice",
    "Europe/Berlin": "germany|berlin|munich|hamburg|frankfurt|cologne|stuttgart",
    "Europe/Madrid": "spain|madrid|barcelona|valencia|seville",
    "Europe/Rome": "italy|rome|milan|naples|florence|turin",
    "Europe/Lisbon": "portugal|lisbon|porto",
    "Europe/Amsterdam": "the netherlands|netherlands|holland|amsterdam|rotterdam|the hague",
    "Europe/Brussels": "belgium|brussels|antwerp",
    "Europe/Zurich": "switzerland|zurich|geneva|basel|bern",
    "Europe/Vienna": "austria|vienna",
    "Europe/Stockholm": "sweden|stockholm|gothenburg",
    "Europe/Oslo": "norway|oslo",
    "Europe/Copenhagen": "denmark|copenhagen",
    "Europe/Helsinki": "finland|helsinki",
    "Europe/Warsaw": "poland|warsaw|krakow",
    "Europe/Prague": "the czech republic|prague",
    "Europe/Budapest": "hungary|budapest",
    "Europe/Athens": "greece|athens",
    "Europe/Bucharest": "romania|bucharest",
    "Europe/Kyiv": "ukraine|kyiv|kiev",
    "Europe/Moscow": "moscow|saint petersburg",
    "Europe/Istanbul": "turkey|istanbul|ankara",
    "Africa/Cairo": "egypt|cairo",
    "Africa/Johannesburg": "south africa|johannesburg|cape town|durban|pretoria",
    "Africa/Lagos": "nigeria|lagos|abuja",
    "Africa/Nairobi": "kenya|nairobi",
    "Africa/Casablanca": "morocco|casablanca",
    "Asia/Jerusalem": "israel|tel aviv|jerusalem",
    "Asia/Dubai": "dubai|abu dhabi|the emirates",
    "Asia/Riyadh": "saudi arabia|riyadh",
    "Asia/Karachi": "pakistan|karachi|lahore|islamabad",
    "Asia/Kolkata": "india|mumbai|bombay|delhi|new delhi|bangalore|bengaluru|chennai|madras|hyderabad|kolkata"
    "|calcutta|pune",
    "Asia/Dhaka": "bangladesh|dhaka",
    "Asia/Bangkok": "thailand|bangkok",
    "Asia/Ho_Chi_Minh": "vietnam|saigon|ho chi minh city",
    "Asia/Jakarta": "jakarta",
    "Asia/Singapore": "singapore",
    "Asia/Kuala_Lumpur": "malaysia|kuala lumpur",
    "Asia/Manila": "the philippines|manila|cebu",
    "Asia/Hong_Kong": "hong kong",
    "Asia/Shanghai": "china|shanghai|beijing|shenzhen",
    "Asia/Taipei": "taiwan|taipei",
    "Asia/Seoul": "korea|south korea|seoul",
    "Asia/Tokyo": "japan|tokyo|osaka|kyoto",
    "Australia/Sydney": "sydney|canberra|new south wales",
    "Australia/Melbourne": "melbourne|victoria australia",
    "Australia/Brisbane": "brisbane|queensland|the gold coast",
    "Australia/Adelaide": "adelaide|south australia",
    "Australia/Perth": "perth|western australia",
    "Pacific/Auckland": "new zealand|auckland|wellington|christchurch",
}  # fmt: skip


PLACES = {name: zone for zone, names in _BY_ZONE.items() for name in phrases(names)}

ZONE_NAMES = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "hawaiian": "Pacific/Honolulu",
    "atlantic": "America/Halifax",
    "arizona": "America/Phoenix",
    "central european": "Europe/Berlin",
    "british": "Europe/London",
    "u k": "Europe/London",
    "uk": "Europe/London",
    "greenwich mean": "Etc/UTC",
}
"""Said with "time" ("eastern standard time"), or right after a clock time ("2 PM Eastern")."""

ABBREVIATIONS = {
    "est": "America/New_York", "edt": "America/New_York", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mst": "America/Denver", "mdt": "America/Denver", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "gmt": "Etc/UTC", "utc": "Etc/UTC", "bst": "Europe/London", "cet": "Europe/Berlin",
}  # fmt: skip
