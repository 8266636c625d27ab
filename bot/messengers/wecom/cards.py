"""A notice as a WeCom template card, where it fits one. WeCom shows only so much of each part and hides the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from unicodedata import east_asian_width

from bot.messengers.wecom import rings, words
from bot.messengers.wecom.texts import PLAIN, fact_line, is_web, offer_line, one_line, why_line
from bot.wire.escaping import plain
from bot.wire.splitting import shorten
from notifiers.notice import Choice, Fact, Notice, Stripe

Card = dict[str, Any]

BUTTONS = 6
FACTS = 6
HOME = "https://work.weixin.qq.com"
"""Where a card leads that has nowhere else to lead to: one without buttons must lead somewhere."""

BADGE, TITLE, BODY, QUOTE, LABEL, VALUE = 26, 60, 240, 640, 14, 56
"""How much is shown, in halves of a Chinese character; WeCom names 13, 26, 112, -, 5 and 26 characters."""

BUTTON = 40
_TITLE_BYTES, _BUTTON_BYTES = 90, 60
_COLOURS = {Stripe.HOT: 2, Stripe.BLOCKED: 2, Stripe.INFO: 1, Stripe.DONE: 3}
_PRIMARY, _SECONDARY = 1, 2


def button_card(notice: Notice, keyed: Sequence[tuple[Choice, str]], offered: Sequence[Choice]) -> Card | None:
    """A card with buttons; None where it would hide something. `offered` are choices without a button."""
    front = _front(notice, offered)
    if front is None or not all(_width(choice.label) <= BUTTON for choice, _ in keyed):
        return None
    front.setdefault("main_title", {"title": words.CHOOSE[notice.lang]})
    return {"card_type": "button_interaction", **front, "button_list": _buttons(keyed)}


def notice_card(notice: Notice, public_url: str) -> Card | None:
    """A card without choices, which leads to the first link of the notice; None where it would hide something."""
    front = _front(notice, ())
    if front is None:
        return None
    url = _first_link(notice) or (public_url if is_web(public_url) else HOME)
    return {"card_type": "text_notice", **front, "card_action": {"type": 1, "url": url}}


def bare_card(notice: Notice, keyed: Sequence[tuple[Choice, str]]) -> Card:
    """Only the buttons, below a message that has said everything."""
    said = plain(notice.title) or words.CHOOSE[notice.lang]
    title = shorten(one_line(said), _TITLE_BYTES, words.CUT[notice.lang])
    return {
        "card_type": "button_interaction",
        "main_title": {"title": title},
        "sub_title_text": words.ABOVE[notice.lang],
        "button_list": _buttons(keyed),
    }


def labels_hidden(keyed: Sequence[tuple[Choice, str]]) -> Sequence[Choice]:
    """The choices whose label is too long for a button."""
    return [choice for choice, _ in keyed if _width(choice.label) > BUTTON]


def _front(notice: Notice, offered: Sequence[Choice]) -> Card | None:
    """Everything above the buttons; None where it would hide something."""
    table = [fact for fact in notice.facts if _in_table(fact)][:FACTS]
    body = "\n".join(_body(notice, [fact for fact in notice.facts if fact not in table], offered))
    quote = "\n".join(_quote(notice))
    badge, title = one_line(plain(notice.badge)), one_line(plain(notice.title))
    shown = ((badge, BADGE), (title, TITLE), (body, BODY), (quote, QUOTE))
    if any(_width(text) > most for text, most in shown) or not (title or body):
        return None
    front: Card = {"source": {"desc": badge, "desc_color": _COLOURS.get(notice.stripe, 0)}} if badge else {}
    front |= {"main_title": {"title": title}} if title else {}
    front |= {"sub_title_text": body} if body else {}
    front |= {"quote_area": _quoted(notice, quote)} if quote else {}
    return front | ({"horizontal_content_list": [_row(fact) for fact in table]} if table else {})


def _body(notice: Notice, more: Sequence[Fact], offered: Sequence[Choice]) -> Sequence[str]:
    said = [plain(text) for text in (rings.named(notice, ()), notice.settled, notice.text) if text]
    return [
        *said,
        *(fact_line(fact, notice, PLAIN) for fact in more),
        *(offer_line(choice, notice, PLAIN) for choice in offered),
    ]


def _quote(notice: Notice) -> Sequence[str]:
    """The evidence and the foot. What the quote itself leads to needs no address in it."""
    link = _first_link(notice)
    seen = [replace(why, link="") if why.link == link else why for why in notice.why]
    return [*(why_line(why, notice, PLAIN) for why in seen), *([plain(notice.foot)] if notice.foot else [])]


def _first_link(notice: Notice) -> str:
    return next((why.link for why in notice.why if is_web(why.link)), "")


def _quoted(notice: Notice, quote: str) -> Mapping[str, object]:
    link = _first_link(notice)
    leads = {"type": 1, "url": link} if link else {"type": 0}
    return {**leads, **({"title": words.WHY[notice.lang]} if notice.why else {}), "quote_text": quote}


def _in_table(fact: Fact) -> bool:
    fits = _width(fact.label) <= LABEL and _width(fact.value) <= VALUE
    return fits and bool(plain(fact.label).strip()) and "\n" not in fact.label + fact.value


def _row(fact: Fact) -> Mapping[str, str]:
    return {"keyname": plain(fact.label), "value": plain(fact.value)}


def _buttons(keyed: Sequence[tuple[Choice, str]]) -> Sequence[Mapping[str, object]]:
    return [
        {
            "text": shorten(one_line(plain(choice.label)) or "·", _BUTTON_BYTES, "…"),
            "style": _PRIMARY if choice.primary else _SECONDARY,
            "key": key,
        }
        for choice, key in keyed
    ]


def _width(text: str) -> int:
    """How wide it is, in halves of a Chinese character."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
