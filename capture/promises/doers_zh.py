"""Who acts in a Chinese clause: I or we, one of ours, somebody else with a name, a role or an office."""

import re

_R = re.compile

FIRST = _R(
    "(?<![给发帮跟和找叫诉对向替寄转请陪教问为与到还退])(?<!(?<!现)在)(?:我这边|我们这边|我们公司|我方|我司|咱们|咱|俺|本人"
    "|我们|我)(?!的|家的?|国|说的|要的|觉得|看到)|让我(?=来|先|确认|看|查|问|核)|^(?:这边|I)(?=.*(?:给|帮"
    "|会|安排|尽快|发|争取|把))"
)
US = _R("我们|咱们|我方|我司|我们公司|(?<![户方厂商])这边")
YOUR_TURN = _R(
    "^(?:(?:(?:小|老|阿)\\w|\\w{1,3}(?:总|工|哥|姐|经理|主任|老师|同学))[\\s，,]*|@\\S+\\s*)?(?:你们?|您|贵司|贵方)"
    "(?!\\w{0,3}(?:要|问|提|说|找|需要|关心|反馈|催|定|订|点|想看)[到过]?的|.*(?:我|咱))"
)
DAY = "｜"
"""Stands for each day of a clause, which parts who acts from what is done."""
_AUXILIARY = "(?:[也都又还就先再会将要]|负责|一定|马上|尽快|最晚|亲自|已经|应该|争取)*"
SOMEBODY = _R(
    f"^{DAY}?(?P<who>(?:我们?|咱们?)?(?!它|这|那|谁|有|没|每|跟|和|与|向|对|为|替|帮|给|要是|通知|安排|麻烦|辛苦|提醒|联系|记得|凡是|再|先|会(?!计)|将|[必需得能可应该]|感谢|谢)"
    "(?:(?!要是|希望|还是|应该)[^让叫催派问听据说把被将给我你您俺咱了没不吗如若当从｜，,、\\s@]){1,14}?)"
    f"(?={DAY}|会(?![计议员诊展场话])|在|到(?!货)|最快|{_AUXILIARY}(?:把|给|替|帮|来(?=\\w)|去(?=\\w)|为(?:我|咱|你|您|他|她|客|贵|大)))"
)
"""The words at the head of a clause before its day or its deed: 产品部的阿凯｜给客户…, 物流部会把…"""
_SURNAMES = (
    "王李张刘陈杨赵黄吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎潘杜戴钟汪姜姚谭廖邹熊郝崔邱秦顾侯邵孟段"
    "钱汤尹黎贺赖龚"
)
_RARER = "方陶冉柯丁庞石龙万史江施尤严华金康毛高林何马于余周范田任夏谷焦翟祝鲁韦倪俞葛常温殷"
"""Surnames too, of which most also begin other words: names only before a title."""
_NAME = _R(
    "(?:(?P<familiar>(?:小|老|阿)(?:\\w(?<![时心组孩板师规样地])|[A-Z][a-z]+)|\\w(?<![员职施手分加完开])[总工姐哥叔姨](?<!老总))"
    "|(?P<titled>\\w(?:经理|助理|代理|会计|律师|老师|师傅|老板|医生|大夫|教授|博士|秘书|顾问|总监|主[任管]|\\w[长员]|工程师|代表))"
    "|(?:^|(?<=[的员师务计理]))(?P<full>\\w{2,3})(?<!.[问客谢可事经付货款]))$"
)
ADVERB = _R(
    "(?:[肯一]定|保证|绝对|必须|马上|尽[快量早力]|争取|准时|按时|直接|全部|一[起并]|顺便|统一|抓紧|早点|[完好后])$"
)
"""Ends in how or when something is done: that is nobody."""


def name_at_end(who: str) -> str:
    """The name at the end of who acts: 小彭, 林姐, 冯科长, 沈嘉; "" for a role or an office."""
    said = _NAME.search(who)
    if said is None or (said["titled"] and said["titled"][0] not in _SURNAMES + _RARER):
        return ""
    return "" if said["full"] and said["full"][0] not in _SURNAMES else said[0]


_TRADES = "法务|财务|工厂|仓库|研发|产品|技术|售后|售前|交付|商务|物流|工程师?|客服|运维|实施"
DEPARTMENT = _R(f"(?:我们?|咱们?)?(?:公司)?的?(?:{_TRADES})(?:部|团队|同事|那边|这边|的?同学)?")
"""One of our departments, by itself."""
OURS = _R(f"(?:我们?|咱们?)(?:公司|团队|部门|这边)?的?(?:{_TRADES}|销售)?的?(?:工程师|经理|同事|顾问|助理|负责人)?")
"""What stands before a colleague's name: 我们实施的, 我同事."""
ADDRESSED = _R("\\w{1,3}(?:总监|总|经理|主任|处长|局长|董事?长?|老师|主管|院长|校长)(?![是之体结共部价额])")
"""Before something for "you" they are called, by their title: 王总周五给您…"""
PRONOUN = _R("(?:但|不过|所以|那|现在|目前|其实|最近)?(?:对方|他们?|她们?|它们?|有人|别人|没人|谁|大家)")
ABROAD = _R("客户(?!那边我)|甲方|采购|老板|领导|竞品|友商|供应商|厂家|法院|银行|总部|政府|他|她|对方")
"""Whoever is called so does not act for us unless it is said for whom."""
MACHINE = _R("(?:系统|平台|软件|程序|网站|后台|机器人?|服务器|设备|邮箱|短信|活动|展会|公众号)$")
