"""Google's own description of its calendar, as a judge of what is sent and of what the stand-in answers.

The description is the discovery document inside the installed client library. A schema accepts what Google
refuses (an illegal identifier of an event passes): such rules are in ``google.py``, each with its source.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import googleapiclient
from jsonschema import Draft7Validator, FormatChecker

from standins.serving import Asked, Reply

DOCUMENT = json.loads(
    (Path(googleapiclient.__file__).parent / "discovery_cache/documents/calendar.v3.json").read_text("utf-8")
)
# Where the document's paths begin: "/calendar/v3/".
BASE = f"/{DOCUMENT['servicePath']}"

_formats = FormatChecker(formats=())


class Broken(AssertionError):
    """Something was sent or answered that Google's description does not know."""


@dataclass(frozen=True)
class Call:
    """One request, understood.

    Attributes:
        method: its identifier in the document, such as ``calendar.events.insert``.
        path: the path's parameters.
        query: the other parameters, converted.
        body: parsed; None when there is none.
    """

    method: str
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any
    headers: Mapping[str, str]
    scopes: frozenset[str]


@_formats.checks("date-time")
def _is_rfc3339(value: object) -> bool:
    whole = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"
    return not isinstance(value, str) or re.fullmatch(whole, value) is not None


@_formats.checks("date")
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


def understood(asked: Asked) -> Call:
    """What a request is, by the document: its method, parameters and body.

    Raises:
        Broken: there is no such method, a parameter is unknown or not of its type, or the body does not fit.
    """
    for method in METHODS:
        path = _path(method, asked)
        if path is not None:
            return Call(
                method=method["id"],
                path=path,
                query=_query(method, asked),
                body=_body(method, asked),
                headers=asked.headers,
                scopes=frozenset(method["scopes"]),
            )
    raise Broken(f"there is no method {asked.method} {asked.path}")


def check_reply(call: Call, reply: Reply) -> None:
    """Make sure that a successful answer is one that Google's description has for this method.

    Raises:
        Broken: it is not.
    """
    if reply.status >= 300:
        return
    method = next(each for each in METHODS if each["id"] == call.method)
    if "response" not in method:
        if reply.status != 204 or reply.body:
            raise Broken(f"{call.method} answers 204 without a body")
        return
    _check(json.loads(reply.body), method["response"]["$ref"], f"the answer to {call.method}")


def _methods(resources: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for resource in resources.values():
        found += resource.get("methods", {}).values()
        found += _methods(resource.get("resources", {}))
    return found


METHODS = _methods(DOCUMENT["resources"])


def _path(method: Mapping[str, Any], asked: Asked) -> dict[str, str] | None:
    template = f"{BASE}{method['path']}".strip("/").split("/")
    if method["httpMethod"] != asked.method or len(template) != len(asked.parts):
        return None
    found = {}
    for name, part in zip(template, asked.parts, strict=True):
        if name.startswith("{"):
            found[name.strip("{}")] = part
        elif name != part:
            return None
    return found


def _query(method: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    known = {**DOCUMENT["parameters"], **method.get("parameters", {})}
    for name, _value in asked.query:
        if name not in known or known[name].get("location") != "query":
            raise Broken(f"{method['id']} has no parameter {name}")
    given = asked.parameters
    missing = {
        name for name, each in known.items() if each.get("required") and each["location"] == "query"
    } - set(given)
    if missing:
        raise Broken(f"{method['id']} lacks {sorted(missing)}")
    return {name: _converted(method["id"], name, known[name], value) for name, value in given.items()}


def _converted(method: str, name: str, described: Mapping[str, Any], value: str) -> Any:
    fits = {
        "integer": lambda: (
            re.fullmatch(r"-?\d+", value)
            and int(described.get("minimum", value)) <= int(value) <= int(described.get("maximum", value))
        ),
        "boolean": lambda: value in ("true", "false"),
        "string": lambda: (
            (value in described.get("enum", [value]))
            and (described.get("format") != "date-time" or _is_rfc3339(value))
        ),
    }
    if not fits[described["type"]]():
        raise Broken(f"{method}: {name} cannot be {value!r}")
    return {"integer": int, "boolean": lambda text: text == "true", "string": str}[described["type"]](value)


def _body(method: Mapping[str, Any], asked: Asked) -> Any:
    if "request" not in method:
        if asked.body:
            raise Broken(f"{method['id']} takes no body")
        return None
    if asked.headers.get("content-type", "").split(";")[0] != "application/json":
        raise Broken(f"{method['id']} takes JSON")
    body, schema = json.loads(asked.body), method["request"]["$ref"]
    _check(body, schema, f"the body of {method['id']}", nulls=method["httpMethod"] == "PATCH")
    for name, described in DOCUMENT["schemas"][schema]["properties"].items():
        if method["id"] in described.get("annotations", {}).get("required", ()) and name not in body:
            raise Broken(f"{method['id']} needs {name}")
    return body


def _check(value: Any, schema: str, what: str, *, nulls: bool = False) -> None:
    validator = _VALIDATORS[schema, nulls]
    wrong = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(value)]
    if wrong:
        raise Broken(f"{what}: {'; '.join(sorted(wrong))}")


def _converted_schema(described: Mapping[str, Any], nulls: bool) -> dict[str, Any]:
    """A schema of the document as JSON Schema: nothing may be there that is not described."""
    if "$ref" in described:
        return {"$ref": f"#/definitions/{described['$ref']}"}
    schema = {name: described[name] for name in ("type", "format", "enum") if name in described}
    if schema.get("type") == "any":
        schema.pop("type")
    if "properties" in described or described.get("type") == "object":
        properties = described.get("properties", {}).items()
        schema["properties"] = {name: _optional(each, nulls) for name, each in properties}
        extra = described.get("additionalProperties")
        schema["additionalProperties"] = _optional(extra, nulls) if extra else False
    if "items" in described:
        schema["items"] = _converted_schema(described["items"], nulls)
    return schema


def _optional(described: Mapping[str, Any], nulls: bool) -> dict[str, Any]:
    # Patch semantics: null takes a field off.
    schema = _converted_schema(described, nulls)
    return {"anyOf": [schema, {"type": "null"}]} if nulls else schema


def _validators() -> dict[tuple[str, bool], Draft7Validator]:
    made = {}
    for nulls in (False, True):
        definitions = {name: _converted_schema(each, nulls) for name, each in DOCUMENT["schemas"].items()}
        for name in definitions:
            schema = {"definitions": definitions, "$ref": f"#/definitions/{name}"}
            made[name, nulls] = Draft7Validator(schema, format_checker=_formats)
    return made


_VALIDATORS = _validators()
