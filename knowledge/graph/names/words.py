"""Words that say little about which company is meant: legal forms, group words, places, trades."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_ZH = _words("""有限责任公司 有限公司 责任公司 公司 有限合伙 有限合伙企业 合伙企业 特殊普通合伙 普通合伙""")

# They tell a parent from its subsidiaries, so they are dropped on one side only.
MARKS_ZH = _words("""股份 集团 控股 总公司 实业集团""")

LEGAL_EN = _words(
    """inc incorporated corp corporation co company ltd limited llc llp lp plc pte pty sdn bhd gmbh mbh ag kg
    kgaa ohg ug se sa sas sasu sarl sl slu srl spa snc nv bv cv vof ab as asa aps oy oyj kk kft zrt rt doo dd
    ad ooo oao zao pao jsc ojsc pjsc cjsc sro spol sia uab ou tbk pt ltda sab cia aktiengesellschaft
    gesellschaft limitada societe anonyme aktiebolag aktieselskab"""
)

MARKS_EN = _words("""group holding holdings grp hldgs""")

TRADES_EN = _words(
    """technology technologies tech systems system solutions services service international industries industry
    industrial enterprises enterprise global worldwide software consulting partners associates manufacturing
    products trading communications electronics energy foods pharmaceuticals pharma chemicals logistics
    materials networks labs laboratories bank insurance capital financial media design engineering medical
    healthcare"""
)

# Provinces and major cities.
PLACES = _words(
    """北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南
    四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国 中华 石家庄 唐山 秦皇岛 邯郸
    邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头
    乌海 赤峰 通辽 鄂尔多斯 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源
    通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京
    无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟 杭州 宁波 温州 嘉兴
    湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州
    六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州
    吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 莱芜 临沂 德州 聊城 滨州 菏泽
    郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰
    宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州
    永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞
    中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚
    成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水
    遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 拉萨 西安 铜川 宝鸡 咸阳 渭南 延安 汉中
    榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 银川 石嘴山 吴忠 固原
    中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 石河子 浦东"""
)
LONGEST_PLACE = max(map(len, PLACES))

TRADES_ZH = _words(
    """科技 技术 信息 信息技术 信息科技 网络 网络科技 软件 电子 电子科技 电子商务 电气 电器 电力 电机 电源 电缆
    电信 通信 通讯 数据 数码 数字 智能 智能科技 自动化 仪器 仪表 机电 机械 机床 机器人 设备 装备 装饰 材料
    新材料 新材料科技 新能源 新能源科技 能源 能源科技 环保 环境 环境科技 生物 生物技术 生物科技 医药 制药
    药业 医疗 医疗器械 医疗科技 健康 化工 化学 石化 石油 燃气 水务 水泥 钢铁 矿业 有色 金属 铝业 铜业 建设
    建筑 建工 建材 工程 工程技术 地产 房地产 置业 物业 发展 开发 投资 资本 基金 证券 银行 保险 信托 期货 金融
    租赁 贸易 商贸 外贸 进出口 国际 国际贸易 实业 工业 企业 产业 制造 制品 加工 食品 饮料 饮品 乳业 酒业 农业
    牧业 渔业 种业 饲料 林业 纸业 纺织 服装 服饰 家居 家具 家电 玩具 日化 美妆 包装 印刷 传媒 文化 文化传媒
    广告 教育 旅游 酒店 餐饮 餐饮管理 管理 咨询 管理咨询 服务 物流 运输 航空 航运 港口 高速 铁路 汽车 零部件
    汽车零部件 轮胎 船舶 重工 光电 光电科技 半导体 集成电路 系统 系统集成 供应链 供应链管理 百货 商业 超市
    连锁 股权投资 投资管理 科技发展 实业发展 工贸"""
)
LONGEST_TRADE = max(map(len, TRADES_ZH))

# One of these more or less is another company, not a slip: 第一 and 第二, 华东 and 华西.
TELLING = frozenset("一二三四五六七八九十东南西北上下大小老新0123456789")
