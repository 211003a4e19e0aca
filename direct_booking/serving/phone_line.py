"""A channel's routes on a port of this machine, inside this process: for the terminal and for tests.

In a running installation Rasa itself serves them.
"""

import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Sanic

from direct_booking.serving import ports

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


@asynccontextmanager
async def phone_line(channel: InputChannel, on_new_message: OnNewMessage) -> AsyncIterator[str]:
    """Serve a channel on the running loop as Rasa does; gives the address of its routes."""
    # Otherwise Sanic rewrites its own code for the first server of a process, and fails on the second.
    Sanic.test_mode = True
    app = Sanic(f"phone-{secrets.token_hex(6)}", configure_logging=False)
    app.blueprint(channel.blueprint(on_new_message), url_prefix=f"/webhooks/{channel.name()}")
    # Sanic takes port 0 for its default: a socket of our own says which one is free.
    listening = socket.create_server((ports.HOST, 0))
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    try:
        port = listening.getsockname()[1]
        yield f"http://{ports.HOST}:{port}/webhooks/{channel.name()}"
    finally:
        server.close()
        await server.wait_closed()
