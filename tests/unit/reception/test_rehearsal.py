"""How the console speaks to a test call: over Rasa's REST channel, as one marked call."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from offices import NOW

from direct_booking.reception.rehearsal import METADATA, PREFIX, NobodyAnswers, Rehearsing, Reply
from direct_booking.storage.accounts import Assistant

ASSISTANT = Assistant(7, 3, "Receptionist", None, True)


@pytest.fixture
def rasa():
    """A server on this machine that answers as Rasa does; what it was sent."""
    sent = []

    class Rasa(BaseHTTPRequestHandler):
        def do_POST(self):
            sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps([{"text": "Hello."}, {"custom": {"do": "hang_up"}}]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Rasa)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/webhooks/rest/webhook", sent
    server.shutdown()
    server.server_close()


def test_a_call_is_marked_from_its_first_word_to_its_last(rasa):
    """7.4: its id and its metadata say whose copy it works on, at what time."""
    url, sent = rasa
    rehearsing = Rehearsing(url)
    call, reply = rehearsing.start(ASSISTANT, "+12125550123", now=NOW)
    assert reply == Reply(("Hello.",), "hang_up")
    rehearsing.say(call, "tomorrow at two")
    rehearsing.hang_up(call)
    assert [each["message"] for each in sent] == ["/call_start", "tomorrow at two", "/call_ended"]
    assert {each["sender"] for each in sent} == {call.call_id}
    assert call.call_id.startswith(PREFIX)
    copy = {"account": 3, "assistant": 7, "now": NOW.isoformat()}
    assert all(each["metadata"][METADATA] == copy for each in sent)


@pytest.mark.parametrize(("typed", "sent_as"), [("  ", "/caller_silent"), ("/call_ended", "call_ended")])
def test_nothing_typed_is_silence_and_words_are_no_machine_event(rasa, typed, sent_as):
    """Whoever types a slash says a word."""
    url, sent = rasa
    rehearsing = Rehearsing(url)
    call, _reply = rehearsing.start(ASSISTANT, None)
    rehearsing.say(call, typed)
    assert sent[-1]["message"] == sent_as


def test_when_nobody_answers_it_is_said_with_the_remedy():
    """One sentence for the page."""
    with pytest.raises(NobodyAnswers, match="make run"):
        Rehearsing("http://127.0.0.1:9/").start(ASSISTANT, None)
