"""Who acts in an English sentence: I or we, somebody named, somebody by what they do, he or she."""

import re

from capture.promises.reading import sentences

WE = (
    r"(?P<subject>i|we|the\s+team|our\s+(?:\w+\s+)?(?:team|side|engineers?|legal|finance|people|lawyers?"
    r"|ops|support|factory|plant|warehouse|workshop|lab|depot|accounts|dispatch|office|crew)|my\s+(?:team|colleague|assistant)"
    r"|(?:someone|somebody|one)\s+(?:from|on|of)\s+(?:my|our)\s+\w+)"
    r"(?:\s+\([^()\n]{1,40}\)|\s+as\s+(?:the|an?|your)\s+[\w-]+(?:\s+[\w-]+)?)?"
)
ABROAD = r"(?:customer|client|partner|supplier|vendor|competitor|prospect|buyer|bank|reseller|investor)s?\b"
_NO_ADVERB = r"(?!(?:Apparent|Suppos|Alleged|Reported|Hopeful|Probab|Possib|Presumab)\w*y\b)"
FIRST_NAME = _NO_ADVERB + r"(?P<who>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)"
_NO_NOUN = (
    r"i|you|we|he|she|they|it|that|which|who|what|this|these|those|there|is|are|was|were|be|been|has|have|had|will|would|can|could"
    r"|should|to|and|or|but|if|when|for|by|not|so|as|than|with|says?|said|thinks?|hopes?|told|means?|sent|got"
)
_NOUN = rf"(?:(?-i:IT)|(?!(?:{_NO_NOUN})\b)[\w&/'-]+)"
_NOUNS = rf"(?:{_NOUN}\s+){{0,4}}?{_NOUN}"
_APPOSED = r"(?:(?:\s+\((?=[A-Z][a-z]+\))|,\s+(?=[A-Z][a-z]+,)|\s+(?=[A-Z][a-z]+\s))(?P<alias>[A-Z][a-z]+)[),]?)"
_PLACE = rf"(?i:\s+(?:over\s+in|in|from|at|of)\s+(?:(?:the|our|their|your|my|[\w-]+'s)\s+)?{_NOUN}(?:\s+{_NOUN})?)"
ROLE = (
    rf"(?P<role>(?i:(?P<owner>our|my|your|their|the|[\w-]+'s)\s+{_NOUNS}){_APPOSED}?"
    rf"|{_NOUNS}\s+\((?P<other>[A-Z][a-z]+)\)|[A-Z]\w+\s+(?:team|desk|department|office|side|people|folks|guys))"
)
"""Somebody by what they do, or their office: our fitter, the customer's QA lead, your admin (Leo), stores (Ines)."""
PERSON = re.compile(
    r"(?:er|or|ist|ian|m[ae]n|ant|architect|nurse|clerk|guys?|lead|head|rep|tech|boss|lady|colleague|counsel|staff|people|[),])$"
)
"""Ends in a person: such a one hands things over even where it is not said to whom."""
MACHINE = re.compile(
    r"\b(?:systems?|servers?|apps?|portal|tool|bot|software|platform|(?:web)?site|store|link|update|release|script|job|printer"
    r"|meeting|webinar|event|call|order|offer|letter|invoice|shipment)\W*$",
    re.IGNORECASE,
)
THIRD = rf"(?:(?i:(?P<pronoun>he|she))|{ROLE}|{FIRST_NAME}(?P<place>,?{_PLACE},?|,(?i:\s+(?:our|my)\s+{_NOUNS}),?)?:?)"
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
    r"|thursday|today|tomorrow|tuesday|we|wednesday|what|when|where|which|while|who|you|ye[sp]|yup|yeah|right|great|good|perfect|correct|fine",
    re.IGNORECASE,
)
"""What a capital letter may stand before that is no person."""
_OFFICE = re.compile(r"Finance|Legal|Procurement|Sales")


def name_in(match: re.Match[str]) -> str:
    """The name in a sign, without what only opens the sentence (But Tom); "" where that is all."""
    return _bare_name(
        next(
            (said for group, said in match.groupdict().items() if group in ("who", "name", "alias", "other") and said),
            "",
        )
    )


def is_office(match: re.Match[str]) -> bool:
    """Whether what looks like a name is an office (Finance)."""
    return _OFFICE.fullmatch(match.groupdict().get("who") or "") is not None


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
