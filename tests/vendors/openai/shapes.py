"""What the chat completions API looks like on the wire: completions, errors, and what it does not take.

After the API reference of OpenAI's chat completions; checks are those that compatible servers make as well.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from tests.vendors.openai.asked import Asked, Json, Said

_FUNCTION_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_CREATED = 1_768_179_600


def completion(asked: Asked, said: Said, number: int) -> dict[str, Any]:
    """What the model said, as the API answers it."""
    calls = [_call(name, arguments, number, at) for at, (name, arguments) in enumerate(said.calls)]
    message: dict[str, Any] = {"role": "assistant", "content": said.content, "refusal": None, "annotations": []}
    message |= {"tool_calls": calls} if calls else {}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "tool_calls" if calls else "stop"}
    return {
        "id": f"chatcmpl-fake{number:08d}",
        "object": "chat.completion",
        "created": _CREATED,
        "model": asked.body["model"],
        "choices": [choice],
        "usage": usage(asked, said),
        "service_tier": "default",
        "system_fingerprint": "fp_fake",
    }


def usage(asked: Asked, said: Said) -> dict[str, int]:
    """Tokens as a tokenizer might count them: about four bytes each."""
    prompt = len(json.dumps(asked.body, ensure_ascii=False).encode()) // 4
    answer = len(f"{said.content}{said.calls}".encode()) // 4
    return {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer}


def _call(name: str, arguments: Json | str, number: int, at: int) -> dict[str, Any]:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return {"id": f"call_fake{number:04d}{at}", "type": "function", "function": {"name": name, "arguments": text}}


def refusal(
    status: int, message: str, kind: str, code: str | None = None, headers: Mapping[str, str] | None = None
) -> web.Response:
    """An error in the API's own form."""
    error = {"message": message, "type": kind, "param": None, "code": code}
    return web.json_response({"error": error}, status=status, headers=headers)


def wrong(body: Json) -> str:
    """Why a request is not taken; "" for one that is."""
    if not isinstance(body.get("model"), str) or not body.get("messages"):
        return "you must provide a model parameter and messages"
    for tool in body.get("tools", ()):
        if tool.get("type") != "function" or not _FUNCTION_NAME.fullmatch(tool["function"]["name"]):
            return "Invalid 'tools[].function.name'"
        if tool["function"]["parameters"].get("type") != "object":
            return "Invalid schema for function"
        if len(tool["function"]["description"]) > 1024:
            return "Invalid 'tools[].function.description': string too long"
    return _unanswered(body["messages"])


def _unanswered(messages: Sequence[Json]) -> str:
    """Each tool call is answered by the messages right behind it, and nothing else is."""
    open_calls: set[str] = set()
    for message in messages:
        if message["role"] == "tool":
            if message.get("tool_call_id") not in open_calls:
                return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'"
            open_calls.discard(message["tool_call_id"])
            continue
        if open_calls:
            return "An assistant message with 'tool_calls' must be followed by tool messages for each 'tool_call_id'"
        open_calls = {call["id"] for call in message.get("tool_calls") or ()}
    return "An assistant message with 'tool_calls' must be followed by tool messages" if open_calls else ""
