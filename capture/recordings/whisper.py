"""Whisper through faster-whisper's batched pipeline; everything it does was measured, see docs/recordings.md."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from capture.recordings.encoding import FRAMES, Encoder
from capture.recordings.errors import Part, PartMissing
from capture.recordings.languages import language_of
from capture.recordings.listener import Heard, Manner, Wish
from capture.recordings.model import Word
from capture.recordings.sound import RATE, Samples
from capture.recordings.weights import folder_of
from config.asr import AsrSettings

_BRIEF = 12.0
"""A window of fewer seconds may be one sentence."""


def open_whisper(settings: AsrSettings, models: Path) -> "Whisper":
    """The model that the settings name. Raises PartMissing where it, or faster-whisper, is not there."""
    try:
        from faster_whisper import BatchedInferencePipeline, WhisperModel
    except ImportError as error:
        raise PartMissing(Part.RECOGNITION) from error
    folder = folder_of(settings, models)
    threads = settings.threads or len(os.sched_getaffinity(0))
    try:
        model = WhisperModel(str(folder), device="cpu", compute_type=settings.compute_type, cpu_threads=threads)
    except (RuntimeError, ValueError) as error:  # CTranslate2 tells what is wrong with a folder only by its text
        raise PartMissing(Part.MODEL, model=folder, why=error) from error
    return Whisper(BatchedInferencePipeline(model), settings.beam)


class Whisper:
    """A model ready to listen. Windows are encoded once, for their language and for their text."""

    def __init__(self, pipeline: Any, beam: int) -> None:  # noqa: ANN401 # faster-whisper has no types
        self._pipeline = pipeline
        self._model = pipeline.model
        self._encoder = Encoder(self._model.encode)
        self._model.encode = self._encoder
        self._beam = beam
        self.multilingual = bool(self._model.model.is_multilingual)

    def everyday(self, word: str) -> bool:
        """Whether the vocabulary has the word in one token; "Ġ" is how it writes the space before it."""
        return self._model.hf_tokenizer.token_to_id("Ġ" + word) is not None

    def length(self, text: str) -> int:
        """How many tokens of a prompt a text takes."""
        return len(self._model.hf_tokenizer.encode(" " + text, add_special_tokens=False).ids)

    def hear(self, sounds: Sequence[Samples], wish: Wish) -> list[Heard]:
        """The text of each window, in their order."""
        self._encoder.tail = wish.tail
        found: list[Heard] = [Heard("")] * len(sounds)
        searches = [_Search.BRIEF if sound.size < _BRIEF * RATE else _Search.LONG for sound in sounds]
        for search in dict.fromkeys(searches):
            places = [place for place, one in enumerate(searches) if one is search]
            before = [wish.before, *(one.language for one in found)][places[0]] or wish.before
            heard = self._searched([sounds[place] for place in places], replace(wish, before=before), search)
            for place, one in zip(places, heard, strict=True):
                found[place] = one
        return found

    def _searched(self, sounds: Sequence[Samples], wish: Wish, search: "_Search") -> list[Heard]:
        """Windows that are heard alike; those of one language together."""
        found: list[Heard] = [Heard("")] * len(sounds)
        languages = self._languages(sounds, wish)
        for language in dict.fromkeys(languages):
            places = [place for place, one in enumerate(languages) if one == language]
            options = _options(wish, language, search)
            heard = self._hear([sounds[place] for place in places], language, options)
            for place, one in zip(places, heard, strict=True):
                found[place] = one
        return found

    def _languages(self, sounds: Sequence[Samples], wish: Wish) -> list[str]:
        if not self.multilingual:
            return ["en"] * len(sounds)
        encoded = self._model.encode(self._features(sounds))
        found, before = [], wish.before
        for sound, tokens in zip(sounds, self._model.model.detect_language(encoded), strict=True):
            chances = {token[2:-2]: chance for token, chance in tokens}  # "<|zh|>"
            before = language_of(chances, sound.size / RATE, before, wish.languages)
            found.append(before)
        return found

    def _features(self, sounds: Sequence[Samples]) -> Samples:
        """Exactly what the pipeline makes of them, so that it finds them encoded."""
        from faster_whisper.audio import pad_or_trim

        return np.stack([pad_or_trim(self._model.feature_extractor(sound)[..., :-1]) for sound in sounds])

    def _hear(self, sounds: Sequence[Samples], language: str, options: Mapping[str, object]) -> list[Heard]:
        starts = [0, *np.cumsum([sound.size for sound in sounds]).tolist()]
        # Half a sample more: the pipeline cuts decimals off.
        clips = [{"start": (start + 0.5) / RATE, "end": (end + 0.5) / RATE} for start, end in pairwise(starts)]
        segments, _ = self._pipeline.transcribe(
            np.concatenate(sounds),
            language=language,
            clip_timestamps=clips,
            batch_size=len(sounds),
            beam_size=self._beam,
            word_timestamps=True,
            condition_on_previous_text=False,
            **options,
        )
        told = list(segments)
        places = [int(start / RATE * FRAMES) for start in starts[:-1]]
        return [
            _heard([one for one in told if one.seek == place], start / RATE, language)
            for place, start in zip(places, starts, strict=False)
        ]


class _Search(Enum):
    """How to search a window for its text.

    In a long window the search otherwise ends with the first texts that come to an end, and those are too often the
    ones that leave out half of what is said; in a brief one, longer texts say the same twice.
    """

    BRIEF = MappingProxyType({"length_penalty": 1.0, "patience": 1.0})
    LONG = MappingProxyType({"length_penalty": 1.3, "patience": 2.0})


def _options(wish: Wish, language: str, search: _Search) -> Mapping[str, object]:
    if wish.manner is Manner.STRICT:
        return {"repetition_penalty": 1.1, "no_repeat_ngram_size": 12}
    if wish.manner is Manner.BARE:
        return search.value
    prompts = wish.brief if search is _Search.BRIEF else wish.prompts
    return {
        **search.value,
        "hotwords": wish.hotwords.get(language, wish.hotwords.get("")) or None,
        "initial_prompt": prompts.get(language, prompts.get("")) or None,
    }


def _heard(segments: Sequence[Any], start: float, language: str) -> Heard:
    """Numbers become Python's own: the pipeline hands out numpy's, which JSON does not know."""
    words = tuple(
        Word(word.word, float(word.start) - start, float(word.end) - start, float(word.probability))
        for segment in segments
        for word in segment.words or ()
    )
    if not segments:
        return Heard(language)
    logprob = min(float(segment.avg_logprob) for segment in segments)
    return Heard(language, words, logprob, max(float(segment.no_speech_prob) for segment in segments))
