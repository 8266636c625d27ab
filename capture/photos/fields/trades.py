"""How businesses are called that write no legal form: what they are (商行, Bureau) or deal in (生物)."""

import re

from capture.photos.fields.names import in_capitals, registered

_HOUSES = (
    "医院|卫生院|诊所|大学|学院|学校|[中小]学|幼儿园|银行|[局厂厅院店坊]|[商车花洋粮木茶]行|商[社场号]|超市|(?:经营|经销|批发|营业|门市|维修)部|"
    "工作室|事务所|合作社|农场|养殖场|中心|研究所|实验室|委员会|政府|电视台|出版社|报社|旅行社|协会|商会|宾馆|饭店|酒楼"
)
_TRADES = (
    "科技|技术|电子|电气|电器|电力|电缆|光电|半导体|软件|网络|信息|数据|通信|智能|自动化|精密|机械|机电|重工|装备|仪器|仪表|"
    "生物|医药|制药|药业|医疗|器械|健康|食品|乳业|酒业|茶业|饮料|餐饮|粮油|水产|农业|牧业|种业|化工|化学|材料|建材|新材|能源|环保|"
    "钢铁|铝业|铜业|矿业|塑料|橡胶|陶瓷|玻璃|纸业|木业|家具|家居|五金|工具|阀门|轴承|汽车|汽配|轮胎|纺织|服饰|印刷|包装|物流|货运|"
    "快递|航运|港务|贸易|商贸|外贸|实业|建设|建筑|工程|装饰|设计|广告|传媒|文化|咨询|教育|地产|置业|物业|租赁|保险|证券|集团|控股"
)
_SECTION = "[科处室部办组]"
_ZH_HOUSE = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z0-9()·]{{2,24}}?(?:{_HOUSES}))(?:[\u4e00-\u9fff]{{1,8}}{_SECTION})?"
)
_ZH_TRADE = re.compile(rf"(?P<name>[\u4e00-\u9fffA-Za-z0-9()·]{{2,14}}(?:{_TRADES}))")
_ZH_NO_NAME = re.compile(r"[的请您我各是把]|全体|有关|项目|方案|本[店厂院部校]|欢迎|地址|电话")
_EN_BUSINESS = re.compile(
    r"(?:Works|\w+works|\w+ics|Bureau|Studios?|Ateliers?|Group|Partners|Associates|Brothers|Bros|Sons|Agency|Cooperative|"
    r"Co-?op|Services|Systems|Solutions|Technolog(?:y|ies)|Industries|Products|Supplies|Supply|Trading|Traders|Foods?|"
    r"Brewery|Brewing|Bakery|Dairy|Foundry|Joinery|Cabinetry|Nursery|Laundry|Pharmacy|Engineering|Consulting|Consultants|"
    r"Contractors|Builders|Construction|Manufacturing|Printing|Packaging|Catering|Haulage|Freight|Shipping|Transport|"
    r"Lifts|Pumps|Tools|Instruments|Materials|Textiles|Media|Press|Publishing|Design|Software|Labs?|Laboratories|Energy|"
    r"Utilities|Hospital|Clinic|University|College|School|Academy|Institute|Council|Trust|Bank|Hotel|Farms?)"
)
_EN_SECTION = re.compile(
    r"(?:Technical|Sales|Finance|Financial|Legal|Field|Quality|Human|Information|Support|Accounts?|Accounting|Shipping|"
    r"Engineering|Goods|Commercial|Marketing|Project|Field|Site|Internal|General|Central|Works|After-?sales)",
    re.IGNORECASE,
)
"""How a section within a business begins: Technical Services names none."""
_ENDS_OPEN = re.compile(r"\b(?:to|for|from|by|of|and|with|you)$", re.IGNORECASE)


def without_form(text: str) -> str:
    """A business by the last word of its name: "云岭第二医院药剂科" -> "云岭第二医院", "Orme Tank Works"; else ""."""
    value = text.strip().rstrip(" ,.;:")
    if re.search(r"[\u4e00-\u9fff]", value):
        found = _ZH_HOUSE.fullmatch(value) or _ZH_TRADE.fullmatch(value)
        return registered(found["name"]) if found and not _ZH_NO_NAME.search(value) else ""
    *first, last = (in_capitals(value) or value).split() or [""]
    section = all(_EN_SECTION.fullmatch(word) for word in first)
    return in_capitals(value) if _EN_BUSINESS.fullmatch(last.rstrip(".")) and not section else ""


def is_house(text: str) -> bool:
    """Whether a Chinese name says what the business is; what it deals in may end a project's title too."""
    return bool(_ZH_HOUSE.fullmatch(text.strip()))


def heads_paper(text: str) -> str:
    """A name that may stand at the head of a paper: any in capitals that does not break off, in Chinese by its end."""
    if re.search(r"[\u4e00-\u9fff]", text):
        return without_form(text)
    name = in_capitals(text)
    return "" if _ENDS_OPEN.search(name) else name
