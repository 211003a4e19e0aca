"""The simulator refuses what the telephone company would refuse."""

import pytest

from direct_booking.simulator.documents import Dial, Gather, Hangup, Redirect, Say, read
from direct_booking.simulator.errors import BadDocument


def _read(inside: str):
    return read(f"<Response>{inside}</Response>".encode())


def test_a_whole_document_is_read_in_order():
    """Each verb with what matters of it."""
    gather, redirect = _read(
        '<Gather input="dtmf speech" action="/turn?n=1" actionOnEmptyResult="true" speechTimeout="auto"'
        ' speechModel="phone_call" numDigits="1" hints="yes, no"><Say>Shall I?</Say><Pause/></Gather>'
        '<Redirect method="POST">/turn?n=1</Redirect>'
    )
    assert gather == Gather(("Shall I?",), "/turn?n=1", True, 1, True, ("yes", "no"))
    assert redirect == Redirect("/turn?n=1")
    assert _read("<Say>Bye.</Say><Hangup/>") == (Say("Bye."), Hangup())
    assert _read('<Dial action="/back"><Number>+12125550111</Number></Dial>') == (
        Dial("+12125550111", "/back"),
    )


GATHER = '<Gather input="dtmf" speechTimeout="2" action="/t">{}</Gather><Redirect>/t</Redirect>'


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("", "no way on"),
        ("<Say>Hello.</Say>", "no way on"),
        ('<Gather input="dtmf" speechTimeout="2" action="/t"/>', "no way on"),
        ("<Play>/music</Play><Hangup/>", "no verb <Play>"),
        ("<say>hello</say><Hangup/>", "no verb <say>"),
        ('<Say tempo="fast">Hello.</Say><Hangup/>', "no tempo"),
        ("<Say></Say><Hangup/>", "says nothing"),
        ("<Say>  </Say><Hangup/>", "says nothing"),
        (f"<Say>{'a' * 4097}</Say><Hangup/>", "4,096"),
        ("<Hangup/><Say>Hello.</Say><Hangup/>", "Nothing after"),
        ("<Redirect>/a</Redirect><Redirect>/b</Redirect>", "Nothing after"),
        ("<Redirect></Redirect>", "address"),
        ('<Redirect method="GET">/t</Redirect>', "method of <Redirect>"),
        ("<Dial action='/t'><Number>555</Number></Dial>", "no telephone number"),
        ("<Dial><Number>+12125550111</Number></Dial>", "address"),
        ('<Gather action="/t" input="voice"/><Redirect>/t</Redirect>', "input"),
        ('<Gather input="speech" action="/t" speechTimeout="auto"/><Redirect>/t</Redirect>', "speechTimeout"),
        (
            '<Gather input="dtmf" action="/t" numDigits="one" speechTimeout="2"/><Redirect>/t</Redirect>',
            "numDigits",
        ),
        (GATHER.format("<Redirect>/t</Redirect>"), "cannot stand in"),
        ("<Number>+12125550111</Number><Hangup/>", "cannot stand in <Response>"),
        ("Hello.<Hangup/>", "words that nobody says"),
        ("<Say>Hello.</Say> and <Hangup/>", "words that nobody says"),
        ("<Hangup>now</Hangup>", "words that nobody says"),
        (GATHER.format("Hello."), "words that nobody says"),
        ("<Say>Hello <break/>there.</Say><Hangup/>", "no verb <break>"),
        ("<Gather><Gather/></Gather><Hangup/>", "cannot stand in <Gather>"),
        ('<Say voice="loud">Hello.</Say><Hangup/>', "voice of <Say>"),
        ('<Say language="English">Hello.</Say><Hangup/>', "language of <Say>"),
        ('<Pause length="0"/><Hangup/>', "length of <Pause>"),
        ('<Gather timeout="0" action="/t"/><Redirect>/t</Redirect>', "timeout of <Gather>"),
        ('<Gather actionOnEmptyResult="yes" action="/t"/><Redirect>/t</Redirect>', "actionOnEmptyResult"),
        ('<Gather speechModel="best" action="/t"/><Redirect>/t</Redirect>', "speechModel"),
        ('<Gather finishOnKey="A" action="/t"/><Redirect>/t</Redirect>', "finishOnKey"),
        ("<Redirect>javascript:alert(1)</Redirect>", "no address"),
        ("<Redirect>/turn ?n=1</Redirect>", "no address"),
        (
            '<Dial action="/t"><Number>+12125550111</Number><Number>+12125550112</Number></Dial>',
            "one number",
        ),
        ('<Dial action="/t" callerId="me">+12125550111</Dial>', "callerId"),
        (
            '<Gather input="dtmf" speechTimeout="2" action="/t" hints="'
            + "a" * 101
            + '"/><Redirect>/t</Redirect>',
            "hints",
        ),
    ],
)
def test_what_the_company_would_not_play_is_refused(inside, says):
    """A caller would hear an application error, or nothing."""
    with pytest.raises(BadDocument, match=says):
        _read(inside)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<Response>",
        b"<Reply><Hangup/></Reply>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><Response><Say>&a;</Say><Hangup/></Response>',
        b"<Response><Say>" + b"a" * 70_000 + b"</Say><Hangup/></Response>",
    ],
)
def test_what_is_no_document_is_refused(content):
    """Also one that would make the reader expand entities."""
    with pytest.raises(BadDocument):
        read(content)
