"""Invented contracts, quotations and acceptance papers, zh and en, with what is particular in them: for photos.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

ZH_PLACES = ("江城", "云岭", "东港", "北川", "南湾", "澜城", "青屿", "海沧")
ZH_NAMES = ("启明", "恒拓", "博远", "鼎新", "华屹", "锐达", "中泽", "瑞禾", "天枢", "安和", "科隆达", "金石")
ZH_TRADES = ("科技", "光伏材料", "精密机械", "电子", "医疗器械", "信息技术", "新能源", "食品", "装备制造", "物流")
ZH_ENDS = ("有限公司", "股份有限公司", "有限责任公司", "（集团）有限公司")
EN_NAMES = ("Northfield", "Brightwater", "Kestrel", "Oakline", "Silverton", "Meridian", "Harbour", "Lumen", "Castor")
EN_TRADES = ("Robotics", "Instruments", "Foods", "Energy", "Logistics", "Medical", "Software", "Materials", "Systems")
EN_ENDS = ("Ltd.", "Inc.", "Co., Ltd.", "GmbH", "LLC", "Limited", "Pte. Ltd.")
GOODS = ("智能巡检系统", "激光切割机", "数据采集网关", "逆变器", "冷链监测终端", "工业相机")
EN_GOODS = ("inspection robot", "laser cutter", "data gateway", "inverter", "cold chain sensor", "industrial camera")
_SPRING = ("January", "February", "March", "April", "May", "June")
MONTHS = (*_SPRING, "July", "August", "September", "October", "November", "December")

_DIGITS, _UNITS, _GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿")


@dataclass(frozen=True, slots=True)
class Paper:
    """One page as it is to be drawn, and the truth about it. A row is one line, or the cells of a table's row.

    `truth` maps kinds of fields to their values; `signers` are whose seals may stand at the foot.
    """

    layout: str
    lang: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    truth: Mapping[str, str]
    kind: str
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Deal:
    buyer: str
    seller: str
    amount: Decimal
    currency: str
    day: date
    number: str
    phone: str
    email: str
    goods: str


def capitals(amount: Decimal) -> str:
    """An amount in Chinese capital numerals, as it is written by hand in a contract."""
    yuan, cents = divmod(int(amount * 100), 100)
    groups = []
    rest, place = yuan, 0
    while rest:
        rest, group = divmod(rest, 10_000)
        groups.append((group, place))
        place += 1
    text = ""
    for group, place in reversed(groups):
        if group:
            text += ("零" if text and group < 1000 else "") + _four(group) + _GROUPS[place]
    if not cents:
        return text + "元整"
    tens, ones = divmod(cents, 10)
    return text + "元" + (_DIGITS[tens] + "角" if tens else "零") + (_DIGITS[ones] + "分" if ones else "整")


def _four(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[place]
            gap = False
        else:
            gap = True
    return text


def company(rng: Random, lang: str) -> str:
    if lang == "en":
        return f"{rng.choice(EN_NAMES)} {rng.choice(EN_TRADES)} {rng.choice(EN_ENDS)}"
    return rng.choice(ZH_PLACES) + rng.choice(ZH_NAMES) + rng.choice(ZH_TRADES) + rng.choice(ZH_ENDS)


def _deal(rng: Random, lang: str) -> _Deal:
    buyer, seller = company(rng, lang), company(rng, lang)
    day = date(2024, 1, 1) + timedelta(days=rng.randrange(1000))
    amount = Decimal(rng.randrange(3_000, 9_800_000) * rng.choice((1, 1, 10, 100))) / rng.choice((1, 1, 10, 100))
    prefix = rng.choice(("HT", "XS", "CG", "SC", "PO"))
    number = f"{prefix}{rng.choice(('-', ''))}{day.year}{rng.choice(('-', '/', ''))}{rng.randrange(1000, 99999)}"
    phone = f"1{rng.choice('3578')}{rng.randrange(10**8, 10**9):09d}" if lang == "zh" else _en_phone(rng)
    email = f"{rng.choice(('sales', 'li.na', 'w.chen', 'office', 'contract'))}@{rng.choice(('qm', 'ht', 'by'))}.example"
    currency = "CNY" if lang == "zh" else rng.choice(("USD", "EUR", "CNY"))
    return _Deal(
        buyer, seller, amount.quantize(Decimal("0.01")), currency, day, number, phone, email, _goods(rng, lang)
    )


def _goods(rng: Random, lang: str) -> str:
    return rng.choice(GOODS if lang == "zh" else EN_GOODS)


def _en_phone(rng: Random) -> str:
    country, area = rng.choice(("44", "49", "1", "65")), rng.randrange(20, 99)
    return f"+{country} {area} {rng.randrange(1000, 9999)} {rng.randrange(1000, 9999)}"


def _truth(deal: _Deal, *kinds: str, number: str = "contract_number") -> dict[str, str]:
    every = {
        "buyer": deal.buyer,
        "seller": deal.seller,
        "amount": f"{deal.amount:.2f} {deal.currency}",
        "date": deal.day.isoformat(),
        number: deal.number,
        "phone": "".join(sign for sign in deal.phone if sign in "+0123456789"),
        "email": deal.email,
    }
    return {kind: every[kind] for kind in kinds or every}


def _zh_day(day: date, rng: Random) -> str:
    return rng.choice((f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y.%m.%d}"))


def _en_day(day: date, rng: Random) -> str:
    month = MONTHS[day.month - 1]
    return rng.choice((f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat()))


def _en_money(deal: _Deal, rng: Random) -> str:
    sign = {"USD": "$", "EUR": "€", "CNY": "¥"}[deal.currency]
    return rng.choice((f"{deal.currency} {deal.amount:,.2f}", f"{sign}{deal.amount:,.2f}"))


def sales_contract(rng: Random) -> Paper:
    deal = _deal(rng, "zh")
    title = rng.choice(("产品销售合同", "设备采购合同", "技术服务合同", "购销合同"))
    rows = [
        (f"合同编号：{deal.number}",),
        (f"甲方（{rng.choice(('采购方', '买方', '需方'))}）：{deal.buyer}",),
        (f"乙方（{rng.choice(('供应方', '卖方', '供方'))}）：{deal.seller}",),
        ("根据《中华人民共和国民法典》，甲乙双方经协商一致，订立本合同。",),
        (f"一、标的：{deal.goods}，共{rng.randrange(1, 60)}台，具体规格见附件一。",),
        (f"二、合同总金额：人民币（大写）{capitals(deal.amount)}（￥{deal.amount:,.2f}）。",),
        ("三、付款方式：签约后10日内付30%，到货验收后付60%，质保期满付10%。",),
        (f"四、交货期：收到预付款后{rng.randrange(15, 90)}日内送达甲方指定地点。",),
        ("五、违约责任：逾期交货的，每逾期一日按合同总价的0.5‰支付违约金。",),
        ("六、争议由甲方所在地人民法院管辖。本合同一式四份，双方各执两份。",),
        (f"联系人：{rng.choice('王李张陈刘')}经理", f"联系电话：{deal.phone}"),
        (f"电子邮箱：{deal.email}",),
        ("甲方（盖章）：", "乙方（盖章）："),
        ("授权代表：", "授权代表："),
        (f"签订日期：{_zh_day(deal.day, rng)}",),
    ]
    return Paper("sales_contract", "zh", title, tuple(rows), _truth(deal), "contract", (deal.buyer, deal.seller))


def side_by_side(rng: Random) -> Paper:
    """The parties in two columns, the amount in figures alone."""
    deal = _deal(rng, "zh")
    rows = [
        (f"合同号：{deal.number}", f"签订时间：{_zh_day(deal.day, rng)}"),
        (f"需方：{deal.buyer}",),
        (f"供方：{deal.seller}",),
        ("序号", "产品名称", "数量", "金额（元）"),
        ("1", deal.goods, str(rng.randrange(1, 40)), f"{deal.amount:,.2f}"),
        (f"合计人民币金额（大写）：{capitals(deal.amount)}",),
        (f"合计（小写）：¥{deal.amount:.2f}",),
        ("一、质量要求：按国家标准及双方确认的技术协议执行。",),
        ("二、运输方式及费用负担：汽运，费用由供方承担。",),
        ("三、结算方式：货到票到30天内电汇。",),
        ("需方（章）", "供方（章）"),
        (f"电话：{deal.phone}", f"邮箱：{deal.email}"),
    ]
    title = rng.choice(("工业品买卖合同", "产品购销合同"))
    return Paper("side_by_side", "zh", title, tuple(rows), _truth(deal), "contract", (deal.buyer, deal.seller))


def quotation(rng: Random) -> Paper:
    deal = _deal(rng, "zh")
    rows = [
        (f"报价单号：{deal.number}", f"报价日期：{_zh_day(deal.day, rng)}"),
        (f"客户名称：{deal.buyer}",),
        (f"报价单位：{deal.seller}",),
        ("序号", "名称", "数量", "单价", "小计"),
        ("1", deal.goods, "2", f"{deal.amount * 3 / 10:,.2f}", f"{deal.amount * 6 / 10:,.2f}"),
        ("2", "安装调试服务", "1", f"{deal.amount * 4 / 10:,.2f}", f"{deal.amount * 4 / 10:,.2f}"),
        (f"总计（含税）：￥{deal.amount:,.2f}",),
        ("备注：本报价有效期30天，含13%增值税及运费。",),
        (f"联系电话：{deal.phone}",),
        (f"E-mail：{deal.email}",),
    ]
    truth = _truth(deal, number="document_number")
    return Paper("quotation", "zh", "报价单", tuple(rows), truth, "quotation", (deal.seller,))


def acceptance(rng: Random) -> Paper:
    deal = _deal(rng, "zh")
    title = rng.choice(("项目验收单", "项目验收报告", "设备验收单"))
    rows = [
        (f"项目名称：{deal.goods}建设项目",),
        (f"合同编号：{deal.number}",),
        (f"甲方：{deal.buyer}",),
        (f"乙方：{deal.seller}",),
        (f"合同金额：{deal.amount:,.2f}元",),
        ("验收内容：硬件安装、软件部署、联调测试、用户培训。",),
        ("验收结论：经检验，各项功能符合合同要求，同意验收。",),
        ("甲方代表签字：", "乙方代表签字："),
        (f"验收日期：{_zh_day(deal.day, rng)}",),
    ]
    truth = _truth(deal, "buyer", "seller", "amount", "date", "contract_number")
    return Paper("acceptance", "zh", title, tuple(rows), truth, "acceptance", (deal.buyer,))


def framework(rng: Random) -> Paper:
    """Held out: other labels, numerals in the date, the amount in units of ten thousand."""
    deal = _deal(rng, "zh")
    amount = Decimal(rng.randrange(12, 9000)) * 10_000
    deal = _Deal(deal.buyer, deal.seller, amount, "CNY", deal.day, deal.number, deal.phone, deal.email, deal.goods)
    rows = [
        (f"协议编号：{deal.number}",),
        (f"委托方（甲方）：{deal.buyer}",),
        (f"受托方（乙方）：{deal.seller}",),
        (f"第一条 甲方委托乙方提供{deal.goods}的运维服务，服务期一年。",),
        (f"第二条 本协议服务费总计人民币{amount // 10_000:,}万元（大写：{capitals(amount)}）。",),
        ("第三条 乙方应于每季度首月十日前提交上季度服务报告。",),
        ("第四条 双方应对知悉的对方商业秘密承担保密义务。",),
        (f"手机：{deal.phone}", f"电子邮件：{deal.email}"),
        ("委托方盖章：", "受托方盖章："),
        (f"签约日期：{deal.day.year} 年 {deal.day.month:02d} 月 {deal.day.day:02d} 日",),
    ]
    return Paper(
        "framework", "zh", "技术服务框架协议", tuple(rows), _truth(deal), "contract", (deal.buyer, deal.seller)
    )


def agreement(rng: Random) -> Paper:
    deal = _deal(rng, "en")
    rows = [
        (f"Contract No.: {deal.number}",),
        (f"Date: {_en_day(deal.day, rng)}",),
        (f"Party A (Buyer): {deal.buyer}",),
        (f"Party B (Seller): {deal.seller}",),
        (f"1. Goods. The Seller sells and the Buyer buys {rng.randrange(2, 50)} units of {deal.goods}.",),
        (f"2. Total contract price: {_en_money(deal, rng)}, taxes excluded.",),
        ("3. Payment. 30% in advance, 70% within 30 days after acceptance.",),
        ("4. Delivery. Within 45 days after the advance payment has been received.",),
        ("5. Warranty. Twelve months from acceptance.",),
        (f"Phone: {deal.phone}", f"E-mail: {deal.email}"),
        ("For the Buyer:", "For the Seller:"),
        ("Signature:", "Signature:"),
    ]
    title = rng.choice(("SALES CONTRACT", "Supply Agreement", "Purchase Agreement"))
    return Paper("agreement", "en", title, tuple(rows), _truth(deal), "contract", (deal.buyer, deal.seller))


def en_quotation(rng: Random) -> Paper:
    deal = _deal(rng, "en")
    rows = [
        (f"Quotation No: {deal.number}", f"Date: {_en_day(deal.day, rng)}"),
        (f"Customer: {deal.buyer}",),
        (f"Supplier: {deal.seller}",),
        ("Item", "Description", "Qty", "Amount"),
        ("1", deal.goods, "2", f"{deal.amount * 6 / 10:,.2f}"),
        ("2", "installation", "1", f"{deal.amount * 4 / 10:,.2f}"),
        (f"Grand total: {_en_money(deal, rng)}",),
        ("Valid for 30 days. Delivery within six weeks.",),
        (f"Tel: {deal.phone}",),
        (f"Email: {deal.email}",),
    ]
    truth = _truth(deal, number="document_number")
    return Paper("en_quotation", "en", "QUOTATION", tuple(rows), truth, "quotation", (deal.seller,))


def prose_agreement(rng: Random) -> Paper:
    """Held out: the parties and the day stand in a sentence."""
    deal = _deal(rng, "en")
    month = MONTHS[deal.day.month - 1]
    rows = [
        (f"Agreement No. {deal.number}",),
        (f"This Agreement is made on {deal.day.day} {month} {deal.day.year} by and between",),
        (f'{deal.buyer} (the "Customer") and',),
        (f'{deal.seller} (the "Supplier").',),
        (f"1. The Supplier shall deliver {deal.goods}s as listed in Annex A.",),
        (f"2. The total amount payable under this Agreement is {_en_money(deal, rng)}.",),
        ("3. Either party may terminate with 60 days' written notice.",),
        (f"Telephone: {deal.phone}",),
        (f"Email: {deal.email}",),
        ("Signed for the Customer", "Signed for the Supplier"),
    ]
    return Paper(
        "prose_agreement", "en", "MASTER SERVICES AGREEMENT", tuple(rows), _truth(deal), "contract", (deal.buyer,)
    )


Layout = Callable[[Random], Paper]
SEEN: Sequence[Layout] = (sales_contract, side_by_side, quotation, acceptance, agreement, en_quotation)
HELD_OUT: Sequence[Layout] = (*SEEN, framework, prose_agreement)
