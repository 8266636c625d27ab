"""Small exports written for a test, and what a plan makes of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from capture.exports.mapping import ExportMapping, read_mapping
from capture.exports.plan import ImportPlan, plan_import

SHANGHAI = ZoneInfo("Asia/Shanghai")

TEAM = {
    "people.csv": "person_id,name,role,email,slack_id,manager_id,left_on\n"
    "li.lei,李雷,rep,Li.Lei@Team.example,U1,zhou.min,\n"
    "han.mei,韩梅,Rep,han.mei@team.example,U2,zhou.min,2026-06-30\n"
    "zhou.min,周敏,manager,zhou.min@team.example,,,\n",
    "customers.csv": "customer_id,name,aliases,employees,registered_capital,tier\n"
    'C1,澄溪华东光伏,华东光伏; 澄溪光伏,"2,600",1.5e8,A\n'
    "C2,Acme Ltd,,,,\n",
    "ownership.csv": "customer_id,person_id,role,valid_from,valid_to,source\n"
    "C1,han.mei,rep,2024-03-01,2025-12-31,CRM\n"
    "C1,li.lei,rep,2026-01-01,,CRM\n",
    "contacts.csv": "contact_id,customer_id,name,title\nK1,C1,陶然,总经理\nK2,C2,Ann Lee,CFO\n",
    "relations.csv": "from_kind,from_id,relation,to_kind,to_id,since,source\n"
    "customer,C1,supplies,customer,C2,2023-05-01,annual report\n",
    "deals.csv": "deal_id,customer_id,name,amount,currency,owner_id,created_at,closed_at,outcome\n"
    "D1,C1,产线监测,240000,CNY,li.lei,2025-12-12,2026-01-17T10:00:00+08:00,Won\n"
    "D2,,Unknown,,,li.lei,2026-01-02,,\n",
    "leads.csv": "lead_id,customer_name,owner_id,created_at,email\nL1,青渡,li.lei,2026-01-05 09:30,Shi.Ke@Example.CN\n",
    "proposals.csv": "proposal_id,customer_id,deal_id,title,version,url,sent_by,sent_at\n"
    "P1,C1,D1,产线监测方案,V1.0,https://docs.example/p1,li.lei,2025-12-15T10:00:00+08:00\n",
    "quotes.csv": "quote_id,customer_id,deal_id,version,product,amount,currency,quoted_on,quoted_by\n"
    'Q1,C1,D1,V1.0,LineSight,"258,000",CNY,2025-12-18,li.lei\n'
    "Q2,C1,D1,V2.0,LineSight,240000,CNY,2025-12-22,li.lei\n",
    "contracts.csv": "contract_no,customer_id,deal_id,sla,signed_on,starts_on,ends_on,value,csm_id\n"
    "DZ-1,C1,D1,7x24,2026-01-17,2026-02-01,2027-01-31,240000,zhou.min\n",
    "tasks.csv": "task_id,customer_id,deal_id,title,assignee_id,due_on,done_at,after\n"
    "T1,C1,D1,合同评审,li.lei,2026-01-10,2026-01-09T17:00:00+08:00,\nT2,C1,D1,盖章,li.lei,2026-01-12,,T1\n",
    "signals.jsonl": '{"at": "2026-01-06T10:00:00+08:00", "kind": "page_view", "lead_id": "L1", "page": "/compare/a"}\n'
    '{"at": "2026-01-06T10:01", "kind": "form", "visitor_id": "v1", "event_id": "e-2"}\n',
}
"""One of everything that is used."""


def write_export(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of an export into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(raw)
    return folder


def read_all(folder: Path, mapping: str = "") -> tuple[ImportPlan, list[dict[str, Any]]]:
    """A plan that has run, and its chunks."""
    plan = plan_import(folder, mapped(mapping), SHANGHAI)
    return plan, [dict(chunk) for chunk in plan.chunks()]


def rows_of(chunks: list[dict[str, Any]], table: str) -> list[dict[str, Any]]:
    """All rows for one table."""
    return [row for chunk in chunks if chunk["table"] == table for row in chunk["rows"]]


def mapped(text: str) -> ExportMapping | None:
    """A mapping written in a test."""
    return read_mapping("test.yaml", text) if text else None
