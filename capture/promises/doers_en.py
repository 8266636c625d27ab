"""Who acts in an English sentence: I or we, somebody named, somebody by what they do, he or she."""

import re

from capture.promises.reading import sentences

WE = (
    r"(?P<subject>i|we|the\s+team|our\s+(?:\w+\s+)?(?:team|side|engineers?|legal|finance|people|lawyers?"
    r"|ops|support|factory|plant|warehouse|workshop|lab|depot|accounts|dispatch|office|crew)|my\s+(?:team|colleague|assistant)"
    r"|(?:someone|somebody|one)\s+(?:from|on|of)\s+(?:my|our)\s+\w+)(?:\s+\([^()\n]{1,40}\))?"
)
ABROAD = r"(?:customer|client|partner|supplier|vendor|competitor|prospect|buyer|bank|reseller|investor)s?\b"
FIRST_NAME = r"(?P<who>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)"
ROLE = (
    rf"(?i:(?P<owner>our|my|your|their|the|(?:the\s+)?[\w-]+'s)\s+(?!{ABROAD})(?:[\w-]+\s+){{0,3}}?(?!{ABROAD})"
    r"(?:\w+(?:er|or|ist|ian|man|woman|ant)|architect|nurse|clerk|guys?|lead|head|rep|tech|boss|lady|colleague|counsel|staff|people))"
)
"""Somebody by what they do, with whom they do it for: our fitter, the customer's QA lead."""
THIRD = rf"(?:(?i:(?P<pronoun>he|she))|{FIRST_NAME}(?:\s+(?:in|from|at|over\s+in)\s+(?:the\s+)?[\w&-]+)?:?|{ROLE})"
_NAME = re.compile(
    r"(?<![\w'@.])(?<!\bthe )(?<!\bour )"
    r"(?:(?<!^)(?<!^[\"'(])|(?!\w+\s+(?:with|to|the|an?|from|on|in|for|my|our|up|about|at|off|back|by|it|her|him|them)\b))"
    r"[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?"
)
"""A person named; no thing (the Northgate list), and no verb that opens a sentence (Spoke to …)."""
_NAMESAKE = re.compile(r"he|she|may|june|april|august", re.IGNORECASE)
"""Before a name these are names too: He Wen, May Lin."""
_NO_NAME = re.compile(
    r"after|and|anyone|april|as|ask|august|but|customer|customers|december|everyone|everything|february"
    r"|finance|friday|he|hello|her|hey|hi|his|hopefully|i|if|it|january|july|june|legal|march|may|maybe|monday"
    r"|next|no|nobody|nothing|november|october|ok|okay|once|procurement|sales|saturday|september|she|so"
    r"|somebody|someone|something|sunday|sure|tell|thanks|that|the|their|then|there|these|they|this|those"
    r"|thursday|today|tomorrow|tuesday|we|wednesday|what|when|where|which|while|who|yes|you",
    re.IGNORECASE,
)
"""What a capital letter may stand before that is no person."""


def name_in(match: re.Match[str]) -> str:
    """The name in a sign, without what only opens the sentence (But Tom); "" where that is all."""
    return _bare_name(
        next((said for group, said in match.groupdict().items() if group in ("who", "name") and said), "")
    )


def _bare_name(name: str) -> str:
    said = name.split()
    while said and _NO_NAME.fullmatch(said[0]) and not (len(said) > 1 and _NAMESAKE.fullmatch(said[0])):
        said = said[1:]
    return " ".join(said)


def antecedents(before: str) -> set[str]:
    """Whom "she" can stand for: the names in the last sentence that has any."""
    told = (set(_NAME.findall(said.text)) for said in reversed(list(sentences(before))))
    named = ({_bare_name(one) for one in names} - {""} for names in told)
    return next((names for names in named if names), set())
