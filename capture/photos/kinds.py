"""What kind of picture or document it is, and why: words that only such a document has, and what it looks like.

Each kind collects points; the words that brought them are the evidence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from capture.photos.model import Field, FieldKind, Judged, Kind, Origin, Page, Sign

ENOUGH = 2.0
"""Points below which nothing is said but "other"."""

_WORDS: tuple[tuple[Kind, float, str], ...] = (
    (Kind.INVOICE, 4.0, r"增值税|电子发票|发票代码|发票号码|普通发票|专用发票"),
    (Kind.INVOICE, 3.0, r"\binvoice\s*(?:no|number|date|#)|^(?:tax |commercial |sales |vat )?\s*invoice(?!d)\b"),
    (Kind.INVOICE, 1.0, r"价税合计|纳税人识别号|开票日期|校验码|amount due|bill to|sold to|subtotal"),
    (
        Kind.PAYMENT,
        4.0,
        (
            r"收\s*据|回\s*单|(?:付款|转账|汇款|支付|收款|缴费)凭证|(?:付款|转账|支付|汇款|交易)成功"
            r"|\bpayment (?:receipt|sent|received|confirmation|advice)|\bremittance advice|\b(?:official|cash) receipt"
            r"|\breceipt (?:of|for) payment|^receipt\b|\b(?:wire|bank) transfer (?:confirmation|receipt)"
        ),
    ),
    (
        Kind.PAYMENT,
        1.0,
        (
            r"付款人|收款人(?:户名|账号|全称|名称)|交易(?:日期|时间|流水)|今收到|交来|付款方式|到账"
            r"|received (?:from|by)|the sum of|in (?:full|part) (?:payment|settlement)|payment method"
            r"|transaction (?:id|no|ref)|amount paid|paid (?:to|by)"
        ),
    ),
    (
        Kind.ACCEPTANCE,
        4.0,
        (
            r"验收(?:\S{0,2}单|报告|证书|书|表|合格)|终验|初验|(?:到货|送货|收货|交货|签收|交接)(?:签收|验收|确认)?单"
            r"|acceptance (?:certificate|report|form|protocol)|delivery note|goods received note|proof of delivery"
        ),
    ),
    (
        Kind.ACCEPTANCE,
        1.0,
        (
            r"验收结论|验收意见|验收日期|验收人|同意验收|交付确认|签收人|收货人|数量无误|包装完好|accepted (?:by|on)"
            r"|hereby accept|received in good (?:order|condition)|delivered on"
        ),
    ),
    (
        Kind.QUOTATION,
        4.0,
        (
            r"报价(?:[单书表函]|$|方案)|\bquotation\b|\bquote (?:no|number|#|ref)|^quote\b|price proposal|pro\s?forma"
            r"|\bour (?:quotation|offer)\b|\bpleased to (?:offer|quote)\b"
        ),
    ),
    (
        Kind.QUOTATION,
        1.0,
        r"报价有效期|报价日期|报价单位|本报价|询价|valid (?:for|until)|unit price|单价|prepared for|expires",
    ),
    (Kind.MINUTES, 4.0, r"会议纪要|会议记录|会谈纪要|meeting minutes|minutes of (?:the )?meeting|\bmom\b"),
    (Kind.MINUTES, 1.0, r"参会人|与会|出席|缺席|主持人|会议议题|记录人|待办|attendees|agenda|action items|apologies"),
    (
        Kind.CONTRACT,
        3.0,
        r"合\s?同(?:编号|号)|[\u4e00-\u9fff]{0,8}合同$|[\u4e00-\u9fff]{0,8}协议书?$|合同条款|\bagreement\b|\bcontract\b",
    ),
    (
        Kind.CONTRACT,
        1.0,
        (
            r"违约责任|争议|甲方|乙方|本合同|本协议|签订|party [ab]\b"
            r"|hereinafter|governing law|terminate|warranty|付款方式|不可抗力"
        ),
    ),
    (Kind.SIGNATURE_PAGE, 4.0, r"签[署字章]页|签章页|以下无正文|此页无正文|signature page|in witness whereof"),
    (
        Kind.SIGNATURE_PAGE,
        1.0,
        r"[（(](?:盖章|公章|签章|章)[)）]|授权代表|法定代表人|signed for|authori[sz]ed signat|签字",
    ),
    (
        Kind.CHAT,
        2.0,
        r"按住\s*说话|对方正在输入|微信|以上是打招呼|撤回了一条消息|typing…|\[(?:图片|语音|表情|文件)\]|已读",
    ),
)
_COMPILED = tuple((kind, points, re.compile(words, re.IGNORECASE | re.MULTILINE)) for kind, points, words in _WORDS)
_OF_PAPERS = (FieldKind.AMOUNT, FieldKind.CONTRACT_NUMBER, FieldKind.DOCUMENT_NUMBER)
_MOST_OF_WEAK = 3.0
_MOST_ON_A_BOARD = 400
"""Letters that people write on a whiteboard."""
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
"""Titles are often spread out: 报 价 单."""
_CLOCK = re.compile(
    r"(?:昨天|今天|星期.|周.|上午|下午|晚上|凌晨|yesterday|today)?\s*\d{1,2}[:：]\d{2}(?:\s*[AP]M)?", re.IGNORECASE
)
_MEETS = re.compile(
    r"例会|周会|晨会|碰头|复盘|启动会|下一步|待办|风险[:：]|\bto[ -]?do\b|\bdoing\b|\bstand-?up\b|\bkick-?off\b|"
    r"\bactions?\b|\bnext steps?\b|\bblocked\b|\bgo[ -]live\b|\bretro\b|\bwho:",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"经理|总监|总裁|主任|工程师|销售|顾问|董事|manager|director|engineer|sales|president|\bCEO\b|\bCTO\b|partner|consultant",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Point:
    """Points for a kind, for words that were read or for a sign."""

    kind: Kind
    gained: float
    words: tuple[str, ...] = ()
    sign: Sign | None = None


def kind_of(pages: Sequence[Page], fields: Sequence[Field]) -> Judged:
    """The kind of a document and the evidence for it."""
    points = [*_by_words(pages), *_by_look(pages, fields)]
    totals: dict[Kind, float] = {}
    for one in points:
        totals[one.kind] = totals.get(one.kind, 0.0) + one.gained
    best = max(totals, key=lambda kind: totals[kind], default=Kind.OTHER)
    if totals.get(best, 0.0) < ENOUGH:
        return Judged(Kind.OTHER, 0.5)
    second = max((value for kind, value in totals.items() if kind is not best), default=0.0)
    sure = min(0.99, max(0.3, 0.34 + 0.16 * totals[best] - 0.08 * second))
    words = dict.fromkeys(word for one in points if one.kind is best for word in one.words)
    signs = dict.fromkeys(one.sign for one in points if one.kind is best and one.sign)
    return Judged(best, round(sure, 2), tuple(words), tuple(signs))


def _by_words(pages: Sequence[Page]) -> Iterator[_Point]:
    """Points for words: strong ones twice as many in a headline as below; weak ones one by one."""
    top = (line.text for page in pages[:1] for line in page.lines if line.box.top < 0.25 * page.height)
    heads, text = _SPREAD.sub("", "\n".join(top)), _SPREAD.sub("", "\n".join(page.text for page in pages))
    for kind, points, words in _COMPILED:
        found = tuple(dict.fromkeys("".join(match[0].split()) for match in words.finditer(text)))
        if found and points > 1:
            yield _Point(kind, points * (1.5 if words.search(heads) else 0.75), found[:1])
        elif found:
            yield _Point(kind, min(_MOST_OF_WEAK, 0.5 * len(found)), found[:4])


def _by_look(pages: Sequence[Page], fields: Sequence[Field]) -> Iterator[_Point]:
    letters = sum(len("".join(page.text.split())) for page in pages)
    if len(pages) == 1:
        yield from _card(pages[0], fields, letters)
        yield from _chat(pages[0], letters)
        if pages[0].origin is Origin.OCR:
            yield from _board_or_site(pages[0], letters)
            yield from _board_of_a_meeting(pages[0], fields, letters)
    if letters < 250 and any(one.seals for one in pages):
        yield _Point(Kind.SIGNATURE_PAGE, 2.5, sign=Sign.LITTLE_TEXT_AND_A_SEAL)


def _card(page: Page, fields: Sequence[Field], letters: int) -> Iterator[_Point]:
    """A business card: the shape of one, few lines, a name's job, ways to reach it."""
    ways = {one.kind for one in fields} & {FieldKind.PHONE, FieldKind.EMAIL}
    if not ways or _is_paper(fields) or letters > 260 or len(page.lines) > 18:
        return
    yield _Point(Kind.BUSINESS_CARD, 1.5 * len(ways), sign=Sign.FEW_LINES_WITH_CONTACT)
    if 1.4 <= page.width / page.height <= 2.0:
        yield _Point(Kind.BUSINESS_CARD, 1.0, sign=Sign.SHAPE_OF_A_CARD)
    if job := _JOB.search(page.text):
        yield _Point(Kind.BUSINESS_CARD, 1.5, (job[0],))


def _is_paper(fields: Sequence[Field]) -> bool:
    return any(one.role or one.kind in _OF_PAPERS for one in fields)


def _chat(page: Page, letters: int) -> Iterator[_Point]:
    """A screenshot of a messenger: tall as a phone, times of day, bubbles."""
    times = tuple(line.text.strip() for line in page.lines if _CLOCK.fullmatch(line.text.strip()))
    if page.height / page.width >= 1.6 and len(times) >= 2:
        yield _Point(Kind.CHAT, 4.0, times[:2], Sign.TALL_WITH_TIMES)
    if 0.03 <= page.look.bubbles <= 0.6 and page.height > page.width and letters > 10:
        yield _Point(Kind.CHAT, 1.5, sign=Sign.BUBBLES)


def _board_or_site(page: Page, letters: int) -> Iterator[_Point]:
    sure = mean([line.confidence for line in page.lines]) if page.lines else 0.0
    if letters < 25 and page.look.pale < 0.6:
        yield _Point(Kind.SITE, 2.5, sign=Sign.HARDLY_ANY_TEXT)
    if _may_be_a_board(page) and _uneven(page) and sure < 0.95:
        yield _Point(Kind.WHITEBOARD, 2.5, sign=Sign.UNEVEN_WRITING)


def _board_of_a_meeting(page: Page, fields: Sequence[Field], letters: int) -> Iterator[_Point]:
    """What people note on a board in a meeting, however neatly."""
    words = tuple(dict.fromkeys(found[0] for found in _MEETS.finditer(page.text)))
    if _may_be_a_board(page) and letters < _MOST_ON_A_BOARD and not _is_paper(fields) and len(words) >= 2:
        yield _Point(Kind.WHITEBOARD, 2.0, words[:4])


def _may_be_a_board(page: Page) -> bool:
    return page.width > page.height and page.look.pale > 0.6 and not page.seals


def _uneven(page: Page) -> bool:
    """Whether lines begin at many places and differ in height, as handwriting does."""
    if not 3 <= len(page.lines) <= 25:
        return False
    heights = [line.box.height for line in page.lines]
    usual = mean(heights)
    spread = mean(abs(height - usual) for height in heights) / usual
    edges = [round(line.box.left / page.width, 2) for line in page.lines]
    return spread > 0.18 and len(set(edges)) > 0.6 * len(edges)
