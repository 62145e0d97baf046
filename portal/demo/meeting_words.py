"""What the meetings of the demonstration were about, what they decided and what became of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision: words, owner by code, days until it was due, what became of it, and after how many days.

    ``fate`` is the state it stands in today; ``after`` counts from the meeting to the owner's report.
    """

    text: str
    owner: str
    due: int
    fate: str = "confirmed"
    after: int = 0
    answer: str = ""
    note: str = ""
    links: bool = False
    postponed: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting so many days ago: kind, title, who chaired, its points with what the minutes say, its decisions."""

    ago: int
    kind: str
    title: str
    chair: str
    points: tuple[tuple[str, str, str], ...]
    settled: tuple[Settled, ...] = ()
    state: str = "signed"
    circle: tuple[str, ...] = field(default=())


CORE = ("QH001", "QH002", "QH005", "QH006", "QH007", "QH012", "QH013", "QH018", "QH020", "QH021")
STREETS = ("QH030", "QH031", "QH032", "QH033", "QH034", "QH035", "QH036")
TOWNS = ("QH037", "QH038", "QH039", "QH040", "QH041")
BACK_STREETS = "各街道逐条街巷建立台账，坚持每日巡查，占道经营、乱停乱放、飞线充电等问题发现一处、整治一处。"
MARKETS = "市场主办方落实主体责任，划行归市，活禽区封闭管理；市场监管、城管、街道联合执法，每周通报一次。"
SCHOOLS = "上下学时段交警、城管、学校三方值守，校门两侧200米内不设流动摊点，护学岗教师和家长志愿者按表上岗。"
ACCOUNT = "会议逐项听取进展，指出任务推进不平衡，个别单位重部署、轻落实，要求对账销号、按期办结。"

MEETINGS = (
    Held(
        84,
        "promotion",
        "第三季度文明创建工作推进会",
        "区委书记",
        (
            ("第三季度重点任务部署", "QH001", ACCOUNT),
            ("背街小巷整治方案", "QH013", BACK_STREETS),
            ("农村人居环境和移风易俗", "QH017", "以村规民约和红白理事会为抓手，大操大办事前申报、事中劝导、事后公示。"),
        ),
        (
            Settled(
                "制定背街小巷整治方案，明确街巷长和完成时限",
                "QH013",
                12,
                after=10,
                answer="方案已印发，明确街巷长46名。",
                links=True,
            ),
            Settled(
                "城中、文昌两街道先行整治12条背街小巷", "QH030", 30, after=27, answer="12条街巷已整治，建立日巡查台账。"
            ),
            Settled(
                "各乡镇修订村规民约，写明婚丧事宜办理标准", "QH037", 30, after=29, answer="柳林镇11个村全部修订并公示。"
            ),
            Settled(
                "公益广告补齐破损版面，主次干道每百米不少于一处",
                "QH002",
                20,
                after=23,
                answer="更换破损版面218处，新增64处。",
            ),
            Settled(
                "开通市民随手拍与平台对接，48小时内答复", "QH001", 25, after=24, answer="已对接，答复时限写入流程。"
            ),
        ),
        circle=(*CORE, "QH017", *STREETS, *TOWNS),
    ),
    Held(
        77,
        "office",
        "文明办第九次主任办公会",
        "区文明办主任",
        (
            ("上周督查情况研判", "QH001", "上周得分靠后的点位集中在集贸市场和老旧小区，整改反弹多，须盯住责任单位。"),
            ("周通报审定", "QH001", "通报稿原则同意，典型问题补充整改前后对比照片。"),
        ),
        (
            Settled("两次逾期的问题逐件约谈责任单位", "QH001", 5, after=4, answer="约谈3家单位，均已整改。"),
            Settled("惠民市场活禽区封闭改造", "QH058", 15, after=14, answer="封闭改造完成，加装排风。", links=True),
            Settled("老旧小区楼道堆物集中清理一周", "QH034", 10, after=9, answer="清理楼道132个，清运杂物21车。"),
            Settled("督查员业务培训一次", "QH001", 12, after=12, answer="培训督查员20人。"),
        ),
    ),
    Held(
        63,
        "dispatch",
        "农贸市场和背街小巷整治调度会",
        "区委常委、宣传部部长",
        (
            ("农贸市场整治进展", "QH021", MARKETS),
            ("背街小巷整治进展", "QH013", BACK_STREETS),
            ("非机动车停放秩序", "QH007", "商圈、医院、学校周边施划非机动车位，志愿者引导有序停放。"),
        ),
        (
            Settled("永安、惠民等6个市场划行归市", "QH021", 14, after=13, answer="6个市场完成划行归市。"),
            Settled(
                "市场周边流动摊点疏导到指定区域",
                "QH013",
                14,
                after=20,
                answer="设疏导点3处，引导摊主87户。",
                note="疏导点未挂牌",
            ),
            Settled("河滨路、滨江路施划非机动车位400个", "QH007", 20, after=18, answer="施划非机动车位412个。"),
            Settled("区人民医院门前停车秩序联合整治", "QH048", 10, after=9, answer="增设引导岗2个，违停明显减少。"),
            Settled("滨江广场步道破损砖更换", "QH032", 15, after=15, answer="更换破损砖260平方米。", links=True),
            Settled("新建便民市场选址", "QH018", 30, fate="cancelled", after=21, note="列入明年为民办实事，另行安排。"),
        ),
        circle=(*CORE, "QH048", "QH058", *STREETS),
    ),
    Held(
        54,
        "joint",
        "文明城市、爱国卫生、人居环境、民族团结联席会议",
        "区委常委、宣传部部长",
        (
            ("四项创建任务一体推进", "QH001", "同一项工作只部署一次、只报一次，成果各创建共用。"),
            ("爱国卫生月活动", "QH020", "病媒生物防制、垃圾清运与文明创建同部署、同检查。"),
        ),
        (
            Settled("四项创建任务清单合并为一张表", "QH001", 15, after=14, answer="合并任务63项，减少重复报送27项。"),
            Settled("病媒生物防制全覆盖一次", "QH020", 20, after=19, answer="投药点位1180处，完成密度监测。"),
            Settled("农村卫生户厕问题排查整改", "QH017", 40, after=38, answer="排查户厕3260座，整改81座。"),
            Settled("民族团结进步示范社区创建点2个", "QH031", 30, after=29, answer="书院、学府社区已挂牌。"),
            Settled("乡镇污水收集点渗漏维修", "QH039", 45, fate="in_progress"),
        ),
        circle=("QH001", "QH002", "QH008", "QH011", "QH016", "QH017", "QH020", *STREETS, *TOWNS),
    ),
    Held(
        38,
        "dispatch",
        "校园周边环境和文明交通调度会",
        "分管副区长",
        (
            ("校园周边整治", "QH005", SCHOOLS),
            ("文明交通劝导", "QH007", "路口劝导岗早晚高峰全覆盖，电动自行车头盔佩戴率每周抽查。"),
        ),
        (
            Settled(
                "第一小学校门两侧流动摊点清理并长期值守", "QH030", 7, after=6, answer="清理摊点11处，安排专人值守。"
            ),
            Settled(
                "护学岗排班表公示并按表上岗",
                "QH042",
                7,
                after=5,
                answer="排班表已公示，家长志愿者42人参加。",
                links=True,
            ),
            Settled(
                "校园周边200米内文具店、食品店集中检查",
                "QH021",
                14,
                after=14,
                answer="检查门店96家，下架问题食品13种。",
            ),
            Settled(
                "河滨小学门前人行横道和标线重划",
                "QH007",
                20,
                fate="done",
                after=34,
                answer="标线已重划，补装警示桩8根。",
            ),
            Settled(
                "河滨路学校段非机动车乱停整治",
                "QH032",
                21,
                fate="returned",
                after=20,
                answer="已劝导。",
                note="现场仍有乱停，整改照片与上月相同。",
            ),
            Settled("头盔佩戴劝导岗每日上岗情况上墙", "QH035", 25, fate="in_progress"),
        ),
        circle=("QH001", "QH005", "QH006", "QH007", "QH013", "QH021", "QH042", "QH044", *STREETS),
    ),
    Held(
        22,
        "office",
        "文明办第十次主任办公会",
        "区文明办主任",
        (
            ("月度测评结果研判", "QH001", "排名靠后的社区连续两月未变，由分管主任逐一走访。"),
            ("交办事项审定", "QH001", "同意交办5项，均明确时限。"),
        ),
        (
            Settled("月度测评后三名社区逐一走访", "QH001", 10, after=9, answer="走访3个社区，形成问题清单。"),
            Settled("“回头看”发现反弹的问题重新交办", "QH001", 8, after=7, answer="重新交办14件。", links=True),
            Settled("云居物业管理小区楼道照明维修", "QH057", 18, fate="done", after=17, answer="维修楼道灯176盏。"),
            Settled("学雷锋志愿服务站点补齐标识", "QH028", 24, fate="in_progress"),
            Settled("站前广场垃圾分类亭改造", "QH035", 26, fate="open"),
        ),
    ),
    Held(
        13,
        "promotion",
        "第四季度文明创建工作推进会",
        "区长",
        (
            ("前三季度讲评", "QH001", ACCOUNT),
            ("迎检准备", "QH002", "不搞突击、不增加基层负担，以日常督查结果为准，材料从平台直接生成。"),
            ("冬季市容和农村人居环境", "QH013", "落叶清扫、积雪清除、焚烧秸秆劝导责任到人。"),
        ),
        (
            Settled("第三季度考评结果通报到各单位", "QH001", 5, after=4, answer="已通报并公示。"),
            Settled(
                "冬季除雪应急预案和人员名单上报", "QH013", 10, fate="done", after=9, answer="预案已报，落实人员318人。"
            ),
            Settled("农贸市场冬季防滑和排水检查", "QH018", 18, fate="in_progress"),
            Settled("河滨街道背街小巷路灯补盲", "QH032", 20, fate="in_progress"),
            Settled("各乡镇道德讲堂冬季场次安排", "QH038", 15, fate="open"),
            Settled(
                "老旧小区改造项目文明施工整治",
                "QH012",
                9,
                fate="open",
                note="施工面尚未移交，另定完成日期。",
                postponed=21,
            ),
        ),
        circle=(*CORE, "QH017", "QH028", *STREETS, *TOWNS),
    ),
    Held(
        2,
        "dispatch",
        "重点问题逐项调度会",
        "分管副区长",
        (
            ("逾期问题逐项过堂", "QH001", "逾期未办结的责任单位逐一说明原因，明确完成日期。"),
            ("站前片区环境秩序", "QH035", ""),
        ),
        (
            Settled("站前片区出租车候客区重新划设", "QH015", 14, fate="draft"),
            Settled("客运站候车厅座椅和标识更换", "QH053", 20, fate="draft"),
            Settled("河滨街道逾期问题三日内办结", "QH032", 3, fate="draft"),
        ),
        state="held",
        circle=("QH001", "QH007", "QH013", "QH015", "QH032", "QH035", "QH053"),
    ),
    Held(
        -2,
        "dispatch",
        "冬季市容环境调度会",
        "分管副区长",
        (("冬季除雪和落叶清扫", "QH013", ""), ("燃放烟花爆竹劝导", "QH006", "")),
        state="called",
        circle=("QH001", "QH006", "QH013", "QH014", *STREETS),
    ),
)
PEOPLE = ("周*", "吴*", "郑*", "冯*", "蒋*", "沈*", "韩*", "朱*")
PLACES = {
    "promotion": "区会议中心一楼报告厅",
    "dispatch": "区政府二楼会议室",
    "office": "区文明办会议室",
    "joint": "区委三楼会议室",
}
NOTICES = {
    "promotion": "请各单位主要负责人参加，提前10分钟入场，着装整洁。",
    "dispatch": "请分管负责人参加，带上逐项进展。",
    "office": "请各科室负责人参加。",
    "joint": "请各创建牵头单位分管负责人参加。",
}
