"""The title of a deck, a Word file or a PDF is read in a child process: it may say what its name does not."""

from collections.abc import Callable, Mapping
from typing import Any

from capture.base import BadMaterialError, Context, Done, Job, Task
from capture.links.capturing import captures, findings, placed
from capture.links.titles import TITLE, heard_again
from knowledge.store.unit import Unit

ACTOR = "system"


def work(task: Task, report: Callable[[float], None]) -> Mapping[str, Any]:
    """The title as plain JSON. Raises BadMaterialError."""
    from capture.documents.opening import describe

    if task.file is None:
        raise BadMaterialError("no_file", "没有收到这个文件。", "The file did not arrive.")
    found = describe(task.file, task.args["name"])
    report(1.0)
    return {"title": found.title, "from": found.title_from, "version": found.version}


def take(unit: Unit, args: Mapping[str, Any], done: Done, context: Context) -> None:
    """Judge the file anew, by what it calls itself. What cannot be read stays as it was: nobody asked."""
    if done.failed or done.result["from"] == "name":
        return
    heard = placed(heard_again(args), context)
    name = str(args["name"])
    stated = f" V{done.result['version']}" if done.result["version"] else ""
    titles = {name: f"{done.result['title']}{stated}"}
    for command in captures(findings(heard, context, titles), heard, context):
        command.apply(unit, args["sender_id"] or ACTOR)


JOB = Job(TITLE, work, take)
