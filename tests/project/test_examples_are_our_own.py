"""The examples are written for this project: none is a turn of the corpora that understanding is measured on.

What is trained on may not be what is measured, and some corpora's licence would bind the package. The corpora
are not part of this repository; where they are not, there is nothing to compare.
"""

import json
import re

import pytest
from project_files import ROOT, training_data

CORPUS = ROOT.parent / "shared" / "corpora" / "turns_intents.jsonl"
LEAST_WORDS = 4  # shorter turns are everybody's: "yes please", "that's fine"
# So is what is said on every telephone, whoever wrote it down.
EVERYBODYS = {"thank you very much", "thank you so much", "have a good one", "that works for me"}
_WORD = re.compile(r"[a-z0-9']+")


def words(text: str) -> str:
    """The words of a turn, as a recogniser writes them."""
    return " ".join(_WORD.findall(text.lower()))


@pytest.mark.skipif(not CORPUS.is_file(), reason="the corpora are not here")
def test_no_example_is_a_turn_of_a_corpus():
    """No example of four words or more stands word for word in a corpus, but for what everybody says."""
    with CORPUS.open(encoding="utf-8") as lines:
        turns = {words(json.loads(line)["text_asr"]) for line in lines}
    examples = {
        words(line.removeprefix("- "))
        for item in training_data("nlu")
        for line in item.get("examples", "").splitlines()
    }
    assert min(len(turns), len(examples)) > 1000
    longer = {each for each in examples if len(each.split()) >= LEAST_WORDS}
    assert sorted(longer & turns - EVERYBODYS) == []
    # A phrase that is no longer an example, or no longer a turn, needs no exception.
    assert longer & turns == EVERYBODYS
