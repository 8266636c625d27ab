"""How a reading is told, zh and en; cards use the same words."""

from collections.abc import Mapping

from capture.photos.model import Code, Colour, Field, FieldKind, Ground, Judged, Kind, Reading, Role, Seal, Shape, Sign
from knowledge.people.model import Lang

Words = Mapping[Lang, str]

KINDS: Mapping[Kind, Words] = {
    Kind.CONTRACT: {"zh": "合同", "en": "contract"},
    Kind.SIGNATURE_PAGE: {"zh": "签署页", "en": "signature page"},
    Kind.QUOTATION: {"zh": "报价单", "en": "quotation"},
    Kind.ACCEPTANCE: {"zh": "验收单", "en": "acceptance certificate"},
    Kind.INVOICE: {"zh": "发票", "en": "invoice"},
    Kind.PAYMENT: {"zh": "付款凭证", "en": "proof of payment"},
    Kind.MINUTES: {"zh": "会议纪要", "en": "minutes"},
    Kind.BUSINESS_CARD: {"zh": "名片", "en": "business card"},
    Kind.CHAT: {"zh": "聊天截图", "en": "screenshot of a chat"},
    Kind.WHITEBOARD: {"zh": "白板", "en": "whiteboard"},
    Kind.SITE: {"zh": "现场照片", "en": "photo of a site"},
    Kind.OTHER: {"zh": "其他", "en": "something else"},
}
FIELDS: Mapping[FieldKind, Words] = {
    FieldKind.TITLE: {"zh": "标题", "en": "Title"},
    FieldKind.COMPANY: {"zh": "公司", "en": "Company"},
    FieldKind.AMOUNT: {"zh": "金额", "en": "Amount"},
    FieldKind.DATE: {"zh": "日期", "en": "Date"},
    FieldKind.CONTRACT_NUMBER: {"zh": "合同编号", "en": "Contract no."},
    FieldKind.DOCUMENT_NUMBER: {"zh": "单据编号", "en": "Document no."},
    FieldKind.PHONE: {"zh": "电话", "en": "Phone"},
    FieldKind.EMAIL: {"zh": "邮箱", "en": "E-mail"},
}
ROLES: Mapping[Role, Words] = {
    Role.PARTY_A: {"zh": "甲方", "en": "party A"},
    Role.PARTY_B: {"zh": "乙方", "en": "party B"},
    Role.BUYER: {"zh": "买方", "en": "buyer"},
    Role.SELLER: {"zh": "卖方", "en": "seller"},
}
_SHAPES: Mapping[Shape, Words] = {
    Shape.ROUND: {"zh": "圆形", "en": "round"},
    Shape.OVAL: {"zh": "椭圆形", "en": "oval"},
    Shape.SQUARE: {"zh": "方形", "en": "square"},
}
_COLOURS: Mapping[Colour, Words] = {
    Colour.RED: {"zh": "红", "en": "red"},
    Colour.BLUE: {"zh": "蓝", "en": "blue"},
}
_SIGNS: Mapping[Sign, Words] = {
    Sign.FEW_LINES_WITH_CONTACT: {"zh": "字少且有电话或邮箱", "en": "few lines with a phone number or an address"},
    Sign.SHAPE_OF_A_CARD: {"zh": "是名片的形状", "en": "the shape of a card"},
    Sign.TALL_WITH_TIMES: {"zh": "像手机屏幕且有时间", "en": "tall as a phone, with times of day"},
    Sign.BUBBLES: {"zh": "有聊天气泡的颜色", "en": "bubbles in a messenger's colours"},
    Sign.HARDLY_ANY_TEXT: {"zh": "照片里几乎没有字", "en": "a photograph with hardly any text"},
    Sign.UNEVEN_WRITING: {"zh": "浅底上大小不一的字迹", "en": "writing of uneven size on a pale board"},
    Sign.LITTLE_TEXT_AND_A_SEAL: {"zh": "字少且有印章", "en": "little text and a seal"},
}
_DOUBTS: Mapping[Ground, Words] = {
    Ground.SPELLED_AGREES: {"zh": "，大小写一致", "en": "; figures and capital numerals agree"},
    Ground.SPELLED_DIFFERS: {
        "zh": "，但大写是 {other}，请核对",
        "en": "; but its capital numerals say {other}, please check",
    },
    Ground.FIGURES_DIFFER: {"zh": "，但小写是 {other}，请核对", "en": "; but its figures say {other}, please check"},
    Ground.SPELLED_ONLY: {"zh": "，只有大写", "en": "; in capital numerals only"},
    Ground.DAY_OR_MONTH: {"zh": "，日和月可能颠倒，请核对", "en": "; day and month may be the other way round"},
}


def kind_line(reading: Reading, lang: Lang) -> str:
    """What it is and why."""
    judged = reading.judged
    if judged.kind is Kind.OTHER:
        return {"zh": "类型：没有看出来", "en": "Kind: nothing tells"}[lang]
    kind, share, why = KINDS[judged.kind][lang], f"{judged.confidence:.0%}", because(judged, lang)
    return {"zh": f"类型：{kind}（{share}，因为{why}）", "en": f"Kind: {kind} ({share}: {why})"}[lang]


def because(judged: Judged, lang: Lang) -> str:
    """The evidence for a kind, in one phrase."""
    words = [f"“{word}”" for word in judged.words[:3]]
    signs = [_SIGNS[sign][lang] for sign in judged.signs]
    if lang == "zh":
        return "，".join([*([f"有{'、'.join(words)}"] if words else []), *signs])
    return ", ".join([*([f"it says {', '.join(words)}"] if words else []), *signs])


def doubt(field: Field, lang: Lang) -> str:
    """What speaks for or against a field beside its label, "" where nothing does."""
    words = _DOUBTS.get(field.why)
    return words[lang].format(other=_shown(field.other)) if words else ""


def _shown(value: str) -> str:
    """An amount ("1300000.00 CNY") with its thousands told apart; anything else as it is."""
    figure, space, currency = value.partition(" ")
    whole, point, cents = figure.partition(".")
    if not space or not whole.isdecimal() or not point or len(cents) != 2:
        return value
    return f"{int(whole):,}.{cents}".removesuffix(".00") + f" {currency}"


def why_lines(reading: Reading, lang: Lang) -> list[str]:
    """Why it was taken for what it is, and each thing it says that wants a second look."""
    kind, why = KINDS[reading.judged.kind][lang], because(reading.judged, lang)
    taken = {"zh": f"看作{kind}：{why}", "en": f"Taken for: {kind} ({why})"}[lang]
    between = {"zh": "：", "en": ": "}[lang]
    doubted = [
        f"{FIELDS[one.kind][lang]}{between}{_shown(one.value)}{doubt(one, lang)}" for one in reading.fields if one.other
    ]
    return [*([taken] if why else []), *doubted]


def cut_line(reading: Reading, lang: Lang) -> str:
    """That there is more than was read."""
    done, total = len(reading.pages), reading.total_pages
    return {"zh": f"共 {total} 页，只读了前 {done} 页。", "en": f"It has {total} pages; the first {done} were read."}[
        lang
    ]


def field_line(field: Field, lang: Lang) -> str:
    """A field, how sure it is, and what does not agree."""
    name = FIELDS[field.kind][lang]
    if field.role is not Role.NONE:
        name = {"zh": f"{name}（{ROLES[field.role]['zh']}）", "en": f"{name} ({ROLES[field.role]['en']})"}[lang]
    against = doubt(field, lang)
    return {
        "zh": f"{name}：{field.value}（第 {field.page} 页，{field.confidence:.0%}；原文“{field.text}”{against}）",
        "en": f"{name}: {field.value} (page {field.page}, {field.confidence:.0%}; reads “{field.text}”{against})",
    }[lang]


def seal_line(seal: Seal, lang: Lang) -> str:
    """A seal, and whose it may be: never more than a hint."""
    shape, colour = _SHAPES[seal.shape][lang], _COLOURS[seal.colour][lang]
    hint = seal.names[0] if seal.names else ""
    if lang == "zh":
        return f"印章：{colour}色{shape}（{seal.score:.0%}）" + (f"，像是“{hint}”的章，请核对" if hint else "")
    return f"Seal: {colour}, {shape} ({seal.score:.0%})" + (
        f"; it may be that of “{hint}”, please check" if hint else ""
    )


def code_line(code: Code, lang: Lang) -> str:
    """A code and what it says."""
    return {"zh": f"码（{code.format}）：{code.text}", "en": f"Code ({code.format}): {code.text}"}[lang]


def no_text(lang: Lang) -> str:
    """That nothing could be read."""
    return {"zh": "没有读出文字。", "en": "No text was found."}[lang]
