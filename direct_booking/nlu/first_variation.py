"""Chooses among the variations of a response: the first whose conditions hold, never one at random.

Rasa's own generator draws lots among all that match, so that one call would not be said twice in the same
words (SPEC 8.3). What the variations say is in ``domain.yml``, the most particular first; which intent was
heard is decided elsewhere.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from direct_booking.nlu.reply_check import check_schema_once
from direct_booking.privacy import keep_out_of_logs

logger = logging.getLogger(__name__)

INSTEAD_OF_SILENCE = "utter_trouble"


class FirstVariation(TemplatedNaturalLanguageGenerator):
    """Rasa's generator, less its dice. Named in ``endpoints.yml`` under ``nlg``."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        """Keep the responses of the domain; Rasa's arguments, of which the endpoint has nothing to say."""
        super().__init__(domain.responses)
        # Made once in every process that talks, which is where action replies are checked and words logged.
        check_schema_once()
        keep_out_of_logs()

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        suitable = self._suitable(utter_action, output_channel, filled_slots)
        if not suitable:
            # The model is older than the actions: better a true sentence than silence on the line.
            logger.error("%s has no words in this model: train it anew", utter_action)
            suitable = self._suitable(INSTEAD_OF_SILENCE, output_channel, filled_slots)
        return suitable[0] if suitable else None

    def _suitable(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if utter_action not in self.responses:
            return []
        return ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, filled_slots
        )
