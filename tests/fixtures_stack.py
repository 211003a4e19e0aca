"""The stack that calls are held with: the real model, trained when what it is made of has changed."""

from pathlib import Path

import pytest
import pytest_asyncio

ROOT = Path(__file__).parents[1]


# Rasa takes seconds to import: tests that hold no call do not wait for it.
@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model of the present files."""
    from direct_booking.serving.model import MODEL, train_if_needed

    train_if_needed(ROOT, say=lambda _step: None)
    return ROOT / MODEL


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(model):
    """One model and the project's actions, a ``PrivateStack``; each call brings its own desk."""
    from direct_booking.serving.private_stack import PrivateStack

    return await PrivateStack.load(model, None)
