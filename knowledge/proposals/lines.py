"""Document lines: which kind of proposal a title names, and the number that the next version of a line gets. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.proposals.model import Paper

_PRICED = (
    r"一口价|(?:最终|含税|折后|优惠)价(?!格?(?:走势|指数|表|目))|(?:答应|欠)(?:您|你们?|他们|客户)的价(?!值)|"
    r"价格?[^，。；;\n]{0,6}，?[^，。；;\n]{0,6}有效期|"
    r"\b(?:firm|fixed|binding|all-in|lump[- ]sum|final|revised|updated)\s+(?:(?:unit|net|total)\s+)?pric(?:e|es)\b"
    r"(?!\s+(?:lists?|books?|increases?|changes?|index|contracts?)\b)|"
    r"\bprices?\b(?=[^.\n]{0,30}\b(?:valid|good|held|firm)\s+(?:to|till|until|through|for)\b)|"
    r"\b(?:owed?|promised?)\s+(?:you|them|him|her)\s+(?:a|the)\s+(?:\w+\s+){0,2}price\b|"
    r"\bprice\s+(?:that\s+)?(?:[\w&]+\s+){1,3}(?:sent|gave|quoted|offered|promised|saw|got|owe)\b"
)
"""A price that is told to somebody is a quotation: it is firm, valid for a time, owed or sent."""

PAPERS: Mapping[Paper, str] = {
    Paper.TENDER: (
        r"投标(?:技术|商务|资格|报价)?(?:文件|书|方案|稿|材料)|(?:技术|商务)投标(?:文件|书)?|"
        r"应标(?:文件|方案|书|稿|材料)?|(?<!招)标书|商务标|技术标|(?:技术|商务)部分|"
        r"(?:技术|商务|逐条|点对点)应答|应答(?:文件|书|稿|表|材料)|(?:讲|述)标(?:ppt|稿|材料|胶片)?|"
        r"\b(?:tender|bid|rfp|rfq|rfi|itt)\s+(?:resp\b|response|submission|reply|answers?|package)|"
        r"\bbid\s+(?:pack|book|draft)\b|\b(?:tech|technical|commercial|pricing)\s+volume\b|"
        r"(?<!to\s)(?<!we\s)(?<!will\s)(?<!not\s)(?<!no\s)\bbid\b(?!\s+(?:on|bond|deadline|date|kick-?off|meeting|"
        r"call|calendar|manager|team|tracker|notice|plan|portal|no)\b)|\b(?:our|the)\s+(?:bid|tender)(?:\s+(?:response|submission))?\b|"
        r"\b(?:responses?|answers?|reply|replies)\s+to\s+(?:\S+\s+){0,3}?(?:rfp|rfq|rfi|tender|itt)\b|"
        r"\b(?:technical|commercial|financial)\s+(?:bid|tender(?!\s+(?:documents?|notice|pack|portal)))\b|"
        r"\bresponse\b(?=,?\s+(?:vol(?:ume)?|part|lot)\b)|"
        r"\b(?:our|technical|commercial|compliance)\s+response\b(?!\s+(?:times?|rates?|plan|team|to|on|about|regarding|from)\b)"
    ),
    Paper.QUOTATION: (
        f"{_PRICED}|"
        r"(?<![汇播举申填上])报[过了出]?的价|报价(?:单|表|函|书|清单|明细|方案)?|价格(?:方案|单|明细|测算)|商务(?:方案|条款报价)|"
        r"\bquot(?:e|es|ation|ations)\b|\bpricing(?:\s+(?:proposal|sheet|breakdown|offer))?\b|"
        r"\b(?:price|commercial|budgetary)\s+(?:offer|proposal)\b|"
        r"\b(?:our|current|latest|revised|updated|new|final|renewal|formal|written|best)\s+(?:(?!job\b)[\w&'’-]+\s+){0,2}offer\b(?!\s+(?:letter|page|code)\b)|\bcommercials\b|"
        r"\b(?:cost|price|budget)\s+(?:estimate|breakdown|sheet|schedule)\b|\bcostings?\b|\bbudgetary\b|费用(?:测算|估算)|"
        r"\bthe\s+offer\b|(?:^|\n)\W*offer\s+(?:(?:no|nr)\.?\s*)?(?-i:[A-Z\d])"
    ),
    Paper.SOW: (
        r"工作说明书|实施(?:范围|工作)说明(?:书)?|工作范围(?:说明|书)|\bsow\b|"
        r"\b(?:statement|scope)\s+of\s+works?\b"
    ),
    Paper.ROI: (
        r"\broi\b|投资回报|投入产出|(?:回报|收益|效益|回本)(?:测算|分析|估算|计算)|\btco\b|\bpayback\b|"
        r"\bcost[- ]benefit\b|\bvalue\s+(?:case|assessment)\b|\bbusiness\s+case\b|\breturn\s+on\s+investment\b|"
        r"\bsavings?\s+(?:model|calc(?:ulation)?|estimate)\b"
    ),
    Paper.PROPOSAL: (
        r"方案|建议书|提案|可研报告|可行性(?:研究|分析)?报告|汇报胶片|策划[案书]|企划[案书]|\bproposals?\b|"
        r"\bprop\b|\bsolution\s+(?:deck|design|doc(?:ument)?|brief|overview|paper|architecture)\b|"
        r"\bpitch(?:\s+deck)?\b|\b(?:technical|tailored|joint)\s+solution\b|"
        r"\bsolution\b(?!\s+for\s+[^,.;:\n]{0,40}\b(?:bug|issue|problem|error|crash|outage|ticket|login)s?\b)"
        r"(?=(?:,?\s+|-)(?:for\b|v\d|draft|rev\b|(?:\w+\s+){1,2}(?:version|draft|copy)\b))"
    ),
}


_FLAGS = re.IGNORECASE | re.ASCII
_TITLES = {kind: re.compile(pattern, _FLAGS) for kind, pattern in PAPERS.items()}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A version on record: its kind, the product where one is named, and its number (0: none)."""

    paper: Paper
    product: str
    number: int


def paper_of(title: str) -> Paper:
    """The kind that a title names; a proposal where it names none."""
    return next((kind for kind, pattern in _TITLES.items() if pattern.search(title)), Paper.PROPOSAL)


def next_number(line: Iterable[Numbered], paper: Paper, product: str, stated: int | None) -> int:
    """The number of a document that is new in its line: the one stated, else the one after the highest.

    Versions of another kind, or of another product where both are named, are of another line.
    """
    if stated is not None:
        return stated
    return max((one.number for one in line if same_line(one, paper, product)), default=0) + 1


def same_line(one: Numbered, paper: Paper, product: str) -> bool:
    """Whether a version is of the line of such a document."""
    return one.paper is paper and (not product or not one.product or one.product == product)
