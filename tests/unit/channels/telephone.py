"""What the tests of the telephone share: a dialogue that says what it is told to, and a server."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from rasa.core.channels.channel import InputChannel, UserMessage

from direct_booking.serving.phone_line import phone_line

ROOT = Path(__file__).parents[3]
TOKEN = "a token of the tests"
FILES = {"domain": str(ROOT / "domain.yml"), "phone": str(ROOT / "phone.yml")}

# What is said, and the name of the response that says it; None is silence.
Reply = Callable[[UserMessage], object]


class Rasa:
    """In Rasa's place: answers each message with what ``reply`` gives, and keeps what it was told.

    Attributes:
        told: call id and text of every message, in order.
        reply: given a message; returns one as Rasa sends it, several, or None. May be a coroutine.
    """

    def __init__(self, reply: Reply | None = None) -> None:
        self.told: list[tuple[str, str]] = []
        self.metadata: list[dict] = []
        self.reply = reply or greet

    async def on_new_message(self, message: UserMessage) -> None:
        """What Rasa gives to a channel."""
        self.told.append((message.sender_id, message.text))
        self.metadata.append(message.metadata)
        said = self.reply(message)
        if asyncio.iscoroutine(said):
            said = await said
        for each in said if isinstance(said, list) else [said]:
            if each is not None:
                await message.output_channel.send_response(message.sender_id, each)


def greet(message: UserMessage) -> dict:
    """Say something to everything."""
    return {"text": f"You said {message.text.lstrip('/')}.", "utter_action": "utter_how_can_i_help"}


@contextmanager
def serving(channel: InputChannel, rasa: Rasa) -> Iterator[str]:
    """The channel's routes on the loopback, served from a thread of their own; gives their address."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    address: Future[str] = Future()

    async def run() -> None:
        async with phone_line(channel, rasa.on_new_message) as url:
            address.set_result(url)
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    try:
        yield address.result(30)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
