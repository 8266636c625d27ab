"""How two people or customers are related: the shortest chain between them, each step with its source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.base import Answer, Ask, Intent, Outcome, Plan, SourceLine, View, sentences
from handlers.changing import names_of
from handlers.finding import Found, find_customer, shortest_name, standing_id
from handlers.members import sided
from handlers.path_words import step_words
from handlers.persons import Someone, called, one_of, with_nodes
from handlers.sources import source_line, source_words
from knowledge.access.model import Kind
from knowledge.graph.model import Fact, Provenance
from knowledge.graph.names.model import Resolved
from knowledge.graph.names.resolve import resolve
from knowledge.graph.paths import REGISTERED, Node, Step, shortest_path
from knowledge.graph.view import register_sources, some_contacts, some_customers, some_facts
from knowledge.people.model import Lang
from notifiers.filling import filled

NAME = "ask_path"

MOST_DETOURS = 8
"""So often a way is looked for that leads over nobody whom the asker may not know."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{one}和{other}之间隔 {count} 步：", "en": "{one} and {other} are {count} steps apart:"},
    "direct": {"zh": "{one}和{other}有直接关系：", "en": "{one} and {other} are related directly:"},
    "line": {"zh": "· {step}（{since}{source}）", "en": "· {step} ({since}{source})"},
    "since": {"zh": "自 {first}，", "en": "since {first}, "},
    "until": {"zh": "至 {last}，", "en": "until {last}, "},
    "between": {"zh": "{first} 至 {last}，", "en": "{first} to {last}, "},
    "none": {
        "zh": "四步之内，没有记录把{one}和{other}连起来（只算你能看到的联系人）。",
        "en": "Nothing on record connects {one} and {other} within four steps, going by contacts that you may see.",
    },
    "same": {"zh": "说的是同一个：{one}。", "en": "That is one and the same: {one}."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Find both ends, then the way between them."""
    view.need(Kind.OWNERSHIP)
    ends: list[Node] = []
    for side in ("one", "other"):
        found = _end(ask, view, side)
        if isinstance(found, Plan):
            return found
        ends.append(found)
        view.speaks_of(*found)
        ask = replace(ask, slots={**ask.slots, f"{side}_id": ":".join(found)})
    for kind, customer_id in _told(view, ends):
        view.need(kind, customer_id)
    chain = _way(view, *ends)
    for kind, customer_id in _told(view, _nodes(chain)):
        view.need(kind, customer_id)
    return Plan(_Telling(ask, view, ends, chain or ()).answer(found=chain is not None))


def _way(view: View, one: Node, other: Node) -> tuple[Step, ...] | None:
    """The shortest chain over nothing but contacts whom the asker may know."""
    avoid: frozenset[Node] = frozenset()
    for _ in range(MOST_DETOURS):
        chain = shortest_path(view.reader, one, other, avoid=avoid)
        told = {node: _told(view, [node]) for node in _nodes(chain)}
        hidden = {node for node, of in told.items() if not all(view.rights.sees(view.person, *each) for each in of)}
        if not hidden:
            return chain
        avoid |= hidden
    return None


def _nodes(chain: Sequence[Step] | None) -> list[Node]:
    return list(dict.fromkeys(node for step in chain or () for node in (step.of, step.to)))


def _told(view: View, nodes: Sequence[Node]) -> list[tuple[Kind, str]]:
    """What is told by naming nodes: contacts of a customer, and customers."""
    contacts = some_contacts(view.reader, [name for kind, name in nodes if kind == "contact"])
    theirs = [(Kind.CONTACT, one.customer_id) for one in contacts.values()]
    return [*theirs, *((Kind.OWNERSHIP, name) for kind, name in nodes if kind == "customer")]


def _end(ask: Ask, view: View, side: str) -> Node | Plan:
    """A person of the team, a contact, else a customer, by name; a choice has said which."""
    if ask.slots.get(f"{side}_id"):
        return _node(ask.slots[f"{side}_id"])
    text = ask.slots.get(side, "")
    known = [one for one in _people(view, text) if one.known_to(view)]
    if known:
        one = one_of(ask, view, NAME, known, side)
        return one if isinstance(one, Plan) else _node(one.node)
    alike = resolve(view.names, text, kinds={"person", "customer"})
    if isinstance(alike, Resolved):
        entity_id = alike.candidate.entity_id
        return alike.candidate.kind, standing_id(view, entity_id) if alike.candidate.kind == "customer" else entity_id
    others = {name: value for name, value in ask.slots.items() if name not in (side, "customer_id")}
    found = find_customer(replace(ask, slots=others), view, NAME, text)
    return ("customer", found.customer_id) if isinstance(found, Found) else sided(found, side, "customer:")


def _people(view: View, text: str) -> list[Someone]:
    """By name, or where that is left out the one spoken of."""
    spoken = with_nodes(view, view.subjects.people)
    return called(view, text) if text else spoken if len(spoken) == 1 else []


def _node(said: str) -> Node:
    kind, _, entity_id = said.partition(":")
    return kind, entity_id


class _Telling:
    """A chain in words."""

    def __init__(self, ask: Ask, view: View, ends: Sequence[Node], chain: Sequence[Step]) -> None:
        self._ask, self._view, self._ends, self._chain = ask, view, ends, chain
        self._facts = some_facts(view.reader, [step.fact_id for step in chain])
        nodes = [*ends, *(node for step in chain for node in (step.of, step.to))]
        self._names = _names(view, nodes, ask.lang)
        said = [fact.source.by for fact in self._facts.values()]
        self._people = names_of(view, said, ask.lang)

    def answer(self, *, found: bool) -> Answer:
        """The chain, or that there is none."""
        one, other = (self._names[end] for end in self._ends)
        if self._ends[0] == self._ends[1]:
            return Answer(Outcome.ANSWER, self._say("same", one=one))
        if not found:
            return Answer(Outcome.ANSWER, self._say("none", one=one, other=other))
        words = "direct" if len(self._chain) == 1 else "title"
        title = self._say(words, one=one, other=other, count=str(len(self._chain)))
        known = [self._known(step) for step in self._chain]
        lines = [self._line(step, since, source) for step, (since, source) in zip(self._chain, known, strict=True)]
        return Answer(Outcome.ANSWER, "\n".join([title, *lines]), sources=tuple(self._source(s) for _, s in known))

    def _line(self, step: Step, since: str, source: Provenance) -> str:
        fact = self._facts.get(step.fact_id)
        turned = fact.subject != step.of if fact else not _says(self._view, step)
        of, to = (step.to, step.of) if turned else (step.of, step.to)
        said = step_words(step.relation, self._names[of], self._names[to], self._ask.lang)
        by = self._people.get(source.by, "")
        return self._say(
            "line", step=said, since=since, source=source_words(source, self._ask.lang, self._view.zone, by)
        )

    def _known(self, step: Step) -> tuple[str, Provenance]:
        """Since when, and from where; a step that a register says has no date of its own."""
        fact = self._facts.get(step.fact_id) if step.fact_id != REGISTERED else None
        if fact is not None:
            return self._since(fact), fact.source
        return "", register_sources(self._view.reader, (step.of, step.to), self._ask.now)

    def _since(self, fact: Fact) -> str:
        first = fact.valid_from.isoformat() if fact.valid_from else ""
        last = fact.valid_to.isoformat() if fact.valid_to else ""
        words = "between" if first and last else "since" if first else "until" if last else ""
        return self._say(words, first=first, last=last) if words else ""

    def _source(self, source: Provenance) -> SourceLine:
        return source_line(source, self._view.zone)

    def _say(self, words: str, **facts: str) -> str:
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, **facts)


def _says(view: View, step: Step) -> bool:
    """Whether a step that a register says is said of its first end: the contact, the one who reports, the part."""
    kind, entity_id = step.of
    if kind == "customer":
        known = some_customers(view.reader, [entity_id]).get(entity_id)
        return step.to[0] == kind and known is not None and known.parent_id == step.to[1]
    contact = some_contacts(view.reader, [entity_id]).get(entity_id)
    return contact is not None and step.to[1] in (contact.customer_id, contact.reports_to)


def _names(view: View, nodes: Sequence[Node], lang: Lang) -> dict[Node, str]:
    """What the nodes of a chain are called."""
    by_kind: dict[str, list[str]] = {"person": [], "contact": [], "customer": []}
    for kind, name in nodes:
        by_kind.setdefault(kind, []).append(name)
    found = {node: node[1] for node in nodes}
    people = names_of(view, by_kind["person"], lang)
    found |= {("person", one): name for one, name in people.items()}
    found |= {("contact", one): known.name for one, known in some_contacts(view.reader, by_kind["contact"]).items()}
    customers = some_customers(view.reader, by_kind["customer"])
    return found | {("customer", one): shortest_name(view, known, lang) for one, known in customers.items()}


_A, _B = r"(?P<one>[^,，]+?)", r"(?P<other>[^,，]+?)"

INTENT = Intent(
    name=NAME,
    title={"zh": "两个人或两家客户是什么关系", "en": "how two people or customers are related"},
    examples={
        "zh": ("李雷和蓝屿组件什么关系？",),
        "en": ("how are Li Lei and Acme related?",),
    },
    patterns=sentences(
        rf"{_A}(?:和|跟|与|同){_B}(?:之间)?(?:是|有|到底是|有没有)?(?:什么|啥|哪些|何种|怎样的)?(?:关系|关联|联系|交集)(?:吗|呢|啊)?",
        rf"{_A}(?:怎么|如何)(?:能)?(?:认识|联系到|联系上|搭上|够到){_B}",
        rf"(?:how\s+(?:are|is)|are)\s+{_A}\s+(?:and|to)\s+{_B}\s+(?:related|connected|linked)(?:\s+to\s+each\s+other)?",
        rf"how\s+is\s+{_A}\s+(?:related|connected|linked)\s+(?:to|with)\s+{_B}",
        rf"what(?:['’]?s|\s+is)\s+the\s+(?:relation(?:ship)?|connection|link)\s+between\s+{_A}\s+and\s+{_B}",
        rf"how\s+does\s+{_A}\s+know\s+{_B}",
    ),
    plan=plan,
    place=15,
    asks={"one": "a person or customer", "other": "the other person or customer"},
)
