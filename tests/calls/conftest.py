"""The stack that calls are held with: the real model, trained when what it is made of has changed."""

from pathlib import Path

import pytest
import pytest_asyncio
from telephone_stack import telephone_to

from direct_booking.serving.model import MODEL, train_if_needed
from direct_booking.serving.private_stack import PrivateStack

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model of the present files."""
    train_if_needed(ROOT, say=lambda _step: None)
    return ROOT / MODEL


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(model) -> PrivateStack:
    """One model and the project's actions; each call brings its own desk."""
    return await PrivateStack.load(model, None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def telephone(stack):
    """A telephone to the connector, served on the loop of the model."""
    async with telephone_to(stack) as telephone:
        yield telephone
