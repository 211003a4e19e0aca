"""The video meetings of the stand-in for Google. [discovery] is the discovery document."""

import copy
from collections.abc import Mapping
from typing import Any

from standins.google_contract import Call


def wish(call: Call, event: dict[str, Any], body: Mapping[str, Any], how: str) -> None:
    """Give an event the meeting that a request wishes for, or take it off.

    Args:
        event: as it will be, but for its meeting.
        how: ``at once``, ``pending`` or ``failure``.
    """
    # [discovery] conferenceDataVersion: "Version 0 ... ignores conference data in the event's body."
    if call.query.get("conferenceDataVersion") != 1 or "conferenceData" not in body:
        if call.method.endswith("insert"):
            event.pop("conferenceData", None)
        return
    wanted = body["conferenceData"]
    if wanted is None:
        event["conferenceData"] = event["hangoutLink"] = None
        return
    request = copy.deepcopy(wanted["createRequest"])
    before = ((event.get("conferenceData") or {}).get("createRequest") or {}).get("requestId")
    # [discovery] requestId: the same as for the previous request is ignored.
    if call.method.endswith("patch") and before == request["requestId"]:
        return
    event["conferenceData"] = {"createRequest": request}
    request["status"] = {"statusCode": {"at once": "success"}.get(how, how)}
    if how == "at once":
        link(event, request)


def link(event: dict[str, Any], request: dict[str, Any]) -> None:
    """The meeting is there, with its address."""
    address = f"https://meet.google.com/{request['requestId']}"
    request["status"] = {"statusCode": "success"}
    event["conferenceData"] = {
        "createRequest": request,
        "conferenceId": request["requestId"],
        "conferenceSolution": {"key": {"type": "hangoutsMeet"}, "name": "Google Meet"},
        "entryPoints": [
            {"entryPointType": "phone", "uri": "tel:+12125550100", "pin": "1"},
            {"entryPointType": "video", "uri": address, "label": address.removeprefix("https://")},
        ],
    }
    event["hangoutLink"] = address
