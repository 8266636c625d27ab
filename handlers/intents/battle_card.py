"""The battle kit: the card against a competitor, or the lines that answer an objection, with their source and age."""

from collections.abc import Mapping, Sequence

from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, SourceLine, View, sentences
from handlers.finding import LONGEST_SHOWN
from handlers.papers import cut
from handlers.rivals import Meant, cards_meant
from knowledge.access.model import Kind
from knowledge.battlecards.judge import answers_to
from knowledge.battlecards.model import BattleCard, CardLine, Hit
from knowledge.battlecards.view import all_cards
from knowledge.people.model import Lang
from knowledge.people.view import persons_called
from knowledge.store.recording import Claim, Source
from notifiers.filling import filled
from notifiers.notice import Choice

MOST = 30
"""More lines of one card than this are counted, not listed."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "card": {"zh": "《{title}》（{owner}，{verified}）", "en": "“{title}” ({owner}, {verified})"},
    "owner": {"zh": "负责人{who}", "en": "owner {who}"},
    "no_owner": {"zh": "没有写负责人", "en": "no owner named"},
    "verified": {"zh": "核对于 {day}", "en": "verified {day}"},
    "never": {"zh": "没有写核对日期", "en": "no date of verification"},
    "stale": {
        "zh": "注意：《{title}》已经 {days} 天没有核对，可能过时，用之前请先问{who}。",
        "en": "Careful: “{title}” was last verified {days} days ago and may be out of date; check with {who} first.",
    },
    "undated": {
        "zh": "注意：《{title}》没有写核对日期，可能过时，用之前请先问{who}。",
        "en": "Careful: “{title}” doesn't say when it was verified and may be out of date; check with {who} first.",
    },
    "its_owner": {"zh": "写卡的人", "en": "whoever wrote it"},
    "section": {"zh": "{section}：", "en": "{section}:"},
    "line": {"zh": "· {text}（第 {number} 行）", "en": "· {text} (line {number})"},
    "hit": {
        "zh": "· {text}（《{title}》第 {number} 行，{owner}，{verified}）",
        "en": "· {text} (“{title}”, line {number}, {owner}, {verified})",
    },
    "hits": {"zh": "关于“{text}”，竞品卡里有这些说法：", "en": "On “{text}” the battle cards say:"},
    "which": {
        "zh": "“{text}”有 {count} 张竞品卡，要看哪张？",
        "en": "There are {count} cards for “{text}”. Which one?",
    },
    "unknown": {"zh": "没有找到“{text}”的竞品卡。", "en": "I have no battle card for “{text}”."},
    "no_answer": {
        "zh": "竞品卡里没有找到“{text}”的回应。",
        "en": "The battle cards have no answer to “{text}”.",
    },
    "nearest": {"zh": "最接近的是：{names}。", "en": "The nearest are {names}."},
    "there_are": {"zh": "现有的竞品卡：{names}。", "en": "There are cards for {names}."},
    "none": {
        "zh": "还没有竞品卡。导入时把 battlecards/*.md 放进文件夹即可。",
        "en": "There are no battle cards yet; an import takes them from battlecards/*.md.",
    },
    "between_sentences": {"zh": "", "en": " "},
    "and": {"zh": "、", "en": ", "},
}


def plan(ask: Ask, view: View) -> Plan:
    """One card whole; else what the cards say to the objection; else the nearest cards there are."""
    view.need(Kind.CARD)
    known = all_cards(view.reader)
    teller = _Teller(ask, view, known)
    if not known:
        return Plan(Answer(Outcome.UNKNOWN, teller.say("none")))
    cards = [one.value for one in known]
    pressed = [card for card in cards if card.card_id == ask.slots.get("card_id")]
    if pressed:
        return teller.card(pressed[0])
    text = ask.slots.get("objection", "") or ask.slots.get("rival", "")
    return _answer(teller, cards, text, cards_meant(cards, text, view.names), is_objection="objection" in ask.slots)


def _answer(teller: "_Teller", cards: Sequence[BattleCard], text: str, meant: Meant, *, is_objection: bool) -> Plan:
    if meant.cards and not meant.rest:
        return teller.card(meant.cards[0]) if len(meant.cards) == 1 else teller.which(text, meant.cards)
    general = [card for card in cards if not card.competitors or card in meant.cards]
    hits = answers_to(meant.rest, general) or ([] if meant.cards else answers_to(meant.rest, cards))
    if hits:
        return teller.hits(text, hits)
    if meant.cards:
        return teller.card(meant.cards[0]) if len(meant.cards) == 1 else teller.which(text, meant.cards)
    near = list(dict.fromkeys(one.entity_id for one in meant.nearest))
    return teller.unknown("no_answer" if is_objection else "unknown", text, near)


class _Teller:
    def __init__(self, ask: Ask, view: View, known: Sequence[Claim[BattleCard]]) -> None:
        self._ask, self._view = ask, view
        self._known = [one.value for one in known]
        self._sources: Mapping[str, Source] = {one.value.card_id: one.source for one in known}

    def card(self, card: BattleCard) -> Plan:
        """All of it, under its headings."""
        lines: list[str] = []
        section = ""
        for line in card.lines:
            if line.section not in (section, card.title):
                lines.append(self.say("section", section=line.section))
            section = line.section
            lines.append(self.say("line", text=line.text, number=str(line.number)))
        text = [self.say("card", **self._about(card)), *self._warnings([card]), *cut(lines, self._ask.lang, MOST)]
        return self._told(text, [(card, line) for line in card.lines])

    def hits(self, asked: str, hits: Sequence[Hit]) -> Plan:
        """The lines that answer, each with its card."""
        lines = [
            self.say("hit", text=hit.line.text, number=str(hit.line.number), **self._about(hit.card)) for hit in hits
        ]
        cards = list({hit.card.card_id: hit.card for hit in hits}.values())
        text = [self.say("hits", text=_shown(asked)), *lines, *self._warnings(cards)]
        return self._told(text, [(hit.card, hit.line) for hit in hits])

    def which(self, text: str, cards: Sequence[BattleCard]) -> Plan:
        """One of several."""
        said = self.say("which", text=_shown(text), count=str(len(cards)))
        return self._asked(Outcome.AMBIGUOUS, said, cards)

    def unknown(self, words: str, text: str, near: Sequence[str]) -> Plan:
        """The nearest by name, else what there is."""
        close = [card for name in near for card in self._known if name in card.competitors][:3]
        cards = close or [card for card in self._known if card.competitors][:5]
        names = list(dict.fromkeys(card.competitors[0] for card in cards))
        said = [self.say(words, text=_shown(text))]
        if names:
            said.append(self.say("nearest" if close else "there_are", names=self.say("and").join(names)))
        return self._asked(Outcome.UNKNOWN, self.say("between_sentences").join(said), cards)

    def _asked(self, outcome: Outcome, said: str, cards: Sequence[BattleCard]) -> Plan:
        labels = {card.card_id: self._label(card, cards) for card in cards}
        choices = tuple(Choice(label, "battle_card", {"card_id": key}) for key, label in labels.items())
        options = tuple({"label": label, "card_id": key} for key, label in labels.items())
        pending = Pending("battle_card", "rival", {}, said, options) if options else None
        return Plan(Answer(outcome, said, choices=choices), pending=pending)

    def _label(self, card: BattleCard, among: Sequence[BattleCard]) -> str:
        """The competitor, or the title where two cards are about the same."""
        name = card.competitors[0] if card.competitors else card.title
        return card.title if sum(name in other.competitors for other in among) > 1 else name

    def _told(self, text: Sequence[str], lines: Sequence[tuple[BattleCard, CardLine]]) -> Plan:
        sources = tuple(self._source(card, line) for card, line in lines)
        return Plan(Answer(Outcome.ANSWER, "\n".join(text), sources=sources))

    def _source(self, card: BattleCard, line: CardLine) -> SourceLine:
        file = str(self._sources[card.card_id]["where"]).rpartition(" line ")[0]
        learnt = str(self._sources[card.card_id]["at"])[:10]
        day = card.verified_on.isoformat() if card.verified_on else learnt
        return SourceLine(card.title, f"{file} line {line.number}", day)

    def _about(self, card: BattleCard) -> dict[str, str]:
        day = card.verified_on.isoformat() if card.verified_on else ""
        return {
            "title": card.title,
            "owner": self.say("owner", who=self._owner(card)) if card.owner else self.say("no_owner"),
            "verified": self.say("verified", day=day) if day else self.say("never"),
        }

    def _warnings(self, cards: Sequence[BattleCard]) -> list[str]:
        today = self._ask.today
        return [
            self.say(
                "stale" if card.verified_on else "undated",
                title=card.title,
                days=str(age.days) if (age := card.age(today)) else "",
                who=self._owner(card) or self.say("its_owner"),
            )
            for card in cards
            if card.is_stale(today)
        ]

    def _owner(self, card: BattleCard) -> str:
        found = persons_called(self._view.reader, card.owner) if card.owner else []
        return found[0].name_in(self._ask.lang) if len(found) == 1 else card.owner

    def say(self, words: str, **facts: str) -> str:
        """A sentence of this intent."""
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, **facts)


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


_R, _O = r"(?P<rival>.+?)", r"(?P<objection>.+?)"
_KIT_ZH = r"(?:打单卡|对战卡|作战卡|战卡|竞品卡|竞争卡|打单包|竞品分析|竞品话术|对比话术)"
_CARD_ZH = rf"(?:{_KIT_ZH}|battle\s*cards?)"
_BEAT_ZH = r"(?:打败|打赢|打|应对|对付|对抗|比过|赢过|赢|干掉|拿下|PK|竞争|回应)"
_THEY_ZH = r"(?:如果|要是|当)?(?:客户|对方|他们?|人家|甲方)(?:总是|老是|一直|都)?"
_SAY_ZH = r"(?:说|觉得|嫌弃?|担心|认为|抱怨|反馈|问|质疑|怕|反对)"
_WORRY_ZH = r"(?:嫌弃?|担心|抱怨|质疑|怕|反对)"
_HOW_ZH = r"(?:怎么|如何|咋)(?:办|回答?|答|应对|说|处理|回复|应答|接|谈|解释)?"
_THEN_ZH = rf"(?:的时候|的话)?[,，]?\s*(?:我们?)?(?:该|应该|要|可以|能)?{_HOW_ZH}"
_END = r"[的呢呀啊吗嘛]?"
_CARD_EN = r"battle[\s-]?cards?"
_WE_EN = r"(?:do|can|should|could|would)\s+(?:we|i|you)"
_BEAT_EN = (
    r"(?:beat|win\s+against|compete\s+(?:with|against)|sell\s+against|counter|position\s+(?:us\s+)?against|fight)"
)
_THEY_EN = r"(?:the\s+|a\s+|my\s+)?(?:customers?|clients?|prospects?|buyers?|they|somebody|someone|people)"
_SAY_EN = (
    r"(?:says?|said|thinks?|feels?|complains?|objects?|claims?|worr(?:y|ies)|(?:is|are)\s+worried|asks?)"
    r"(?:\s+(?:that|about|if|why))?"
)

INTENT = Intent(
    name="battle_card",
    title={
        "zh": "竞品卡：怎么对付某个竞品，怎么回某个异议",
        "en": "battle cards: against a competitor or an objection",
    },
    examples={
        "zh": ("Maintiva 的竞品卡", "客户说太贵了怎么回？"),
        "en": ("battle card for ServoDesk", "what do we say when they say it is too expensive?"),
    },
    patterns=sentences(
        rf"(?:对|和|跟|关于)?{_R}\s*的?{_CARD_ZH}(?:有吗|在哪里?|呢|是什么)?{_END}",
        rf"(?:{_KIT_ZH}[\s:：,，]+|battle\s*cards?\s*[:：]\s*){_R}",
        rf"(?:我们?)?(?:该|应该|要|可以)?(?:怎么|如何|咋)(?:去|来)?{_BEAT_ZH}(?:竞品|竞争对手|对手)?\s*{_R}(?:的竞争)?{_END}",
        rf"(?:遇到|碰到|碰上)(?:竞品|竞争对手|对手)?\s*{_R}[,，]?\s*(?:该|应该|要)?(?:怎么|如何|咋)(?:办|打|应对|说|赢){_END}",
        rf"(?:我们?)?(?:和|跟|与|比起|对比)\s*{_R}\s*(?:比|相比|比较|PK|竞争)(?:起来)?[,，]?\s*(?:我们?)?的?(?:有|的)?(?:什么|哪些|啥)?(?:优势|劣势|区别|差别|不同|强在哪里?|好在哪里?|卖点){_END}",
        rf"{_THEY_ZH}{_SAY_ZH}[:：，,“\"「]?{_O}[”\"」]?{_THEN_ZH}{_END}",
        rf"{_THEY_ZH}{_WORRY_ZH}{_O}",
        rf"(?:异议|反对意见|客户异议)[\s:：,，]+{_O}",
        rf"{_O}(?:这个|这种|这类)?的?(?:异议|反对意见)(?:该|应该|要)?(?:怎么|如何|咋)?(?:办|回答?|答|应对|说|处理|回复)?{_END}",
        rf"(?:the\s+)?{_CARD_EN}\s+(?:for|on|about|against|vs\.?)\s+{_R}",
        rf"{_R}\s+{_CARD_EN}",
        rf"how\s+{_WE_EN}\s+{_BEAT_EN}\s+{_R}",
        rf"how\s+(?:do|are)\s+we\s+(?:better\s+than|compare(?:d)?\s+(?:to|with)|different\s+from)\s+{_R}",
        rf"(?:what|how)\s+{_WE_EN}\s+(?:say|answer|reply|respond|react|do)(?:\s+(?:when|if|to))?\s+{_THEY_EN}\s+{_SAY_EN}\s+{_O}",
        rf"(?:when\s+|if\s+)?{_THEY_EN}\s+{_SAY_EN}\s+{_O}[,;]?\s+(?:what|how)\s+{_WE_EN}\s+(?:say|answer|reply|respond|react|do)",
        rf"objections?[\s:,]+{_O}",
        rf"(?:how\s+{_WE_EN}\s+|how\s+to\s+)(?:answer|handle|counter|respond\s+to|deal\s+with|overcome)\s+(?:the\s+)?(?:objection\s+)?[“\"]?{_O}[”\"]?(?:\s+objection)?",
    ),
    plan=plan,
    place=27,
    asks={"rival": "the competitor", "objection": "what the buyer says against us"},
)
