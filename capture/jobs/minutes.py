"""A language model reads a transcript in a child process; what it says makes the minutes by rules better."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from capture.base import BadMaterialError, Context, Done, Job, Pace, Task
from capture.llm.budget import give_back_tokens, most_tokens
from capture.minutes.asking import MOST_ANSWER_TOKENS, requests_of
from capture.minutes.making import make_minutes, turns_of_meeting
from capture.minutes.model import Setting
from config.settings import LlmSettings, Settings
from knowledge.meetings.refining import REFINEMENT
from knowledge.meetings.view import meeting, minutes
from knowledge.store.unit import Reader, Unit

if TYPE_CHECKING:
    from capture.llm.client import Completion, Completions

ACTOR = "system"
MOST_SECONDS = 600.0
"""For all requests about one meeting; what is not answered by then keeps the minutes by rules."""

LONGEST_ANSWER = 64 * 1024
ANSWERED, NOTHING_USABLE = "answered", "nothing_usable"
REFUSALS = frozenset({"refused", "no_such_model", "rejected"})
"""What an operator has to do something about."""

NO_LLM, NO_OPENAI = "no_llm", "no_openai"
_UNASKED = frozenset({NO_LLM, NO_OPENAI})

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Course:
    """How the asking went: the answers so far, the tokens they took, and how it ended."""

    answers: list[str] = field(default_factory=list)
    tokens: int = 0
    outcome: str = ANSWERED


def work(task: Task, report: Callable[[float], None]) -> Mapping[str, Any]:
    """Its answers, one a piece, as far as it gave any. Raises BadMaterialError where nobody can be asked here."""
    if not task.settings:
        raise BadMaterialError(NO_LLM, "这里的设置没有 [llm]。", "The settings have no [llm] here.")
    try:
        from capture.llm.client import Completions
    except ModuleNotFoundError as error:
        if error.name not in {"openai", "httpx2"}:
            raise
        raise BadMaterialError(
            NO_OPENAI, "没有安装 openai：pip install '.[llm]'。", "openai is not installed: pip install '.[llm]'."
        ) from error
    llm = LlmSettings(**task.settings)
    course = asyncio.run(_asked(Completions(llm, llm.minutes_timeout), task, report))
    if course.outcome != ANSWERED:
        log.warning("the language model gave no answer about a meeting: %s", course.outcome)
    return {"answers": course.answers, "tokens": course.tokens, "outcome": course.outcome}


def brief(reader: Reader, args: Mapping[str, Any]) -> Mapping[str, Any]:
    """What it is asked: the rules, and the transcript. Nothing else that we know of the customer."""
    held = meeting(reader, args["meeting_id"])
    if held is None:
        return {"requests": []}
    zone = ZoneInfo(args["zone"])
    setting = Setting(held.held_at.astimezone(zone), zone)
    return {"requests": requests_of(turns_of_meeting(reader, held.meeting_id), setting, held.language)}


def settings(given: Settings) -> Mapping[str, Any]:
    """How the model is reached. The key goes to the child by its stdin, and nowhere else."""
    llm = given.llm
    if llm is None or not llm.minutes:
        return {}
    told = llm.model_dump(mode="json", exclude={"api_key"})
    return told | ({"api_key": llm.api_key.get_secret_value()} if llm.api_key else {})


def take(unit: Unit, args: Mapping[str, Any], done: Done, context: Context) -> None:
    """Make the minutes anew with what it said. Where it said nothing, those by rules stay; nobody hears of it but the
    operator.
    """
    answers = done.result.get("answers", ())
    tokens = done.result.get("tokens", 0 if done.code in _UNASKED else args["tokens"])
    outcome = done.code or str(done.result["outcome"])
    give_back_tokens(unit, args["day"], args["tokens"] - tokens)
    if answers:
        make_minutes(unit, args["meeting_id"], ZoneInfo(args["zone"]), ACTOR)
    items = _of_model(unit, args["meeting_id"])
    if outcome == ANSWERED and not items:
        outcome = NOTHING_USABLE
    facts = {"tools": [], "outcome": outcome, "tokens": tokens, "pieces": len(answers), "items": items}
    unit.audit(ACTOR, "asked_llm", args["meeting_id"], **facts)
    if outcome in REFUSALS:
        context.tell_operator("llm_refused", args["day"], why=outcome)


def _of_model(reader: Reader, meeting_id: str) -> int:
    """How many items are the model's, or in its words."""
    return sum(one.why.endswith("llm") for one in minutes(reader, meeting_id))


async def _asked(model: "Completions", task: Task, report: Callable[[float], None]) -> _Course:
    """One request after the other; the first that fails is the last."""
    from capture.llm.client import NoReplyError, Trouble

    course, requests = _Course(), task.brief["requests"]
    try:
        async with asyncio.timeout(MOST_SECONDS):
            for number, request in enumerate(requests, 1):
                await _answered(model, request, task.folder, course)
                report(number / len(requests))
    except (NoReplyError, TimeoutError) as error:
        known = error if isinstance(error, NoReplyError) else NoReplyError(Trouble.LATE)
        course.outcome = known.trouble.value
        if known.may_have_cost:
            course.tokens += most_tokens(requests[len(course.answers)], (), MOST_ANSWER_TOKENS)
    finally:
        await model.close()
    return course


async def _answered(model: "Completions", request: Sequence[Mapping[str, str]], folder: Path, course: _Course) -> None:
    """One piece: what an earlier child was told counts. Raises NoReplyError."""
    words = json.dumps(request, ensure_ascii=False)
    kept = folder / f"{sha256(words.encode('utf-8', 'replace')).hexdigest()}.json"
    said = json.loads(kept.read_text("utf-8")) if kept.exists() else None
    if said is None:
        said = _plain(await model.complete(request, (), MOST_ANSWER_TOKENS))
        begun = kept.with_suffix(".part")
        begun.write_text(json.dumps(said), "utf-8")
        begun.replace(kept)
    course.answers.append(said["content"])
    course.tokens += said["tokens"]


def _plain(found: "Completion") -> dict[str, Any]:
    content = found.content.replace("\0", "").encode("utf-8", "replace").decode()
    return {"content": content[:LONGEST_ANSWER], "tokens": found.tokens}


JOB = Job(REFINEMENT, work, take, brief, settings, Pace.ASKING)
