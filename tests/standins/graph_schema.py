"""Microsoft Graph's own contract (CSDL) as JSON Schema, and the judge of every request and reply by it.

The contract lies beside the repository, not in it; without it nothing is judged here, and the stand-in's own
rules (``graph_rules.py``) are what is left.
"""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import jsonschema

CONTRACT = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "graph-v1.csdl"
_EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
_NUMBER = {"type": "number"}
_TEXT = {"type": "string"}

# OData Protocol 4.01, part 3: how a value of each primitive type is written in JSON.
_PRIMITIVE = {
    "Edm.Boolean": {"type": "boolean"},
    "Edm.String": _TEXT,
    "Edm.Byte": {"type": "integer", "minimum": 0, "maximum": 255},
    "Edm.Int16": {"type": "integer", "minimum": -(2**15), "maximum": 2**15 - 1},
    "Edm.Int32": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "Edm.Int64": {"type": "integer"},
    "Edm.Single": _NUMBER,
    "Edm.Double": _NUMBER,
    "Edm.Decimal": _NUMBER,
    "Edm.Guid": {"type": "string", "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"},
    "Edm.Date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    "Edm.TimeOfDay": {"type": "string", "pattern": r"^\d\d:\d\d:\d\d(\.\d+)?$"},
    "Edm.DateTimeOffset": {
        "type": "string",
        "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,12})?)?(Z|[+-]\d\d:\d\d)$",
    },
    "Edm.Duration": _TEXT,
    "Edm.Binary": _TEXT,
    "Edm.Stream": _TEXT,
}


@dataclass(frozen=True)
class Target:
    """What a path leads to.

    Attributes:
        type: its type, without "Collection()".
        many: whether it is a collection.
        action: the parameters of an action by their names, None when it is none.
    """

    type: str
    many: bool = False
    action: Mapping[str, str] | None = None


class Contract:
    """The types of the contract."""

    def __init__(self, path: Path) -> None:
        """Read the file; a test's own, so that it may be trusted."""
        namespace = "microsoft.graph"
        root = ElementTree.parse(path).getroot()
        schema = next(each for each in root.iter(f"{_EDM}Schema") if each.get("Namespace") == namespace)
        kinds = [f"{_EDM}{kind}" for kind in ("EntityType", "ComplexType", "EnumType")]
        self._types = {each.get("Name"): each for kind in kinds for each in schema.iter(kind)}
        self._actions = list(schema.iter(f"{_EDM}Action"))
        self._singletons = {each.get("Name"): each.get("Type") for each in schema.iter(f"{_EDM}Singleton")}

    def target(self, parts: Iterable[str]) -> Target | None:
        """What a path of Graph's leads to, None when the contract has no such path."""
        rest = list(parts)
        if not rest or rest[0] not in self._singletons:
            return None
        here = Target(_bare(self._singletons[rest.pop(0)]))
        while rest:
            if here.many:
                here, rest = Target(here.type), rest[1:]  # a key
                continue
            if here.action is not None:
                return None
            name = rest.pop(0)
            kind = self._members(here.type).get(name)
            if kind is not None:
                here = Target(_bare(kind), kind.startswith("Collection("))
            else:
                action = self._action(name, here.type)
                if action is None:
                    return None
                here = Target("", action=action)
        return here

    def names(self, type_name: str, *, navigation: bool) -> set[str]:
        """The names that ``$select`` or, of navigation properties, ``$expand`` may hold."""
        return set(self._members(type_name, f"{_EDM}NavigationProperty" if navigation else f"{_EDM}Property"))

    @lru_cache(maxsize=64)  # noqa: B019 - there is one contract, for as long as the tests run
    def schema(self, type_name: str) -> jsonschema.Draft7Validator:
        """A type as JSON Schema: nothing but what the contract names, and OData's own annotations."""
        schema = {"$ref": f"#/definitions/{type_name}", "definitions": self._definitions(type_name)}
        return jsonschema.Draft7Validator(schema)

    def of_action(self, parameters: Mapping[str, str]) -> jsonschema.Draft7Validator:
        """The body of an action's request."""
        schema = {
            "type": "object",
            "properties": {name: self._value(kind, True) for name, kind in parameters.items()},
            "additionalProperties": False,
            "definitions": {
                name: definition
                for kind in parameters.values()
                for name, definition in self._definitions(_bare(kind)).items()
            },
        }
        return jsonschema.Draft7Validator(schema)

    def _definitions(self, type_name: str) -> dict[str, dict]:
        done: dict[str, dict] = {}
        waiting = [type_name]
        while waiting:
            name = waiting.pop()
            if name in done or name in _PRIMITIVE:
                continue
            done[name] = self._definition(name)
            waiting += re.findall(r'"#/definitions/([^"]+)"', json.dumps(done[name]))
        return done

    def _definition(self, name: str) -> dict:
        element = self._types.get(name)
        if element is None:
            return {}
        if element.tag == f"{_EDM}EnumType":
            return {"enum": [member.get("Name") for member in element.iter(f"{_EDM}Member")]}
        properties = {}
        for kind in self._lineage(name):
            for each in kind:
                if each.tag in (f"{_EDM}Property", f"{_EDM}NavigationProperty"):
                    may_be_null = each.get("Nullable") != "false"
                    properties[each.get("Name")] = self._value(each.get("Type"), may_be_null)
        return {
            "type": "object",
            "properties": properties,
            "patternProperties": {"^([A-Za-z]*)@odata\\.[A-Za-z]+$": {}},
            "additionalProperties": False,
        }

    def _value(self, kind: str, may_be_null: bool) -> dict:
        if kind.startswith("Collection("):
            return {"type": "array", "items": self._value(_bare(kind), False)}
        bare = _bare(kind)
        value = _PRIMITIVE.get(bare) or {"$ref": f"#/definitions/{bare}"}
        return {"anyOf": [value, {"type": "null"}]} if may_be_null else value

    def _members(self, type_name: str, tag: str | None = None) -> dict[str, str]:
        tags = (tag,) if tag else (f"{_EDM}Property", f"{_EDM}NavigationProperty")
        return {
            each.get("Name"): each.get("Type")
            for kind in self._lineage(type_name)
            for each in kind
            if each.tag in tags
        }

    def _lineage(self, name: str | None) -> list[ElementTree.Element]:
        found = []
        while name in self._types:
            found.append(self._types[name])
            base = found[-1].get("BaseType")
            name = _bare(base) if base else None
        return found

    def _action(self, name: str, bound_to: str) -> dict[str, str] | None:
        for action in self._actions:
            binding, *others = action.iter(f"{_EDM}Parameter")
            if action.get("Name") == name and _bare(binding.get("Type")) == bound_to:
                return {each.get("Name"): each.get("Type") for each in others}
        return None


@lru_cache(maxsize=1)
def contract() -> Contract | None:
    """Graph's contract, None when it is not on this machine."""
    return Contract(CONTRACT) if CONTRACT.exists() else None


def faults(schema: jsonschema.Draft7Validator, value: object) -> list[str]:
    """Where a value breaks a schema: places and rules."""
    return [
        f"{'/'.join(map(str, error.absolute_path)) or '.'}: {error.message[:200]}"
        for error in schema.iter_errors(value)
    ]


@lru_cache(maxsize=4096)
def faults_of(type_name: str, text: str) -> tuple[str, ...]:
    """Where JSON breaks the schema of a type; remembered, as a mailbox says the same again and again."""
    return tuple(faults(contract().schema(type_name), json.loads(text)))


def _bare(kind: str) -> str:
    inner = kind[len("Collection(") : -1] if kind.startswith("Collection(") else kind
    return re.sub(r"^(microsoft\.graph|graph)\.", "", inner)
