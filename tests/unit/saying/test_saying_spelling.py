"""Addresses and numbers read back, and the law that what is said is heard."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.hearing import emails, phones
from direct_booking.saying.numbers import say_number
from direct_booking.saying.spelling import say_email, spell
from direct_booking.vocabulary import domains
from direct_booking.vocabulary.letters import SIGNS

ATOM = st.text("abcdefghijklmnopqrstuvwxyz0123456789" + "".join(set(SIGNS) - {"."}), min_size=1, max_size=8)
LOCAL = st.one_of(
    st.lists(ATOM, min_size=1, max_size=3).map(".".join),
    st.sampled_from(
        [
            "john",
            "two",
            "mike.november",
            "o0o",
            "1o2",
            "and",
            "see.you",
            "dot.dash",
            "at",
            "all.one.word",
            "no",
        ]
        + [
            "m.as.in.mary",
            "double.l",
            "twenty22",
            "ann.lee",
            "letter",
            "capital.a",
            "me",
            "thursday",
            "oscar",
        ]
        + ["the.letter.o", "plus", "hundred"]
    ),
)
LABEL = st.from_regex(r"[a-z0-9]([a-z0-9]|-(?!-)){0,6}[a-z0-9]|[a-z]", fullmatch=True)
ENDING = st.sampled_from(sorted(domains.ENDINGS))
DOMAIN = st.one_of(
    st.sampled_from(sorted(domains.FAMOUS_DOMAINS)),
    st.builds("{}.{}".format, LABEL, ENDING),
    st.builds("{}.{}.{}".format, LABEL, LABEL, ENDING),
    st.builds("{}.co.uk".format, LABEL),
)
ADDRESS = st.builds("{}@{}".format, LOCAL, DOMAIN).filter(
    lambda address: (
        emails.tidy(address) == address and emails.snap(address.split("@")[1]) == address.split("@")[1]
    )
)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("john@example.com", "J, O, H, N at example dot com"),
        ("ann.lee@gmail.com", "A, N, N, dot, L, E, E at gmail dot com"),
        ("bill_2@xqrt.com", "B, I, L, L, underscore, two at X, Q, R, T dot com"),
        ("a@acme.co.uk", "A at A, C, M, E dot co dot UK"),
        ("o0@aol.com", "the letter O, zero at AOL dot com"),
    ],
)
def test_an_address_is_read_back_letter_by_letter(address: str, said: str) -> None:
    """The part before the at-sign is always spelled; a domain only when it is unfamiliar (SPEC 4.4)."""
    assert spell(address) == said


def test_code_words_come_after_a_refusal() -> None:
    """The second time every letter has its code word."""
    said = spell("jo-2@gmail.com", code_words=True)
    assert said == "J as in Juliett, O as in Oscar, dash, two at gmail dot com"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("john@example.com", "john at example dot com"),
        ("ann.lee@gmail.com", "ann dot lee at gmail dot com"),
        ("jsmith@outlook.com", "jsmith at outlook dot com"),
        ("xq@gmail.com", "X, Q at gmail dot com"),
    ],
)
def test_an_address_is_said_as_people_say_it(address: str, said: str) -> None:
    """Words stay words; what no listener could write down is spelled."""
    assert say_email(address) == said


@given(ADDRESS)
def test_what_is_spelled_is_heard(address: str) -> None:
    """Hearing is the inverse of spelling, with and without code words, for every legal address."""
    for coded in (False, True):
        said = spell(address, code_words=coded)
        heard = emails.hear(said, asked=True)
        assert heard is not None, said
        assert heard.address == address, said
        assert heard.doubtful == (), said


@given(ADDRESS)
def test_what_is_said_is_heard(address: str) -> None:
    """Hearing is the inverse of the natural reading as well."""
    heard = emails.hear(say_email(address), asked=True)
    assert heard is not None, say_email(address)
    assert heard.address == address, say_email(address)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+12125550123", "2 1 2, 5 5 5, 0 1 2 3"),
        ("+442071838750", "plus 4 4, 2 0, 7 1 8 3, 8 7 5 0"),
        ("+33612345678", "plus 3 3, 6, 1 2, 3 4, 5 6, 7 8"),
    ],
)
def test_a_number_is_read_back_in_the_groups_of_its_country(number: str, said: str) -> None:
    """Digits one by one, grouped as people there write them; the country only when it is another."""
    assert say_number(number) == said


def test_a_number_at_home_needs_no_country_code() -> None:
    """Seen from its own country, a number is said as it is dialled there."""
    assert say_number("+442071838750", region="GB") == "0 2 0, 7 1 8 3, 8 7 5 0"


def test_what_is_no_number_is_said_digit_by_digit() -> None:
    """A short code does not raise."""
    assert say_number("12345") == "1 2 3, 4 5"


AREAS = [212, 303, 312, 415, 602, 206, 404, 617, 800, 888]
EXAMPLES = [
    phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    if (example := phonenumbers.example_number(region)) is not None
]


@given(
    st.one_of(
        st.builds("+1{}555{:04d}".format, st.sampled_from(AREAS), st.integers(0, 9999)),
        st.sampled_from(EXAMPLES),
    )
)
def test_the_number_that_is_said_is_heard(number: str) -> None:
    """Hearing is the inverse of saying, for numbers of every country."""
    heard = phones.hear(say_number(number))
    assert heard is not None, say_number(number)
    assert heard.number == number, say_number(number)
