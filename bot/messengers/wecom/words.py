"""The few words of its own that this messenger shows."""

from collections.abc import Mapping

from knowledge.people.model import Lang

CONTINUED: Mapping[Lang, str] = {"zh": "……（续下条）", "en": " … (continued)"}
CUT: Mapping[Lang, str] = {"zh": "…", "en": "…"}
COLON: Mapping[Lang, str] = {"zh": "：", "en": ": "}
ASIDE: Mapping[Lang, str] = {"zh": "（{}）", "en": " ({})"}
HEADING: Mapping[Lang, str] = {"zh": "【{badge}】{title}", "en": "[{badge}] {title}"}
CHOOSE: Mapping[Lang, str] = {"zh": "请选择", "en": "Please choose"}
ABOVE: Mapping[Lang, str] = {"zh": "详情见上一条消息", "en": "Details are in the message above"}
WHY: Mapping[Lang, str] = {"zh": "依据", "en": "Why"}
SAY: Mapping[Lang, str] = {"zh": "{label}：对搭子说“{say}”", "en": "{label}: tell Dazi “{say}”"}
BELOW: Mapping[Lang, str] = {"zh": "见下一条消息", "en": "See the next message"}
EMPTY: Mapping[Lang, str] = {"zh": "（空）", "en": "(empty)"}
