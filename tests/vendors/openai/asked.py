"""One chat completion request as the model reads it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """The messages and functions of a request, as it came (`body`)."""

    body: Json

    @property
    def messages(self) -> Sequence[Json]:
        found: Sequence[Json] = self.body["messages"]
        return found

    @property
    def question(self) -> str:
        """What the person said."""
        return next(str(one["content"]) for one in self.messages if one["role"] == "user")

    @property
    def functions(self) -> Mapping[str, Json]:
        """The functions on offer, by name."""
        return {one["function"]["name"]: one["function"] for one in self.body.get("tools", ())}

    @property
    def results(self) -> Sequence[Json]:
        """What calls brought so far, parsed: {"result", "outcome", "text"} or {"error"}."""
        return [json.loads(one["content"]) for one in self.messages if one["role"] == "tool"]

    @property
    def texts(self) -> Mapping[int, str]:
        """The texts of the results, by number."""
        return {one["result"]: str(one["text"]) for one in self.results if "result" in one}


@dataclass(frozen=True, slots=True)
class Said:
    """What the model says: text, or calls as (name, arguments); arguments that are text go out as they are."""

    content: str | None = None
    calls: Sequence[tuple[str, Json | str]] = field(default_factory=tuple)


def calling(name: str, **arguments: object) -> Said:
    """One call whose result is the whole answer."""
    return Said(calls=[(name, {"whole": True, **arguments})])


def calling_all(*calls: tuple[str, Json]) -> Said:
    """Several calls, none of which is the whole answer."""
    return Said(calls=[(name, {**arguments, "whole": False}) for name, arguments in calls])


def stating(*statements: tuple[str, int, str]) -> Said:
    """A final answer: statements as (text, result, quote)."""
    given = [{"text": text, "result": result, "quote": quote} for text, result, quote in statements]
    return Said(json.dumps({"statements": given}, ensure_ascii=False))
