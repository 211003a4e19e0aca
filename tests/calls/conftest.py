"""A telephone to the stack of ``fixtures_stack``."""

import pytest_asyncio
from telephone_stack import telephone_to


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def telephone(stack):
    """A telephone to the connector, served on the loop of the model."""
    async with telephone_to(stack) as telephone:
        yield telephone
