"""Companies: by a label (甲方, Bill to), in a sentence (以下简称“甲方”, the "Supplier"), by form, by place."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from capture.photos.fields.blocks import by_place
from capture.photos.fields.cells import Cell, below, beneath, cells_of, column_rows, labelled
from capture.photos.fields.names import (
    BARE_FORM,
    COMPANY,
    NAME_IN_CAPITALS,
    NAME_WITH_FORM,
    REST_OF_NAME,
    bare,
    firm,
    in_capitals,
    key,
    registered,
)
from capture.photos.fields.rows import GAP, Hit, Row, best_first, flowing, matches
from capture.photos.fields.trades import without_form
from capture.photos.model import Field, FieldKind, Role

_BUYERS = (
    "采购方|采购单位|采购人|买方|买受人|需方|购方|购买方|购货方|购货单位|委托方|委托人|委托单位|发包方|发包人|建设单位|定作方|承租方|"
    "客户名称|客户单位|客户|业主单位|业主|用户单位|使用单位|招标人|收货单位|收货方|付款单位|付款方|交款单位|汇款单位"
)
_SELLERS = (
    "供应方|供应商|供货方|供货单位|卖方|出卖人|供方|销方|销售方|销货方|销货单位|受托方|受托人|受托单位|承包方|承包人|承建单位|承揽方|"
    "出租方|报价单位|报价方|报价公司|投标人|服务方|服务商|施工单位|实施单位|发货单位|发货方|送货单位|收款单位|收款方|开票单位"
)
_EN_BUYERS = (
    "Buyer|Purchaser|Customer|Client|Bill(?:ed)? to|Sold to|Invoiced? to|Prepared for|Quot(?:e|ed|ation) (?:to|for)|"
    "Employer|Licensee|Consignee|Payer|Received from|Owner|Tenant|Lessee|Subscriber"
)
_EN_SELLERS = (
    "Seller|Supplier|Vendor|Sub-?contractor|Contractor|Service Provider|Provider|Licensor|Consignor|Shipper|Carrier|"
    "Payee|Paid to|Landlord|Lessor|Consultant|Manufacturer"
)
_FORM_ONLY = (
    "收款人|付款人|收货人|发货人|汇款人|致|自|抬头|Ship to|Deliver(?:ed)? to|Prepared by|Quoted by|Received by|"
    "Issued by|Invoice from|Company"
)
"""Behind these may stand a person or an address just as well: a company only by its form."""
_FORM_OR_CAPITALS = "To|From|For"


def _loose(words: str) -> str:
    """Chinese labels are often spread out: 甲 方."""
    return "|".join(r"\s?".join(word) if "\u4e00" <= word[0] <= "\u9fff" else word for word in words.split("|"))


_ZH_LABEL = rf"甲\s*方|乙\s*方|{_loose(_BUYERS)}|{_loose(_SELLERS)}"
_EN_LABEL = rf"Party\s*A|Party\s*B|{_EN_BUYERS}|{_EN_SELLERS}"
_WEAK = rf"(?:{_loose(_FORM_ONLY)}|{_FORM_OR_CAPITALS})"
_LABEL = rf"(?:(?:the\s+)?(?:{_EN_LABEL}|{_WEAK})|{_ZH_LABEL})"
_NOTE = r"(?:\s*\([^()]{1,14}\)){0,2}"
_NAMELY = r"(?:\s*(?:名\s*称|户\s*名|全\s*称|单位|信息)|\s+name)?"
_LABELLED = re.compile(
    rf"(?:^|(?<=[\s;,。、.]))(?P<label>{_LABEL}{_NOTE}{_NAMELY})\s*: *{GAP}?(?P<value>[^{GAP};。]*)", re.IGNORECASE
)
_ALONE = re.compile(rf"(?P<label>{_LABEL}{_NOTE}{_NAMELY})\s*:?", re.IGNORECASE)
_UNMARKED = re.compile(rf"(?:^|{GAP})(?P<label>(?:{_ZH_LABEL}){_NOTE}){GAP}?\s*(?P<value>[^{GAP}:;。]*公司)")
_CALLED = re.compile(
    rf"(?P<value>{NAME_WITH_FORM}|{NAME_IN_CAPITALS})[\s,]*\(\s*"
    r"(?i:(?:以下(?:简称|称为|称)?|下称|hereinafter[^\"“”')]{0,30}|the\s+)*[\s:]*[\"“”'「‘’]*\s*(?:the\s+)?"
    rf"(?P<label>{_EN_LABEL}|{_ZH_LABEL}))"
)
_WEAK_LABEL = re.compile(rf"{_WEAK}{_NOTE}{_NAMELY}", re.IGNORECASE)
_PLACE_OF_GOODS = re.compile(r"(?:Ship|Deliver(?:ed)?) to", re.IGNORECASE)
_NAME_OF = re.compile(rf"(?<!项目)(?P<label>名[\s{GAP}]*称)\s*:\s*{GAP}?(?P<value>[^{GAP}:]+)")
_WITHOUT_FORM = 2.4
"""How a name behind a label ranks whose form is not written; it gives way to one with its form in the same role."""
_MISREAD = 90
"""Two names in Latin letters so alike (0 to 100) are one, read twice."""


def parties(rows: Sequence[Row]) -> list[Field]:
    """The companies of a document: those with a role first, each once."""
    cells = cells_of(rows)
    hits = [*_labelled(rows, cells), *_beside_labels(cells), *_called(rows, cells), *_of_invoice(rows)]
    sure = {hit.role for hit in hits if hit.rank > _WITHOUT_FORM}
    hits = [hit for hit in hits if hit.rank > _WITHOUT_FORM or hit.role is Role.NONE or hit.role not in sure]
    named = {key(hit.value) for hit in hits}
    loose = [*_broken(cells), *_by_form(rows), *by_place(rows, cells)]
    hits += [hit for hit in loose if not any(key(hit.value) in name or name in key(hit.value) for name in named)]
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


def _labelled(rows: Sequence[Row], cells: Sequence[Cell]) -> Iterator[Hit]:
    for pattern in (_LABELLED, _UNMARKED):
        for row, found in matches(rows, pattern):
            begins = row.text[: found.start("label")][-1:] in ("", GAP)
            if _is_weak(found["label"]) and not begins:
                continue
            if hit := _hit(row, found["label"], found["value"], found.start("value"), cells):
                yield hit


def _beside_labels(cells: Sequence[Cell]) -> Iterator[Hit]:
    """Names in the cell beside a label that ends without a colon, or below one."""
    for found, _, near in labelled(cells, _ALONE):
        for cell in near:
            text = re.sub(r"^\s*:\s*", "", cell.text)
            hit = _hit(cell.row, found["label"], text, cell.end - len(text), cells)
            if hit is not None and not re.search(r"[:。;]", text) and _is_name(hit.value):
                yield hit
                break


def _is_name(value: str) -> bool:
    """Whether text in a cell of its own names somebody: by its form, two words, or what such a business is."""
    return bool(COMPANY.search(value) or " " in value or without_form(value))


def _hit(row: Row, label: str, text: str, at: int, cells: Sequence[Cell]) -> Hit | None:
    """What a label makes of the text behind it, which may go on in the line below."""
    raw = bare(text)
    start = at + text.find(raw)
    value = firm(raw) or firm(raw + _rest(row, start + len(raw), cells))
    if value:
        return Hit(row, start, start + len(raw), value, label, 3.2, role=role_of(label))
    value = _without_form(label, raw)
    return Hit(row, start, start + len(raw), value, label, _WITHOUT_FORM, role=role_of(label)) if value else None


def _without_form(label: str, raw: str) -> str:
    weak = _is_weak(label)
    if _ALONE.fullmatch(raw.strip()) or re.match(_ZH_LABEL, raw):
        return ""
    if weak and not re.match(r"(?:To|From|For)\b", label, re.IGNORECASE):
        if re.search(r"户\s*名|全\s*称", label):
            return registered(raw)
        return "" if _PLACE_OF_GOODS.match(label) else without_form(raw)
    if re.search(r"[\u4e00-\u9fff]", raw):
        return without_form(raw) if weak else registered(raw)
    one_word = re.fullmatch(r"[A-Z][\w&'’-]+", raw.strip(" .")) and not weak
    return in_capitals(raw) or (registered(raw) if one_word else "")


def _is_weak(label: str) -> bool:
    return bool(_WEAK_LABEL.fullmatch(label.strip()))


def _rest(row: Row, end: int, cells: Sequence[Cell]) -> str:
    """How a name that breaks off at the end of its cell goes on in the line below, "" where it does not."""
    cell = next((one for one in cells if one.row is row and one.start < end <= one.end), None)
    if cell is None or cell.text[end - cell.start :].strip():
        return ""
    under = _under(cell, cells)
    found = REST_OF_NAME.match(under.text.strip()) if under is not None else None
    return (" " if found[0][0].isascii() else "") + found[0] if found else ""


def _under(cell: Cell, cells: Sequence[Cell]) -> Cell | None:
    """The line below a cell, also where it is set in, as far as the value behind a label."""
    box = cell.line.box
    set_in = (one for one in below(cell, cells) if box.left < one.line.box.left < box.left + 0.5 * box.width)
    return beneath(cell, cells) or next(set_in, None)


def _broken(cells: Sequence[Cell]) -> Iterator[Hit]:
    """Names broken over two lines: those that a cell holds alone, and those that end a line of running text."""
    for cell in cells:
        under = beneath(cell, cells)
        if under is None or COMPANY.search(cell.text + "\n"):
            continue
        first, second = cell.text.strip(), under.text.strip()
        whole = first if BARE_FORM.match(second) and re.fullmatch(r"[\u4e00-\u9fff()]{2,20}", first) else ""
        tail = re.search(rf"[a-z,\"”'] (?P<name>{NAME_IN_CAPITALS}|[A-Z][\w&'’-]+)$", first)
        rest = REST_OF_NAME.match(second)
        if rest and (whole or tail):
            value = firm(whole + rest[0] if whole else f"{tail['name'] if tail else ''} {rest[0]}")
            if value:
                yield Hit(cell.row, cell.start, cell.end, value, "", 1.1)


def _called(rows: Sequence[Row], cells: Sequence[Cell]) -> Iterator[Hit]:
    """Names that a sentence gives a role; the sentence may run over rows, or down a column."""
    pages = [flowing([row for row in rows if row.page == page]) for page in {row.page for row in rows}]
    for whole in (*pages, *column_rows(cells)):
        for found in _CALLED.finditer(whole.text):
            raw = bare(found["value"])
            value = firm(raw) or in_capitals(raw)
            if value:
                yield Hit(whole, *found.span("value"), value, found["label"], 3.0, role=role_of(found["label"]))


def _of_invoice(rows: Sequence[Row]) -> Iterator[Hit]:
    """An invoice names two companies alike (名称: …): who buys comes first, above or to the left, then who sells."""
    if not any("发票" in row.text for row in rows):
        return
    for role, (row, found) in zip((Role.BUYER, Role.SELLER), matches(rows, _NAME_OF), strict=False):
        if value := registered(bare(found["value"])):
            yield Hit(row, *found.span("value"), value, found["label"], 3.0, role=role)


def _by_form(rows: Sequence[Row]) -> Iterator[Hit]:
    for row, found in matches(rows, COMPANY):
        value = registered(bare(found[0]))
        if value:
            yield Hit(row, *found.span(), value, "", 1.0)


def _each_once(fields: list[Field]) -> list[Field]:
    """One field for each company and role; what has no role gives way to the same name with one, a name that was cut
    short or misread to the whole one.
    """
    kept: dict[tuple[str, Role], Field] = {}
    for one in fields:
        name = key(one.value)
        if one.role is Role.NONE and any(_same(name, known) for known, _ in kept):
            continue
        longer = (role for known, role in ((key(other.value), other.role) for other in fields) if _ends(known, name))
        if one.role in longer:
            continue
        kept.setdefault((name, one.role), one)
    return list(kept.values())


def _same(name: str, known: str) -> bool:
    return name == known or (name.isascii() and len(name) >= 10 and fuzz.ratio(name, known) >= _MISREAD)


def _ends(whole: str, name: str) -> bool:
    return len(whole) > len(name) and whole.endswith(name)
