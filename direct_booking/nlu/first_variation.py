"""Chooses among the variations of a response: the first whose conditions hold, never one at random.

Rasa's own generator draws lots among all that match, so that one call would not be said twice in the same
words (SPEC 8.3). What the variations say is in ``domain.yml``, the most particular first; which intent was
heard is decided elsewhere.
"""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig


class FirstVariation(TemplatedNaturalLanguageGenerator):
    """Rasa's generator, less its dice. Named in ``endpoints.yml`` under ``nlg``."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        """Keep the responses of the domain; Rasa's arguments, of which the endpoint has nothing to say."""
        super().__init__(domain.responses)

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        if utter_action not in self.responses:
            return None
        suitable = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, filled_slots
        )
        return suitable[0] if suitable else None
