/* A test call with the browser's own ears and voice, where it has them. Without this file one types. */
(() => {
  "use strict";
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  const voice = window.speechSynthesis;
  const find = (id) => document.getElementById(id);
  const answers = () => [...document.querySelectorAll("#call li.assistant p")].map((each) => each.textContent);
  let heardSoFar = answers().length;
  let listening = null;
  let byVoice = false;
  let aloud = false;
  // Outside of what is exchanged with each answer: else nobody would be read it.
  const status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");

  function tell(words) {
    status.textContent = words;
  }

  function complain(words) {
    tell(words);
    find("trouble").textContent = words;
  }

  function readAloud(words, afterwards) {
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = "en-US";
    utterance.onend = afterwards;
    voice.cancel();
    voice.speak(utterance);
  }

  function stopListening() {
    const before = listening;
    listening = null;
    if (before) before.abort();
    if (find("speak")) find("speak").textContent = "Speak";
  }

  function listen() {
    const box = find("words");
    if (!box || listening) return;
    if (voice) voice.cancel();
    listening = new Recognition();
    listening.lang = "en-US";
    listening.interimResults = true;
    find("speak").textContent = "Stop listening";
    listening.onresult = (event) => {
      const results = [...event.results];
      box.value = results.map((each) => each[0].transcript).join(" ").slice(0, box.maxLength);
      if (results[results.length - 1].isFinal) {
        byVoice = true;
        stopListening();
        box.form.requestSubmit();
      }
    };
    listening.onerror = (event) => {
      const said = {
        "not-allowed": "The browser may not use the microphone.",
        "no-speech": "Nothing was heard.",
        network: "The browser's recognition cannot be reached: type instead.",
      };
      if (event.error !== "aborted") complain(said[event.error] || "The browser could not listen: type instead.");
      byVoice = false;
    };
    listening.onend = stopListening;
    listening.start();
  }

  function furnish() {
    const box = find("words");
    if (find("spoken")) {
      find("spoken").hidden = !(voice || Recognition);
      find("hearing").hidden = !Recognition;
      find("aloud").closest("label").hidden = !voice;
      find("aloud").checked = aloud;
      find("aloud").onchange = (event) => (aloud = event.target.checked);
    }
    if (!box) return;
    const speak = find("speak");
    speak.hidden = !Recognition;
    speak.onclick = () => (listening ? stopListening() : listen());
    box.focus();
  }

  function answered() {
    const all = answers();
    const fresh = all.slice(heardSoFar).join(" ");
    heardSoFar = all.length;
    furnish();
    if (!fresh) return;
    tell(fresh);
    // Whoever speaks goes on speaking, once the answer is over.
    const goOn = () => byVoice && find("words") && listen();
    if (voice && aloud) readAloud(fresh, goOn);
    else goOn();
    byVoice = byVoice && Boolean(find("words"));
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(status);
    heardSoFar = answers().length;
    furnish();
  });
  document.addEventListener("htmx:afterSettle", answered);
  document.addEventListener("input", (event) => {
    if (event.target.id === "words") byVoice = false;
  });
})();
