"""Rules for every request to Graph that its contract does not hold, each with its source.

A broken rule is a problem of the product, not an answer of Graph's; see ``serving.Server.problems``.
"""

import json

from standins.serving import Asked

# Graph, "List calendarView": $top has a minimum value of 1 and a maximum value of 1000; 10 unless told.
PAGE, LONGEST_PAGE = 10, 1000

_PREFERRED = ('outlook.timezone="UTC"', 'IdType="ImmutableId"')


def rule(holds: bool, rule: str) -> None:
    """Raise ``ValueError`` when a rule does not hold."""
    if not holds:
        raise ValueError(f"the product breaks a rule: {rule}")


def check_rules(asked: Asked) -> None:
    """Hold a request to the rules.

    Raises:
        ValueError: one of them is broken.
    """
    for each in _PREFERRED:
        rule(each in asked.headers.get("prefer", ""), f"{each} is always preferred (field notes)")
    rule("authorization" in asked.headers, "a token is sent")
    rule(not asked.headers.get("cookie"), "no cookie is kept")
    top = asked.parameters.get("$top", "1")
    rule(top.isdigit() and 1 <= int(top) <= LONGEST_PAGE, "$top is 1 to 1000 (List calendarView)")
    if asked.method in ("PATCH", "DELETE") or asked.parts[-1] == "cancel":
        rule("if-match" in asked.headers, "an event is changed only as it was read (field notes)")
    if asked.method == "POST" and asked.parts[-1] == "events":
        rule("transactionId" in json.loads(asked.body), "an event is created once (field notes)")
