"""How companies write their names: by legal form, 有限公司 or Ltd, or in words that begin with capitals."""

import re

_ZH_NAME = r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9()·]{1,30}?"
_ZH_FORM = r"(?:股份|控股|集团|\(集团\)){0,2}(?:有限)?(?:责任)?公司"
_ZH_END = rf"(?:股份有限公司|有限责任公司|(?:\(集团\))?有限公司|集团公司|\(有限合伙\)|事务所|研究院|集团)(?!{_ZH_FORM})"
_FORMS = (
    r"Co\.?,?\s*Ltd|Company\s+Limited|Pte\.?\s*Ltd|Pty\.?\s*Ltd|Pvt\.?\s*Ltd|Sdn\.?\s*Bhd|Ltd|Limited|Inc|Incorporated|"
    r"LLC|L\.L\.C|GmbH(?:\s*&\s*Co\.?\s*KG)?|Corporation|Corp|PLC|plc|LLP|S\.A|S\.r\.l|SpA|S\.p\.A|B\.V|N\.V"
)
_SHORT_FORMS = r"(?:AG|AS|A/S|AB|Oy|BV|NV|SA|SE|KG|SAS|ApS)(?=\s*(?:$|[\t,.;:()]))"
_IN_CAPITALS = _FORMS.upper().replace(r"\S", r"\s")
_EN_END = rf"(?:(?:{_FORMS}|{_IN_CAPITALS})\b\.?|{_SHORT_FORMS})"
_WORD = r"[A-ZÀ-Þ][\w&'’-]*(?:\.[\w&'’-]+)*"
_EN_NAME = rf"{_WORD}(?:[ ,]+(?:{_WORD}|\([A-Z][\w &'’-]*\)|&)){{0,5}}?"
NAME_WITH_FORM = rf"(?:{_ZH_NAME}{_ZH_END}|{_EN_NAME},?\s+{_EN_END})"
NAME_IN_CAPITALS = rf"{_WORD}(?: (?:{_WORD}|&|of|and|de|von|the(?= [A-Z]))){{1,5}}"
"""Two words or more that begin with capitals: a name where its place says that it is one."""

COMPANY = re.compile(NAME_WITH_FORM)
REST_OF_NAME = re.compile(rf"(?:[\u4e00-\u9fff()]{{0,6}}{_ZH_FORM}|(?:(?:{_WORD}|&) ){{0,2}}{_EN_END})(?=$|[\s(,;])")
"""How the second line of a name broken over two begins: its form, at most with a word or two before it."""
BARE_FORM = re.compile(rf"(?:{_ZH_FORM}|{_EN_END})")

_CAPITALS = re.compile(NAME_IN_CAPITALS)
_NO_NAME = re.compile(
    r"^(?:盖章|签字|签章|公章|代表|签名|日期|时间|金额|数量|单价|单位$|编号|电话|联系|地址|税[号额率]|账号|名称|备注|开户|\("
    r"|signature|name\b|date\b|by\b|title\b|_+|-+|/|the\b|attn|mr\b|mrs\b|ms\b|dr\b|dear\b)",
    re.IGNORECASE,
)
_NO_FIRM = re.compile(
    r"\b(?:agreement|contract|quotation|quote|invoice|receipt|certificate|note|order|statement|minutes|proposal|offer|"
    r"schedule|annex|appendix|page|terms|conditions|signator(?:y|ies)|signed|signature|witness|director|manager|officer|"
    r"president|accepted|agreed|date|number|amount|total|price|payment|delivery|description|unit|qty|quantity|department|"
    r"office|street|road|lane|avenue|floor|tel|phone|fax|e-?mail|attention|acceptance|report|memo|subject|party|parties|buyer|seller|"
    r"customer|client|supplier|vendor|contractor|statement of work|copy|original|duplicate|thanks?)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:本合同由|[今兹]收到|由|与|和|及|致|单位名称|公司名称|名\s*称|全称|户名|名)\s*:?\s*"
    r"|(?:For and on behalf of|On behalf of|For|To|From|Between|By|And|We|Our|Messrs\.?|M/s\.?|Dear"
    r"|BETWEEN|AND|FOR|TO|FROM|BY)\s+)"
)
_TAIL = re.compile(
    r"\s*(?:\((?:以下|下称|盖章|公章|签章|章|the\b|hereinafter)[^)]*\)?|(?:地址|电话|联系人|法定代表人|税号|传真|统一社会|授权"
    r"|\b(?:Address|Tel|Phone|Attn)\b)\s*:?).*$",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """A value without the words that lead to it and what follows a name in its line."""
    return _LEADING.sub("", _TAIL.sub("", text))


def firm(text: str) -> str:
    """The name with a legal form that a value begins with: "Castor Foods Ltd, depot 2" -> "Castor Foods Ltd.", "" where
    it begins with none. A branch (有限公司上海分公司) is named in full.
    """
    found = COMPANY.match(text.strip())
    if found is None:
        return ""
    whole = re.match(r"[\u4e00-\u9fffA-Za-z0-9()·]*", text.strip()[found.end() :])
    branch = whole is not None and re.fullmatch(r".{1,12}(?:公司|工厂|厂|部)", whole[0])
    return registered(found[0] + (whole[0] if branch and whole else ""))


def in_capitals(text: str) -> str:
    """A name without a form, where nothing but its capitals shows it; "" for headings, addresses, people's titles."""
    head = text.strip().split(",")[0].strip(" .:;")
    if not _CAPITALS.fullmatch(head) or _NO_FIRM.search(head) or _NO_NAME.match(head) or re.search(r"\d", head):
        return ""
    return registered(head)


def registered(text: str) -> str:
    """A name as it is written in a register; "" where it is none."""
    text = text.strip(" \t,，.、:;\"“”'-_")
    if _NO_NAME.match(text) or sum(sign.isalpha() for sign in text) < 2 or len(text) > 60:
        return ""
    if re.search(r"[\u4e00-\u9fff]", text):
        return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")
    return text + "." if re.search(r"\b(?:Ltd|Inc|Corp|LTD|INC|CORP)$", text) else text


def key(name: str) -> str:
    """What two writings of a name have in common."""
    return "".join(sign for sign in name.lower() if sign.isalnum())
