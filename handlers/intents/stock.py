"""How many of a product are in stock, by the lists that other systems keep; with their name and time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, SourceLine, View, sentences
from handlers.finding import LONGEST_SHOWN
from knowledge.access.model import Kind
from knowledge.deals.stock import Level, all_levels, products_meant, products_near
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.notice import Choice

NAME = "stock"
MOST_PLACES, MOST_CHOICES = 12, 8
STALE = timedelta(hours=1)
"""A list that was not read for so long may be wrong by now."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "some": {"zh": "{product}现有 {quantity}{unit}。", "en": "{product}: {quantity}{unit} in stock."},
    "places": {
        "zh": "{product}现有 {quantity}{unit}：{places}。",
        "en": "{product}: {quantity}{unit} in stock: {places}.",
    },
    "none": {"zh": "{product}现在没有货。", "en": "{product} is out of stock."},
    "place": {"zh": "{place} {quantity}{unit}", "en": "{place} {quantity}{unit}"},
    "more_places": {"zh": "其他 {count} 处 {quantity}{unit}", "en": "{count} other places {quantity}{unit}"},
    "source": {"zh": "来源：{source}，{when}。", "en": "Source: {source}, {when}."},
    "as_of": {"zh": "{time} 的数据", "en": "as of {time}"},
    "read_at": {"zh": "{time} 读取", "en": "read at {time}"},
    "stale": {
        "zh": "注意：库存表从 {time} 起没有再读到，可能已经变了，下单前请跟仓库核一下。",
        "en": "Careful: the list could not be read since {time} and may have changed; check with the warehouse first.",
    },
    "list": {"zh": "库存表", "en": "the stock list"},
    "which": {
        "zh": "“{text}”有 {count} 种：{names}。你问哪种？",
        "en": "“{text}” can be any of {count}: {names}. Which?",
    },
    "unknown": {"zh": "库存表里没有“{text}”。", "en": "“{text}” is not on the stock list."},
    "nearest": {"zh": "最接近的是：{names}。", "en": "The nearest are {names}."},
    "not_set_up": {
        "zh": "还没有接入库存表。管理员在设置里加上 [sources.stock] 就能查。",
        "en": "No stock list is connected yet; an admin can add one in the settings as [sources.stock].",
    },
    "ask": {"zh": "问的是哪种产品的库存？", "en": "Which product's stock do you mean?"},
    "and": {"zh": "、", "en": ", "},
    "between_sentences": {"zh": "", "en": " "},
}


def plan(ask: Ask, view: View) -> Plan:
    """The quantity of the one product meant; of several it is asked which, of none the nearest are named."""
    view.need(Kind.CARD)
    levels = all_levels(view.reader)
    teller = _Teller(ask, levels)
    text = ask.slots.get("product", "").strip()
    if not levels:
        return Plan(Answer(Outcome.UNKNOWN, teller.say("not_set_up")))
    if not text:
        return Plan(
            Answer(Outcome.AMBIGUOUS, teller.say("ask")), pending=Pending(NAME, "product", {}, teller.say("ask"))
        )
    named = [one.product for one in levels if one.product == ask.slots.get("product_name")]
    meant = named[:1] or products_meant(text, levels)
    if len(meant) == 1:
        return Plan(teller.level(meant[0]))
    return teller.which(text, meant) if meant else teller.unknown(text)


class _Teller:
    def __init__(self, ask: Ask, levels: Sequence[Level]) -> None:
        self._ask, self._levels = ask, levels

    def level(self, product: str) -> Answer:
        """How many there are, where, and who says so."""
        rows = [one for one in self._levels if one.product == product]
        total = sum(one.quantity for one in rows)
        unit = self._unit(rows[0].unit if len({one.unit for one in rows}) == 1 else "")
        facts = {"product": product, "quantity": _number(total), "unit": unit}
        places = [one for one in rows if one.place and one.quantity]
        words = "none" if total <= 0 else "places" if places else "some"
        text = [self.say(words, **facts, places=self._places(places)), *self._sources(rows)]
        listed = dict.fromkeys(SourceLine(one.said_by or NAME, product, self._day(one)) for one in rows)
        return Answer(Outcome.ANSWER, "\n".join(text), sources=tuple(listed))

    def which(self, text: str, products: Sequence[str]) -> Plan:
        """One of several products."""
        shown = list(products[:MOST_CHOICES])
        names = self.say("and").join(shown) + (" …" if len(products) > len(shown) else "")
        said = self.say("which", text=_short(text), count=str(len(products)), names=names)
        return self._asked(Outcome.AMBIGUOUS, said, shown)

    def unknown(self, text: str) -> Plan:
        """None; the nearest names, to press, never taken by themselves."""
        near = products_near(text, self._levels)
        said = [self.say("unknown", text=_short(text))]
        said += [self.say("nearest", names=self.say("and").join(near))] if near else []
        return self._asked(Outcome.UNKNOWN, self.say("between_sentences").join(said), near)

    def _asked(self, outcome: Outcome, said: str, products: Sequence[str]) -> Plan:
        options = [{"label": one, "product": one, "product_name": one} for one in products]
        choices = tuple(
            Choice(one["label"], NAME, {"product": one["product"], "product_name": one["product"]}) for one in options
        )
        pending = Pending(NAME, "product", {}, said, tuple(options)) if options else None
        return Plan(Answer(outcome, said, choices=choices), pending=pending)

    def _places(self, rows: Sequence[Level]) -> str:
        shown = [
            self.say("place", place=one.place, quantity=_number(one.quantity), unit=self._unit(one.unit))
            for one in rows[:MOST_PLACES]
        ]
        rest = rows[MOST_PLACES:]
        if rest:
            total, unit = sum(one.quantity for one in rest), self._unit(rest[0].unit)
            shown.append(self.say("more_places", count=str(len(rest)), quantity=_number(total), unit=unit))
        return self.say("and").join(shown)

    def _sources(self, rows: Sequence[Level]) -> list[str]:
        """Each list that says so, with its time; and a warning where it has not been read for long."""
        told = dict.fromkeys(
            self.say("source", source=one.said_by or self.say("list"), when=self._when(one)) for one in rows
        )
        read = [one.read_at for one in rows if one.read_at]
        late = [at for at in read if self._ask.now - at > STALE]
        return [*told, *([self.say("stale", time=self._time(min(late)))] if late else [])]

    def _when(self, one: Level) -> str:
        if one.as_of is not None:
            return self.say("as_of", time=self._time(one.as_of))
        return self.say("read_at", time=self._time(one.read_at)) if one.read_at else "?"

    def _time(self, at: datetime) -> str:
        return f"{at.astimezone(self._ask.zone):%Y-%m-%d %H:%M}"

    def _day(self, one: Level) -> str:
        at = one.as_of or one.read_at
        return at.astimezone(self._ask.zone).date().isoformat() if at else ""

    def _unit(self, unit: str) -> str:
        return f" {unit}" if unit else ""

    def say(self, words: str, **facts: str) -> str:
        """A sentence in the asker's language."""
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, **facts)


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


_P = r"(?P<product>.{1,80}?)"
_END = r"[的呢呀啊吗嘛了]?"
_MUCH_ZH = r"(?:多少|几)(?:个|台|件|套|只|箱|块|张|片|根|米|吨|公斤)?"

INTENT = Intent(
    name=NAME,
    title={"zh": "查库存：某个产品还有多少货", "en": "stock: how many of a product there are"},
    examples={
        "zh": ("A100 还有多少货？", "查一下 A100 的库存"),
        "en": ("how many A100 in stock?", "stock of A100"),
    },
    patterns=sentences(
        rf"{_P}的?(?:还|现在|目前|仓库)?(?:还)?(?:有|剩)(?:下)?{_MUCH_ZH}(?:现货|库存|存货|货){_END}",
        rf"{_P}的?(?:现货|库存|存货)(?:量|数|数量|情况)?(?:还)?(?:有|是|剩)?(?:{_MUCH_ZH}|怎么样|如何)?{_END}",
        rf"{_P}(?:还|现在|目前)?有(?:没有)?(?:现货|库存|存货|货){_END}",
        rf"(?:查|看)(?:一?下)?(?:库存|存货|现货)[\s:：,，]*{_P}",
        rf"(?:库存|存货|现货)(?:查询)?[\s:：,，]+{_P}",
        r"(?:查|看)(?:一?下)?库存|库存查询",
        rf"how\s+many\s+{_P}\s+(?:do\s+we\s+have\s+|are\s+(?:there\s+)?|have\s+we\s+got\s+)?(?:left\s+)?(?:in|on)\s+(?:stock|hand)(?:\s+now)?",
        rf"how\s+many\s+{_P}\s+(?:do\s+we\s+have|are|have\s+we\s+got)\s+(?:left|available)(?:\s+in\s+stock)?",
        rf"(?:do\s+we\s+have|is\s+there|are\s+there)\s+(?:any\s+)?{_P}\s+(?:left\s+)?(?:in\s+stock|available)",
        rf"(?:is|are)\s+(?:the\s+)?{_P}\s+in\s+stock",
        rf"(?:(?:what(?:['’]s|\s+is)\s+(?:the\s+)?|check\s+(?:the\s+)?)?(?:stock|inventory)(?:\s+level)?)\s+(?:of|for)\s+{_P}",
        rf"{_P}\s+(?:stock|inventory)(?:\s+level)?",
    ),
    plan=plan,
    place=47,
    asks={"product": "the product's name or code"},
)
