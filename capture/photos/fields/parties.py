"""Companies: behind a label (甲方, Buyer), in a sentence (以下简称“甲方”, the "Supplier"), or by how a name ends."""

import re
from collections.abc import Iterator, Sequence

from capture.photos.fields.rows import GAP, Hit, Row, best_first, flowing, matches
from capture.photos.model import Field, FieldKind, Role

_BUYERS = (
    "采购方|采购单位|采购人|买方|买受人|需方|购方|购买方|购货方|购货单位|委托方|委托人|委托单位|发包方|发包人|建设单位|定作方|承租方|"
    "客户名称|客户单位|客户|业主单位|业主|用户单位|使用单位|招标人"
)
_SELLERS = (
    "供应方|供应商|供货方|供货单位|卖方|出卖人|供方|销方|销售方|销货方|销货单位|受托方|受托人|受托单位|承包方|承包人|承建单位|承揽方|"
    "出租方|报价单位|报价方|报价公司|投标人|服务方|服务商|施工单位|实施单位"
)
_EN_BUYERS = "Buyer|Purchaser|Customer|Client|Bill to|Sold to|Prepared for|Quoted? (?:to|for)|Employer|Licensee"
_EN_SELLERS = "Seller|Supplier|Vendor|Contractor|Service Provider|Provider|Prepared by|Quoted by|Licensor"


def _loose(words: str) -> str:
    """Chinese labels are often spread out: 甲 方."""
    return "|".join(r"\s?".join(word) for word in words.split("|"))


_ZH_LABEL = rf"甲\s*方|乙\s*方|{_loose(_BUYERS)}|{_loose(_SELLERS)}"
_EN_LABEL = rf"Party\s*A|Party\s*B|{_EN_BUYERS}|{_EN_SELLERS}"
_NOTE = r"(?:\s*\([^()]{1,14}\)){0,2}"
_LABELLED = re.compile(
    rf"(?:^|(?<=[\s;,。、.]))(?P<label>(?:(?:the\s+)?(?:{_EN_LABEL})|{_ZH_LABEL}){_NOTE}(?:\s*名\s*称|\s+name)?) *: *"
    rf"{GAP}?(?P<value>[^{GAP};。]*)",
    re.IGNORECASE,
)
_UNMARKED = re.compile(rf"(?:^|{GAP})(?P<label>(?:{_ZH_LABEL}){_NOTE}){GAP}?\s*(?P<value>[^{GAP}:;。]*公司)")

_ZH_NAME = r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9()·]{1,30}?"
_ZH_END = r"(?:股份有限公司|有限责任公司|(?:\(集团\))?有限公司|集团公司|\(有限合伙\)|事务所|研究院|集团)"
_ZH_END += r"(?![\u4e00-\u9fff]{0,1}公司)"
_EN_NAME = r"[A-Z][\w&.'’-]*(?:[ ,]+[A-Z&(][\w&.'’)-]*){0,5}?"
_EN_END = r"(?:Co\.?,?\s*Ltd|Pte\.?\s*Ltd|Pvt\.?\s*Ltd|Ltd|Limited|Inc"
_EN_END += r"|LLC|L\.L\.C|GmbH|Corporation|Corp|PLC|plc|S\.A|B\.V|AG|LLP)\b\.?"
_COMPANY = re.compile(rf"(?P<zh>{_ZH_NAME}{_ZH_END})|(?P<en>{_EN_NAME},?\s+{_EN_END})")
_CALLED = re.compile(
    rf"(?P<value>{_ZH_NAME}{_ZH_END}|{_EN_NAME},?\s+{_EN_END})[\s,]*\(\s*"
    r"(?i:(?:以下(?:简称|称为|称)?|下称|hereinafter[^\"“”')]{0,30}|the\s+)*[\s:]*[\"“”'「‘’]*\s*(?:the\s+)?"
    rf"(?P<label>{_EN_LABEL}|{_ZH_LABEL}))"
)
_NAME_OF = re.compile(rf"(?<!项目)(?P<label>名[\s{GAP}]*称)\s*:\s*{GAP}?(?P<value>[^{GAP}:]+)")
_TAIL = re.compile(
    r"\s*(?:\((?:以下|下称|盖章|公章|签章|章|the\b|hereinafter)[^)]*\)?|(?:地址|电话|联系人|法定代表人|税号|传真|统一社会|授权|Address|Tel|Phone|Attn)\s*:?).*$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    rf"^(?:{_ZH_LABEL}|盖章|签字|签章|公章|代表|签名|日期|\(|signature|name|date|by\b|_+|-+|/|the\b)", re.IGNORECASE
)
_LEADING = re.compile(r"^(?:本合同由|由|与|和|及|致|单位名称|公司名称|名\s*称|全称|名)\s*[:]?\s*")


def parties(rows: Sequence[Row]) -> list[Field]:
    """The companies of a document: those with a role first, each once."""
    hits = [*_labelled(rows), *_called(rows), *_of_invoice(rows)]
    named = {_key(hit.value) for hit in hits}
    hits += [
        hit for hit in _by_form(rows) if not any(_key(hit.value) in name or name in _key(hit.value) for name in named)
    ]
    return _each_once(best_first(hits, FieldKind.COMPANY))


def role_of(label: str) -> Role:
    """What a label makes of a company: who buys or sells where it says so, else 甲方 or 乙方."""
    text = "".join(label.split())
    for words, role in (
        (_BUYERS, Role.BUYER),
        (_SELLERS, Role.SELLER),
        (_EN_BUYERS, Role.BUYER),
        (_EN_SELLERS, Role.SELLER),
    ):
        if re.search(words.replace(" ", r"\s*"), text, re.IGNORECASE):
            return role
    if re.search("甲方|PartyA", text, re.IGNORECASE):
        return Role.PARTY_A
    return Role.PARTY_B if re.search("乙方|PartyB", text, re.IGNORECASE) else Role.NONE


def _labelled(rows: Sequence[Row]) -> Iterator[Hit]:
    for pattern in (_LABELLED, _UNMARKED):
        for row, found in matches(rows, pattern):
            raw = _LEADING.sub("", _TAIL.sub("", found["value"]))
            value = _named(raw)
            if value:
                start = found.start("value") + found["value"].find(raw)
                rank = 3.2 if _COMPANY.search(raw) else 2.4
                yield Hit(row, start, start + len(raw), value, found["label"], rank, role=role_of(found["label"]))


def _called(rows: Sequence[Row]) -> Iterator[Hit]:
    """Names that a sentence gives a role; the sentence may run over rows."""
    for page in {row.page for row in rows}:
        whole = flowing([row for row in rows if row.page == page])
        for found in _CALLED.finditer(whole.text):
            value = _named(_LEADING.sub("", found["value"]))
            if value:
                yield Hit(whole, *found.span("value"), value, found["label"], 3.0, role=role_of(found["label"]))


def _of_invoice(rows: Sequence[Row]) -> Iterator[Hit]:
    """An invoice names two companies alike (名称: …): who buys comes first, above or to the left, then who sells."""
    if not any("发票" in row.text for row in rows):
        return
    for role, (row, found) in zip((Role.BUYER, Role.SELLER), matches(rows, _NAME_OF), strict=False):
        if value := _named(_TAIL.sub("", found["value"])):
            yield Hit(row, *found.span("value"), value, found["label"], 3.0, role=role)


def _by_form(rows: Sequence[Row]) -> Iterator[Hit]:
    for row, found in matches(rows, _COMPANY):
        value = _named(_LEADING.sub("", found[0]))
        if value:
            yield Hit(row, *found.span(), value, "", 1.0)


def _named(text: str) -> str:
    """A name as it is written in a register; "" where it is none."""
    text = text.strip(" \t,，.、:;\"“”'-_")
    if _NO_NAME.match(text) or sum(sign.isalpha() for sign in text) < 2 or len(text) > 60:
        return ""
    if re.search(r"[\u4e00-\u9fff]", text):
        return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")
    return text + "." if re.search(r"\b(?:Ltd|Inc|Corp)$", text) else text


def _key(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _each_once(fields: list[Field]) -> list[Field]:
    """One field for each company and role; what has no role gives way to the same name with one."""
    kept: dict[tuple[str, Role], Field] = {}
    for one in fields:
        if one.role is Role.NONE and any(name == _key(one.value) for name, _ in kept):
            continue
        kept.setdefault((_key(one.value), one.role), one)
    return list(kept.values())
