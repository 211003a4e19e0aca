"""A telephone line: its band, its coding, its noise and its losses. Pure; who speaks is in ``rig``."""

from dataclasses import dataclass

import numpy
from scipy import signal

RATE = 8_000  # Hz
BAND = (300, 3400)  # Hz
LEVEL = 0.1  # of full scale: a telephone's speech is not loud
QUIET_BEFORE_S, QUIET_AFTER_S = 0.4, 0.5
PACKET_S = 0.02
PAUSE_DB = 15.9  # so far below the loudest moment nobody speaks
MU_BIAS, MU_CLIP = 33, 8158  # G.711, of 14 bits


@dataclass(frozen=True)
class Line:
    """How bad a line is.

    Attributes:
        noise_db: how far the noise lies below the speech, within the band; None for no noise.
        lost: share of packets that never arrive.
    """

    noise_db: float | None = None
    lost: float = 0.0


LINES = {"clean": Line(), "10 dB noise": Line(noise_db=10), "3% lost": Line(lost=0.03)}


def carry(sound: numpy.ndarray, rate: int, line: Line, *, seed: int) -> numpy.ndarray:
    """What arrives at the other end.

    Args:
        sound: samples within -1 and 1.
        rate: of the samples, Hz.
        seed: of noise and losses.

    Returns:
        Samples at ``RATE``, with some quiet before and after.
    """
    dice = numpy.random.default_rng(seed)
    speech = signal.resample_poly(sound, RATE, rate)
    speech = numpy.concatenate([
        numpy.zeros(int(QUIET_BEFORE_S * RATE)), speech, numpy.zeros(int(QUIET_AFTER_S * RATE))
    ])  # fmt: skip
    speech = _within_band(speech)
    speech *= LEVEL / _loudness(speech)
    if line.noise_db is not None:
        speech += _noise(len(speech), dice) * LEVEL * 10 ** (-line.noise_db / 20)
    return _with_losses(decoded(coded(speech)), line.lost, dice)


def coded(samples: numpy.ndarray) -> numpy.ndarray:
    """Eight bits a sample, by the mu-law of G.711. Pure."""
    whole = numpy.clip(numpy.rint(samples * 32768), -32768, 32767).astype(numpy.int32) >> 2
    size = numpy.minimum(numpy.abs(whole), MU_CLIP) + MU_BIAS
    segment = numpy.floor(numpy.log2(size)).astype(numpy.int32) - 5
    step = (size >> (segment + 1)) & 0x0F
    return (~(numpy.where(whole < 0, 0x80, 0) | (segment << 4) | step) & 0xFF).astype(numpy.uint8)


def decoded(octets: numpy.ndarray) -> numpy.ndarray:
    """Samples again, as far as eight bits tell. Pure."""
    bits = ~octets.astype(numpy.int32) & 0xFF
    size = ((((bits & 0x0F) << 1) + MU_BIAS) << ((bits >> 4) & 0x07)) - MU_BIAS
    return numpy.where(bits & 0x80, -size, size) / 8192


def _within_band(samples: numpy.ndarray) -> numpy.ndarray:
    return signal.sosfilt(signal.butter(6, BAND, "bandpass", fs=RATE, output="sos"), samples)


def _loudness(speech: numpy.ndarray) -> float:
    """Of the moments that are speech, as ITU-T P.56 means it: pauses must not make a line quieter."""
    size = int(PACKET_S * RATE)
    moments = speech[: len(speech) // size * size].reshape(-1, size)
    power = numpy.mean(moments**2, axis=1)
    spoken = power[power > power.max() * 10 ** (-PAUSE_DB / 10)]
    return float(numpy.sqrt(spoken.mean())) if len(spoken) else 1.0


def _noise(length: int, dice: numpy.random.Generator) -> numpy.ndarray:
    """Pink, as rooms and streets are, within the band, of loudness 1."""
    spectrum = numpy.fft.rfft(dice.standard_normal(length))
    spectrum /= numpy.sqrt(numpy.maximum(numpy.fft.rfftfreq(length, 1 / RATE), 10))
    noise = _within_band(numpy.fft.irfft(spectrum, length))
    return noise / numpy.sqrt(numpy.mean(noise**2))


def _with_losses(samples: numpy.ndarray, share: float, dice: numpy.random.Generator) -> numpy.ndarray:
    """A packet that is lost is silence, as on a line that hides nothing."""
    size = int(PACKET_S * RATE)
    arrived = samples.copy()
    for start in range(0, len(samples), size):
        if share and dice.random() < share:
            arrived[start : start + size] = 0
    return arrived
