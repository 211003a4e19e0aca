"""The designer's files and the actions agree: nothing is missing, nothing is left over, no field stays empty.

Rasa's own validation sees none of this.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from project_files import ROOT, domain, modules, names, read_yaml, strings, training_data
from rasa_sdk import Action
from rasa_sdk.utils import all_subclasses

import actions
from direct_booking.channels.conversation import SENTENCES

# Events of the channel and of Rasa's own fallback: nobody says them, so they have no examples.
WITHOUT_EXAMPLES = {"call_start", "caller_silent", "call_ended", "transfer_unanswered", "nlu_fallback"}
# Rasa's own, which rules and stories may name.
BUILT_IN = {"action_listen", "action_restart", "action_default_fallback", "action_deactivate_loop"}
# What a dispatcher's call may carry besides the fields of a response.
NOT_FIELDS = {"response", "text", "json_message", "buttons", "image", "attachment", "elements", "template"}

DOMAIN = domain()
SLOTS = set(DOMAIN["slots"])
RESPONSES = DOMAIN["responses"]
FORMS = DOMAIN.get("forms") or {}


def action_classes() -> dict[str, type[Action]]:
    """The actions of the package by their names; classes that others build on have no name of an action."""
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        importlib.import_module(module.name)
    found = {}
    for each in all_subclasses(Action):
        if each.__module__.startswith("actions.") and not inspect.isabstract(each):
            name = each().name()
            if name.startswith(("action_", "validate_")):
                found[name] = each
    return found


ACTIONS = action_classes()


def steps() -> Iterator[dict[str, Any]]:
    """Every step of every rule and story."""
    for item in [*training_data("rules"), *training_data("stories")]:
        yield from item.get("steps") or []
        yield from item.get("condition") or []


NO_RESPONSES = {"utter_action"}  # Rasa's word for the name of one


def said_in_actions() -> tuple[set[str], set[str]]:
    """Names of responses that actions write out, and beginnings of names that they complete."""
    whole, beginnings = set(), set()
    for _path, tree in modules("actions"):
        inside = {
            part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
        }
        for literal in strings(tree):
            if re.fullmatch(r"utter_\w*", literal.value) and literal.value not in NO_RESPONSES:
                is_beginning = literal in inside or literal.value.endswith("_")
                (beginnings if is_beginning else whole).add(literal.value)
        whole |= {f"{name}_briefly" for name in _said_done(tree)}
    return whole, beginnings


def _said_done(tree: ast.AST) -> Iterator[str]:
    """Names of responses that are said in one sentence where something was said before them."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "say_done":
            yield from (part.value for part in call.args if isinstance(part, ast.Constant))


def prompts_of(form: str) -> Iterator[tuple[str, str]]:
    """For each slot of a form, the two names that its question may have."""
    for slot in FORMS[form].get("required_slots") or []:
        yield f"utter_ask_{form}_{slot}", f"utter_ask_{slot}"


def test_every_action_of_the_domain_is_a_class_and_every_class_is_in_the_domain():
    """An action that is missing on either side would be silent on the phone."""
    assert set(ACTIONS) == names(DOMAIN["actions"])


def test_every_action_of_a_rule_exists():
    """A rule that names no action of ours, no response and no form would stop the training, or the call."""
    used = {step["action"] for step in steps() if "action" in step}
    assert used - set(ACTIONS) - set(RESPONSES) - set(FORMS) - BUILT_IN == set()


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_question_of_a_form_can_be_asked(form):
    """A slot without a prompt is asked for by silence."""
    prompts = set(RESPONSES) | set(ACTIONS)
    also = {name.replace("utter_", "action_", 1) for name in prompts}
    missing = [both for both in prompts_of(form) if not (set(both) & (prompts | also))]
    assert missing == []
    assert set(FORMS[form].get("required_slots") or []) <= SLOTS
    assert set(FORMS[form].get("ignored_intents") or []) <= names(DOMAIN["intents"])


def fields_given_by_actions() -> set[str]:
    """What actions pass along with a response, by whichever function of theirs they say it."""
    given = set()
    for _path, tree in modules("actions"):
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _says_something(call):
                given |= {keyword.arg for keyword in call.keywords if keyword.arg}
    return given - NOT_FIELDS


def _says_something(call: ast.Call) -> bool:
    named = any(keyword.arg == "response" for keyword in call.keywords)
    return named or any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.startswith("utter_")
        for argument in call.args
        for part in ast.walk(argument)
    )


@pytest.mark.parametrize("response", sorted(RESPONSES))
def test_every_field_of_a_response_has_a_value(response):
    """A field that is neither a slot nor given by an action would be read out with its braces."""
    known = SLOTS | fields_given_by_actions()
    texts = [variant.get("text") or "" for variant in RESPONSES[response]]
    assert {field for text in texts for field in re.findall(r"\{(\w*)\}", text)} <= known


@pytest.mark.parametrize("response", sorted(RESPONSES))
def test_a_response_is_at_most_two_short_sentences_with_the_question_last(response):
    """SPEC 4.11; short is at most twenty-five words."""
    for variant in RESPONSES[response]:
        sentences = re.split(r"(?<=[.?!])\s+", (variant.get("text") or "").strip())
        assert len(sentences) <= 2, variant
        assert all(len(sentence.split()) <= 25 for sentence in sentences), variant
        assert "?" not in "".join(sentences[:-1]) or sentences[-1].endswith("?"), variant


def said_by_the_phone() -> set[str]:
    """Responses that a channel says itself."""
    helps = {body.get("help") for body in read_yaml(ROOT / "phone.yml")["answers"].values()}
    return {*SENTENCES, *helps} - {None}


def test_every_response_that_is_used_exists():
    """A name that no response has is silence."""
    whole, beginnings = said_in_actions()
    used = whole | {step["action"] for step in steps() if step.get("action", "").startswith("utter_")}
    used |= said_by_the_phone()
    assert used - set(RESPONSES) == set()
    assert {start for start in beginnings if not any(name.startswith(start) for name in RESPONSES)} == set()


def test_every_response_is_used():
    """One that nobody says is a sentence that the designer would edit in vain."""
    whole, beginnings = said_in_actions()
    used = whole | {step["action"] for step in steps() if "action" in step}
    used |= {name for form in FORMS for both in prompts_of(form) for name in both}
    used |= said_by_the_phone()
    # A variable part may stand for any name with this beginning.
    used |= {
        name for name in RESPONSES for start in beginnings if start != "utter_" and name.startswith(start)
    }
    assert set(RESPONSES) - used == set()


def test_every_intent_has_examples():
    """The classifier knows an intent by its examples alone."""
    with_examples = {item["intent"] for item in training_data("nlu") if "intent" in item}
    assert names(DOMAIN["intents"]) - WITHOUT_EXAMPLES == with_examples


def test_no_example_belongs_to_two_intents():
    """The classifier could learn neither."""
    owners: dict[str, set[str]] = {}
    for item in training_data("nlu"):
        for line in (item.get("examples") or "").splitlines():
            words = re.sub(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})", r"\1", line.strip().removeprefix("-"))
            if "intent" in item and words.strip():
                owners.setdefault(words.strip().lower(), set()).add(item["intent"])
    assert {words: sorted(of) for words, of in owners.items() if len(of) > 1} == {}


def test_every_intent_leads_somewhere():
    """One that no rule, form or action knows is heard in vain."""
    used = {each for step in steps() for each in _intents_of(step)}
    for form in FORMS.values():
        used |= set(form.get("ignored_intents") or [])
    for slot in DOMAIN["slots"].values():
        for mapping in slot.get("mappings") or []:
            intents = mapping.get("intent") or []
            used |= {intents} if isinstance(intents, str) else set(intents)
    used |= {literal.value for _path, tree in modules("actions") for literal in strings(tree)}
    assert names(DOMAIN["intents"]) - used == set()


def _intents_of(step: dict[str, Any]) -> Iterator[str]:
    for each in step.get("or") or [step]:
        if "intent" in each:
            yield each["intent"]


def table_of(action: type[Action]) -> dict[str, set[str]]:
    """The rows Reads, Writes and Says of an action's docstring; one that is left out is nothing."""
    table: dict[str, set[str]] = {}
    row = None
    for line in inspect.getdoc(action).splitlines()[1:]:
        started = re.match(r"(Reads|Writes|Says):(.*)", line)
        if started:
            row = started[1]
            table[row] = set()
            line = started[2]
        elif not line.startswith(" "):
            row = None
        if row:
            table[row] |= set(re.findall(r"\b[a-z][a-z0-9_]*_?[a-z0-9_*]*", re.sub(r"\([^)]*\)", "", line)))
    return {row: found - {"nothing"} for row, found in table.items()}


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_what_an_action_says_of_itself_is_true(name):
    """Its table names slots and responses of the domain, and the responses its class writes out are in it."""
    table = table_of(ACTIONS[name])
    assert table, "it has no table"
    assert table.get("Reads", set()) | table.get("Writes", set()) <= SLOTS
    assert table.get("Says", set()) <= set(RESPONSES)
    source = ast.parse(inspect.cleandoc("\n" + inspect.getsource(ACTIONS[name])))
    written = {each.value for each in strings(source) if each.value in RESPONSES}
    assert written <= table.get("Says", set())
