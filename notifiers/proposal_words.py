"""What cards about proposals share: what kinds, versions and evidence are called."""

from collections.abc import Mapping

from knowledge.people.model import Lang
from knowledge.proposals.model import Paper

_PAPERS: Mapping[Paper, Mapping[Lang, str]] = {
    Paper.PROPOSAL: {"zh": "方案", "en": "proposal"},
    Paper.QUOTATION: {"zh": "报价", "en": "quotation"},
    Paper.TENDER: {"zh": "投标文件", "en": "tender response"},
    Paper.SOW: {"zh": "工作说明书", "en": "statement of work"},
    Paper.ROI: {"zh": "ROI 测算", "en": "ROI sheet"},
}

_WHY: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "标题这么写", "en": "its title says so"},
    "words": {"zh": "消息里这么说", "en": "the message says so"},
    "aside": {"zh": "消息里提到了方案", "en": "the message speaks of a proposal"},
    "lead": {"zh": "消息开头说的就是方案", "en": "the message announces it"},
    "worked_on": {"zh": "说的是改稿或定稿", "en": "it is spoken of as a draft or a final copy"},
    "money": {"zh": "消息在说价格", "en": "the message is about a price"},
    "shown": {"zh": "像是要讲给客户的材料", "en": "it sounds like something to present"},
    "goes_out": {"zh": "说是要发给客户", "en": "it is said to go out"},
    "outward": {"zh": "用的是对外发送的链接", "en": "its link is made for sending outside"},
    "slides": {"zh": "是一份演示文稿", "en": "it is a slide deck"},
    "misspelt": {"zh": "有个词像“报价”或“方案”写错了", "en": "a word looks like a slip for quote or proposal"},
    "earlier": {"zh": "前面在聊这份方案", "en": "it was asked for just before"},
    "known": {"zh": "这份文档之前已经归档", "en": "this document is on record"},
    "version": {"zh": "写了版本号", "en": "a version is stated"},
    "by_document": {"zh": "这份文档之前归过这家客户", "en": "the document was filed under this customer before"},
    "by_tracked": {"zh": "追踪链接是为这家客户取的", "en": "its tracked link was taken for this customer"},
    "by_sentence": {"zh": "句中点名了客户", "en": "the customer is named"},
    "by_title": {"zh": "标题里有客户名", "en": "the customer is in the title"},
    "by_thread": {"zh": "话题里说的是这家客户", "en": "the thread is about this customer"},
    "by_room": {"zh": "群名就是这家客户", "en": "the room carries the customer's name"},
    "by_sender": {"zh": "发送人负责这家客户", "en": "the sender works with this customer"},
    "handed": {"zh": "引用转来，最初是谁发的看不到", "en": "handed in by a quote; who sent it first is not told"},
}

_DOUBT: Mapping[str, Mapping[Lang, str]] = {
    "several": {"zh": "可能的客户不止一家", "en": "it could be for several customers"},
    "disagree": {
        "zh": "消息、话题和群名说的不是同一家",
        "en": "the message, the thread and the room name different customers",
    },
    "alike": {"zh": "客户名只是写得像", "en": "the customer's name is only similar"},
    "stranger": {"zh": "点名的客户我还不认识", "en": "it names a customer I don't know"},
    "nothing": {"zh": "没有提到是哪家客户", "en": "it doesn't say which customer"},
    "": {"zh": "不确定这是不是方案", "en": "I'm not sure that it is a proposal"},
}


def paper_words(paper: Paper, lang: Lang) -> str:
    """A kind of proposal as people call it."""
    return _PAPERS[paper][lang]


def why_words(why: tuple[str, ...], lang: Lang) -> str:
    """What speaks for it, as one line."""
    return ("、" if lang == "zh" else "; ").join(_WHY[one][lang] for one in why if one in _WHY)


def doubt_words(doubt: str, lang: Lang) -> str:
    """Why it has to be asked."""
    return _DOUBT[doubt if doubt in _DOUBT else ""][lang]
