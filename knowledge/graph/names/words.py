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
    gesellschaft limitada societe anonyme aktiebolag aktieselskab naamloze vennootschap besloten companhia
    compagnie cie limited company incorporation"""
)

MARKS_EN = _words("""group holding holdings grp hldgs""")

# Words that join others, and ways to write other words shorter.
FATHERS = _words("bin ibn bint ben")
SMALL_WORDS = _words(
    "the of and for de la le les des du der die das van von et y e a an in zu te to on al el bin ibn bint abu"
)
_WRITTEN_OUT = """intl=international internatl=international int=international internationale=international
    mfg=manufacturing mfrs=manufacturing bros=brothers tech=technology technol=technology technologies=technology
    technologie=technology ind=industries inds=industries indus=industries industry=industries industrie=industries
    assoc=associates assn=association natl=national univ=university inst=institute mgmt=management svcs=services
    svc=services sys=systems syst=systems system=systems eng=engineering engrg=engineering elec=electric
    electr=electric electronic=electronics chem=chemical chemicals=chemical pharm=pharmaceuticals
    pharma=pharmaceuticals pharmaceutical=pharmaceuticals lab=laboratories labs=laboratories dev=development
    fin=financial dept=department govt=government amer=american brit=british eur=europe euro=europe prod=products
    organisation=organization st=saint mt=mount ctr=center centre=center med=medical comm=communications
    telecom=telecommunications equip=equipment bldg=building ins=insurance mktg=marketing grp=group
    one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 first=1 second=2 third=3
    mohammed=mohammad muhammad=mohammad mohamed=mohammad mohamad=mohammad"""
SHORT_WORDS: dict[str, str] = {short: long for short, _, long in (p.partition("=") for p in _WRITTEN_OUT.split())}

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
    中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 石河子 浦东 海盐 海宁 桐乡 平湖 嘉善 诸暨 嵊州 新昌 上虞 余姚 慈溪 奉化
    宁海 象山 乐清 瑞安 永嘉 苍南 平阳 永康 东阳 兰溪 浦江 武义 临海 温岭 玉环 天台 仙居 龙泉 德清 长兴 安吉 萧山
    余杭 富阳 临安 桐庐 建德 太仓 吴江 宜兴 溧阳 金坛 丹阳 扬中 句容 靖江 泰兴 兴化 海门 启东 如皋 如东 海安 东台
    大丰 仪征 高邮 邳州 新沂 沭阳 寿光 诸城 高密 昌邑 青州 龙口 招远 莱州 莱阳 蓬莱 荣成 文登 乳山 胶州 即墨 平度
    莱西 滕州 曲阜 邹城 兖州 章丘 邹平 新泰 肥城 福清 长乐 晋江 石狮 南安 安溪 龙海 宁国 天长 桐城 巢湖 巩义 偃师
    登封 新郑 荥阳 长垣 林州 禹州 灵宝 义马 项城 永城 浏阳 宁乡 醴陵 湘乡 韶山 耒阳 仙桃 潜江 天门 枝江 宜都 大冶
    武穴 应城 增城 从化 顺德 南海 三水 高明 台山 开平 鹤山 恩平 普宁 阳春 都江堰 彭州 邛崃 崇州 什邡 绵竹 峨眉山
    仁怀 赤水 韩城 杨凌 瓦房店 庄河 海城 公主岭 延吉 双辽 迁安 遵化 任丘 三河 涿州 定州 霸州 雄安 滨海 前海"""
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
    连锁 股权投资 投资管理 科技发展 实业发展 工贸 精密 机器 器材 部件 配件 电池 电路 激光 微电子 芯片 传感
    动力 热电 水电 风电 发电 核电 供电 输配电 照明 灯具 玻璃 陶瓷 塑料 塑胶 橡胶 化纤 纤维 面料 染料 涂料 油漆
    农药 化肥 肥业 树脂 膜材 薄膜 合金 特钢 不锈钢 铸造 锻造 模具 轴承 齿轮 阀门 泵业 压缩机 发动机 电梯 空调
    厨卫 卫浴 地板 木业 门窗 幕墙 园林 生态 景观 市政 路桥 交通 公路 隧道 港务 码头 航天 航空 航海 卫星 导航
    国防 电子信息 大数据 云计算 互联网 人工智能 软件技术 文具 珠宝 黄金 眼镜 鞋业 皮革 羽绒 家纺 针织 丝绸
    印染 毛纺 粮油 油脂 糖业 调味品 肉类 水产 菌业 茶业 花卉 畜牧 动物保健 疫苗 基因 诊断 检测 测试 认证 中药
    药物 保健 体育 娱乐 影视 游戏 动漫 出版 报业 广播 电视 会展 免税 零售 商贸城 商城 商业城 购物中心 市场
    资源 能源集团 投资控股 企业管理 公用 公共交通 公用事业 燃料 煤业 煤电 焦化 炭素 稀土 钨业 锂业 锌业 钛业
    镍业 硅业 盐业 磷化 氟化 设计 规划 研究院 研究 勘察 装配 安装 重机 车辆 客车 专用车 摩托车 电动车 自行车
    集装箱 仓储 快递 供热 供水 净化 水处理 安防 安全 消防 监测 控制 仪器仪表 电控 变压器 电线 线缆 光缆 光纤
    元器件 元件 电容 磁材 磁性材料 复合材料 高分子 生化 制造业 重型机械 工程机械 农村商业银行 商业银行"""
)
LONGEST_TRADE = max(map(len, TRADES_ZH))

# Words that name an industry and stand within brands as well (华东光伏): alone they are no name.
INDUSTRIES_ZH = _words("""光伏 锂电 储能 风能 太阳能 氢能 石化 冶金 家装 母婴 养老 电商 跨境 外贸 芯片 新材 军工""")

# One of these more or less is another company, not a slip: 第一 and 第二, 华东 and 华西.
TELLING = frozenset("一二三四五六七八九十东南西北上下大小老新0123456789")
