"""Somebody names a customer's price that a newer quote replaced."""

import re
from collections.abc import Iterable

from capture.base import Context, Heard
from capture.whose import customer_of
from handlers.base import Command
from handlers.hearing import Hearing
from knowledge.proposals.events import OldPriceQuoted
from knowledge.proposals.papers import quotes_of
from knowledge.proposals.prices import PointOut, amounts_in, replaced

LONGEST = 500
_PRICE = ("报价", "报的", "报给", "价格", "总价", "quot", "price", "offer")
_KNOWING = re.compile(
    r"之前|原来|原价|上次|以前|旧|降|涨|改|从|不是|作废|历史|去年|对比|"
    r"\b(?:was|were|before|previous\w*|old|earlier|former\w*|last|down|up|from|instead|originally|not|used\s+to)\b",
    re.IGNORECASE,
)
"""Whoever says one of these knows that it is not the price of now."""


def hear(heard: Heard, context: Context) -> Iterable[Command]:
    """A command where the price is one of an older version."""
    text = heard.text
    if heard.to_bot or len(text) > LONGEST or not _speaks_of_a_price(text):
        return ()
    amounts = list(amounts_in(text))
    whose = customer_of(text, context, heard) if amounts and not _KNOWING.search(text) else None
    if whose is None or not whose.sure or not heard.sender_id:
        return ()
    found = replaced(amounts, [one.value for one in quotes_of(context.reader, whose.customer_id)])
    if found is None:
        return ()
    said = (heard.room.key, heard.thread, heard.sender_id, heard.said_at)
    return (PointOut(OldPriceQuoted(whose.customer_id, found[0].quote_id, found[1].quote_id, *said)),)


def _speaks_of_a_price(text: str) -> bool:
    plain = text.lower()
    return any(word in plain for word in _PRICE)


HEARING = Hearing("prices", hear)
