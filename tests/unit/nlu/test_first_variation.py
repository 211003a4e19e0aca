"""Which variation of a response is said, and what is said where a model knows none."""

import io
import logging

import pytest
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from direct_booking.nlu.first_variation import FirstVariation

DOMAIN = """
slots:
  briefly: {type: bool, mappings: [{type: custom}]}
responses:
  utter_ask:
    - condition: [{type: slot, name: briefly, value: true}]
      text: Short?
    - text: Long, longer?
  utter_only_briefly:
    - condition: [{type: slot, name: briefly, value: true}]
      text: Short.
  utter_trouble:
    - text: Something went wrong.
"""


@pytest.fixture
def generator() -> FirstVariation:
    """The generator of a small domain."""
    return FirstVariation(EndpointConfig(), Domain.from_yaml(DOMAIN))


@pytest.mark.parametrize(("briefly", "said"), [(True, "Short?"), (False, "Long, longer?")])
def test_the_first_variation_that_fits_is_said(generator, briefly, said):
    """The same words each time, for the same slots."""
    for _ in range(5):
        reply = generator.generate_from_slots("utter_ask", {"briefly": briefly}, "private")
        assert reply["text"] == said


@pytest.mark.parametrize("response", ["utter_of_a_newer_action_server", "utter_only_briefly"])
def test_a_response_that_the_model_does_not_know_is_no_silence(generator, response):
    """An action server that is newer than the model: the caller still hears a sentence."""
    reply = generator.generate_from_slots(response, {"briefly": False}, "private")
    assert reply["text"] == "Something went wrong."


def test_a_process_that_talks_masks_its_log():
    """6.4: in Rasa's own process nothing else of ours is there from the start."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.root.addHandler(handler)
    try:
        FirstVariation(EndpointConfig(), Domain.from_yaml(DOMAIN))
        logging.getLogger("rasa.core.processor").error("heard ann@example.com, +12125550123")
    finally:
        logging.root.removeHandler(handler)
    assert written.getvalue() == "heard a***@***.com, +1*******23\n"
