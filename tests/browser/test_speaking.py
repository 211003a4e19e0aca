"""A test call spoken in the browser: what its recognition heard is said, and answers are read aloud."""

import pytest
from browsing import let_in, page_of
from rehearsed import Receptionist

from direct_booking.console.rehearsal import rehearsed_by
from direct_booking.reception.rehearsal import understood

# No browser of a test has a microphone: its ears and its voice are these, driven by the test.
EARS = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, 'speechSynthesis', {value: {
  cancel() {}, speak(utterance) { window.spoken.push(utterance.text); utterance.onend(); }}});
window.SpeechRecognition = class {
  start() { window.ears = this; }
  abort() { if (this.onend) this.onend(); }
  hear(text, isFinal) {
    const result = [{transcript: text}];
    result.isFinal = isFinal;
    this.onresult({results: [result]});
  }
};
"""


@pytest.fixture
def calling(driver, served):
    """A page on which a test call has begun; made with or without scripts."""
    # Hearing is ready, as it is by the time that somebody has read the greeting.
    understood("")
    receptionist = Receptionist()
    receptionist.says = None
    rehearsed_by(served.console.app, receptionist)
    opened = []

    def begin(*, scripts: bool):
        context = page_of(driver.browser, served.url, scripts=scripts)
        page = context.__enter__()
        opened.append(context)
        page.add_init_script(EARS)
        let_in(page, served.console)
        page.goto("/test-call/")
        page.get_by_role("button", name="Call", exact=True).click()
        page.get_by_text("Hello.").wait_for()
        return page

    yield begin
    for context in opened:
        driver.run(context.__exit__, None, None, None)


def test_what_is_spoken_is_said_and_answers_are_read_aloud(calling, fine):
    """7.4: with the browser's own recognition and voice; it goes on listening after an answer."""
    page = calling(scripts=True)
    fine(page)
    page.get_by_label("Read the answers aloud").check()
    page.get_by_role("button", name="Speak").click()
    assert page.get_by_role("button", name="Stop listening").is_visible()
    page.evaluate("window.ears.hear('tuesday', false)")
    assert page.get_by_label("What you say").input_value() == "tuesday"
    page.evaluate("window.ears.hear('tuesday at two', true)")
    page.get_by_text("You said tuesday at two.", exact=True).wait_for()
    page.get_by_role("button", name="Stop listening").wait_for()
    assert page.evaluate("window.spoken") == ["You said tuesday at two. Is that so?"]
    assert page.get_by_role("status").get_by_text("Is that so?").count() == 1
    page.evaluate("window.ears.onerror({error: 'not-allowed'}); window.ears.onend()")
    assert page.get_by_text("The browser may not use the microphone.").first.is_visible()
    assert page.get_by_role("button", name="Speak").is_visible()


def test_typing_is_enough_without_scripts(calling):
    """Nothing that only a script could do is shown; the call is held all the same."""
    page = calling(scripts=False)
    assert not page.get_by_role("button", name="Speak").is_visible()
    assert not page.get_by_label("Read the answers aloud").is_visible()
    page.get_by_label("What you say").fill("friday")
    page.keyboard.press("Enter")
    page.get_by_text("You said friday.", exact=True).wait_for()
    page.get_by_role("button", name="Say nothing").click()
    page.get_by_text("The caller says nothing.").wait_for()
    page.get_by_role("button", name="Hang up").click()
    page.get_by_text("You have hung up.").wait_for()
