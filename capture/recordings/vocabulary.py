"""Everyday Chinese words: those of pypinyin's dictionary, read once when first needed."""

from functools import lru_cache


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    from pypinyin.phrases_dict import phrases_dict

    return frozenset(phrases_dict)


def is_word(text: str) -> bool:
    """Whether it stands in the dictionary (47,000 words and sayings)."""
    return text in _words()
