"""What the DingTalk messenger itself writes on messages."""

from collections.abc import Mapping

from knowledge.people.model import Lang

BOT_NAME: Mapping[Lang, str] = {"zh": "搭子", "en": "Dazi"}
CONTINUED: Mapping[Lang, str] = {"zh": "……（未完，续下条）", "en": "… (continued)"}
COLON: Mapping[Lang, str] = {"zh": "：", "en": ": "}

SAY: Mapping[str, Mapping[Lang, str]] = {
    "here": {"zh": "可以回复我：", "en": "You can reply:"},
    "group": {"zh": "要我做什么，请 @搭子 说：", "en": "Mention me to choose:"},
    "robot": {"zh": "请到和搭子的会话里说：", "en": "Tell Dazi in your own chat with it:"},
}
"""What stands above the choices where there are no buttons, by the kind of place."""

SENTENCE: Mapping[Lang, str] = {"zh": "“{say}”", "en": "“{say}”"}
MENTION: Mapping[Lang, str] = {"zh": "“@搭子 {say}”", "en": "“@Dazi {say}”"}

FILE: Mapping[Lang, str] = {"zh": "附件：{name}", "en": "Attached: {name}"}
NO_FILE: Mapping[Lang, str] = {
    "zh": "附件 {name} 在这里发不出来，请到和搭子的会话里看。",
    "en": "The file {name} cannot be sent here; see your own chat with Dazi.",
}
