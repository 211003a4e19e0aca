"""Mail leaves beside the calls, to a real server on the loopback, and is tried again while that may help."""

import logging
import threading
from email.message import EmailMessage

import pytest
from standins.certificates import self_signed_in
from standins.mail_server import PASSWORD, USER, MailServer

from direct_booking.calendars.post import Post, mail_server
from direct_booking.errors import Misconfigured

FROM = "Booking <booking@example.com>"


def message(subject: str = "Ann", to: str = "ann@example.com") -> EmailMessage:
    """A message."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = FROM, to, subject
    mail.set_content("hello")
    return mail


@pytest.fixture
def server():
    """A mail server that takes mail from anybody."""
    running = MailServer()
    yield running
    running.close()


def post_to(server: MailServer, user: str = "", **details) -> Post:
    """A post whose pauses take no time."""
    settings = mail_server(f"smtp://{user}127.0.0.1:{server.port}", FROM)
    return Post(settings, pause=details.pop("pause", lambda _seconds: None), **details)


def test_messages_arrive_in_order(server):
    """All of them, to whom they are for."""
    post = post_to(server)
    post.send([message(str(number)) for number in range(5)])
    assert post.wait(20)
    assert [mail["Subject"] for mail in server.received] == ["0", "1", "2", "3", "4"]
    assert server.recipients == [["ann@example.com"]] * 5


def test_nobody_waits_for_the_mail_server(server):
    """Sending returns while the first try has not even begun to wait."""
    waiting, go_on = threading.Event(), threading.Event()

    def pause(_seconds: float) -> None:
        waiting.set()
        go_on.wait(20)

    server.refusing = ["451 later"]
    post = post_to(server, pause=pause)
    post.send([message()])
    assert waiting.wait(20)
    assert not post.wait(0)
    post.send([message("second")])
    go_on.set()
    assert post.wait(20)
    assert [mail["Subject"] for mail in server.received] == ["Ann", "second"]


def test_a_refusal_that_may_pass_is_tried_again(server):
    """RFC 5321 4.2.1: 4yz; with the pauses that were told."""
    server.refusing = ["451 later", "450 greylisted"]
    waited = []
    post = post_to(server, pause=waited.append, waits_s=(5.0, 30.0, 120.0))
    post.send([message()])
    assert post.wait(20)
    assert (len(server.received), server.tries, waited) == (1, 3, [5.0, 30.0])


def test_a_refusal_for_good_is_not(server, caplog):
    """5yz: the log says so, without the address."""
    server.refusing = ["550 no such user ann@example.com here"]
    post = post_to(server)
    with caplog.at_level(logging.ERROR):
        post.send([message(), message("second")])
        assert post.wait(20)
    assert [mail["Subject"] for mail in server.received] == ["second"]
    assert server.tries == 2
    assert "not sent" in caplog.text
    assert "ann@" not in caplog.text


def test_a_server_that_never_takes_it_is_given_up(server, caplog):
    """After the last pause; the appointment is no worse for it."""
    server.refusing = ["451 later"] * 9
    post = post_to(server, waits_s=(1.0, 1.0))
    post.send([message()])
    assert post.wait(20)
    assert (server.received, server.tries) == ([], 3)
    assert "not sent" in caplog.text


def test_nobody_there_is_given_up(server, caplog):
    """A mail server that is away costs a line in the log."""
    post = post_to(server, waits_s=())
    server.close()
    post.send([message()])
    assert post.wait(20)
    assert "not sent" in caplog.text


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_who_must_sign_in_does():
    """With the password as it is, whatever its letters; a wrong one is not tried again and again."""
    running = MailServer(logs_in=True)
    post = post_to(running, f"{USER}:{PASSWORD.replace('/', '%2F').replace('@', '%40')}@")
    post.send([message()])
    assert post.wait(20)
    assert len(running.received) == 1
    wrong = post_to(running, f"{USER}:wrong@")
    wrong.send([message()])
    assert wrong.wait(20)
    running.close()
    assert len(running.received) == 1


def test_mail_goes_by_tls_to_a_server_that_proves_who_it_is(tmp_path, monkeypatch, caplog):
    """And to no other: the message, and the password, are told to nobody else."""
    certificate = self_signed_in(tmp_path)
    running = MailServer(certificate=certificate)
    settings = mail_server(f"smtps://localhost:{running.port}", FROM)
    stranger = Post(settings, pause=lambda _seconds: None)
    stranger.send([message("to a stranger")])
    assert stranger.wait(20)
    assert "CertVerification" in caplog.text
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    friend = Post(settings, pause=lambda _seconds: None)
    friend.send([message("to a friend")])
    assert friend.wait(20)
    running.close()
    assert [mail["Subject"] for mail in running.received] == ["to a friend"]


def test_addresses_of_the_whole_world_are_served(server):
    """RFC 6531, where the server knows it."""
    post = post_to(server)
    post.send([message(to="zoë@exämple.example")])
    assert post.wait(20)
    assert server.recipients == [["zoë@exämple.example"]]


def test_closing_sends_what_is_there(server):
    """A program that ends in order waits for no pause."""
    server.refusing = ["451 later"] * 2
    post = Post(mail_server(f"smtp://127.0.0.1:{server.port}", FROM), waits_s=(3600.0, 3600.0))
    post.send([message()])
    post.close()
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("url", "tls", "port"),
    [
        ("smtps://mail.example.com", "wrapped", 465),
        ("smtp://mail.example.com", "started", 587),
        ("smtp://mail.example.com:2525", "started", 2525),
        ("smtp://localhost", "none", 25),
        ("smtp://u:p%40ss@[::1]:2525", "none", 2525),
    ],
)
def test_a_mail_server_is_named_by_its_address(url, tls, port):
    """TLS always, except on this machine."""
    server = mail_server(url, FROM)
    assert (server.tls, server.port) == (tls, port)
    assert "p@ss" not in repr(server)


def test_no_mail_server_is_none():
    """Neither setting, no mail."""
    assert mail_server("", "  ") is None


@pytest.mark.parametrize(
    ("url", "sender", "named"),
    [
        ("mail.example.com", FROM, "SMTP_URL"),
        ("http://mail.example.com", FROM, "SMTP_URL"),
        ("smtp://", FROM, "SMTP_URL"),
        ("smtp://mail.example.com:port", FROM, "SMTP_URL"),
        ("", FROM, "SMTP_URL"),
        ("smtp://mail.example.com", "", "SMTP_FROM"),
        ("smtp://mail.example.com", "nobody", "SMTP_FROM"),
        ("smtp://mail.example.com", "a@b.example\nBcc: x@y.example", "SMTP_FROM"),
    ],
)
def test_settings_that_name_none_are_refused(url, sender, named):
    """One sentence that names the variable, and no password."""
    with pytest.raises(Misconfigured, match=named):
        mail_server(url, sender)
