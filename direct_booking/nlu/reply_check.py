"""Checks the replies of actions as Rasa does, without checking Rasa's own schema again for each of them.

Rasa 3.6 hands the schema to ``jsonschema.validate``, which first proves that the schema itself is one: the
same constant each time, and most of the cost of an action call. Here it is proved once. What is accepted and
what is refused, with which words, is the same; a test holds the two equal. What an action may reply is in
Rasa's ``RemoteAction``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema import exceptions, validators
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL


def check_schema_once() -> None:
    """Let every remote action of this process check its replies with a schema that was proved once."""
    RemoteAction._validate_action_result = _validate_action_result


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    chosen = validators.validator_for(schema)
    chosen.check_schema(schema)
    return chosen(schema)


def _validate_action_result(_action: RemoteAction, result: dict[str, Any]) -> bool:
    error = exceptions.best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += (
        ". Failed to validate Action server response from API, make sure your response from the Action "
        f"endpoint is valid. For more information about the format visit {DOCS_BASE_URL}/custom-actions"
    )
    raise error
