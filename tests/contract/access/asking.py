"""What people ask there, in both languages, and what must come of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from handlers.message import Message
from knowledge.access.model import Kind
from knowledge.people.model import LANGS, Handle, Lang
from tests.contract.access.world import NAMES, RIVAL, room_of


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence about a customer; whoever may know `kind` of it must hear of it ("": nothing in particular)."""

    text: str
    customer: str
    kind: Kind | None = None


_OF_KIND: dict[Kind, tuple[str, str]] = {
    Kind.OWNERSHIP: ("谁负责{name}？", "who owns {name}?"),
    Kind.DEAL: ("{name}有哪些商机？", "open deals with {name}"),
    Kind.QUOTE: ("{name}的报价历史", "quote history of {name}"),
    Kind.CONTRACT: ("{name}的合同", "contracts with {name}"),
    Kind.CONTACT: ("{name}的关键联系人", "key contacts at {name}"),
    Kind.PROPOSAL: ("{name}的方案有哪些版本？", "proposals for {name}"),
    Kind.TASK: ("答应{name}的还有哪些没做？", "what do we still owe {name}?"),
}
_BESIDES: tuple[tuple[str, str], ...] = (
    ("上次联系{name}是什么时候？", "when was the last contact with {name}?"),
    ("{name}上次会议纪要", "minutes of the last meeting with {name}"),
    ("下次和{name}开会是什么时候？", "when is the next meeting with {name}?"),
    ("还有谁在跟{name}？", "who else is on {name}?"),
    ("{name}上次报价多少？", "what was the last quote for {name}?"),
    ("{name}看过哪一版方案？", "which version has {name} seen?"),
    ("给我一个追踪链接 https://acme.example/d/1 给{name}", "track this link https://acme.example/d/1 for {name}"),
    ("静音{name}的打开提醒", "mute opens of {name}"),
    ("恢复{name}的打开提醒", "unmute opens of {name}"),
    ("对比{name}的报价", "compare the quotes for {name}"),
    ("对比{name}的方案", "compare the proposals for {name}"),
    ("对比{name}的报价 V1.0 和 V2.0", "compare v1.0 and v2.0 of {name}"),
    ("{name}的历任负责人", "previous owners of {name}"),
    ("{name}去年归谁？", "who owned {name} last year?"),
    ("我们 1 月 1 日时以为谁负责{name}？", "who did we think owned {name} on 1 January 2026?"),
    ("哪位同事认识{name}的人？", "who of us knows somebody at {name}?"),
    ("有没有类似{name}的成功案例？", "similar customers to {name} that we won"),
    ("CONTACTNAME{id}的电话", "how do I reach CONTACTNAME{id} at {name}?"),
    ("CONTACTNAM{id}的电话", "CONTACTNAM{id}'s phone number"),
    ("{name}的CTO怎么联系？", "how do I reach the CTO at {name}?"),
    ("gil某和{name}什么关系？", "how are Gil Doe and {name} related?"),
    ("松涛仪表和{name}什么关系？", "how are Songtao Meters and {name} related?"),
    ("把{name}合并到白榆纸业", "merge {name} into Baiyu Paper"),
    ("谁能看{name}的报价？", "who can see the quotes of {name}?"),
    ("小太阳指的是{name}", "by Sunny we mean {name}"),
)
_IN_GENERAL: tuple[tuple[str, str], ...] = (
    ("我的客户", "my customers"),
    ("我的商机", "my deals"),
    ("我还欠哪些？", "my open tasks"),
    ("我的今天", "my day"),
    ("li某的客户怎么交接", "hand over Li Doe's customers"),
    ("zhao某的客户怎么交接", "hand over Zhao Doe's customers"),
    ("存了哪些链接？", "saved links"),
    ("A100 还有多少货？", "how many A100 in stock?"),
    ("刚才是我自己打开的", "that was me opening it"),
    ("帮助", "help"),
)


def questions(customers: tuple[str, ...] = tuple(NAMES)) -> Iterator[Question]:
    """Every question about each of these customers, and those about none, in both languages."""
    for index in range(len(LANGS)):
        for customer in customers:
            name = NAMES[customer][index]
            for kind, texts in _OF_KIND.items():
                yield Question(texts[index].format(name=name), customer, kind)
            for texts in _BESIDES:
                yield Question(texts[index].format(name=name, id=customer), customer)
        yield Question((f"{RIVAL} 的竞品卡", f"battle card for {RIVAL}")[index], "", Kind.CARD)
        yield from (Question(texts[index], "") for texts in _IN_GENERAL)


def message(person: str, room: str, text: str, at: datetime, event_id: str = "e", lang: Lang | None = None) -> Message:
    """Somebody says something to the bot in a room of this kind."""
    handle = Handle("fake", person)
    return Message("fake", event_id, handle, person, room_of(room, person), text, to_bot=True, said_at=at, lang=lang)
