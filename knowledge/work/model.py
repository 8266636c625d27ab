"""Tasks: what somebody of the team has to do for a customer or a deal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, open until it has `done_at`. `after` is the task that must be done first."""

    task_id: str
    customer_id: str = ""
    deal_id: str = ""
    title: str = ""
    assignee_id: str = ""
    due_on: date | None = None
    done_at: datetime | None = None
    after: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
