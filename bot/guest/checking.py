"""What `doctor` says about the language model: one cheap request, with a function to call."""

from collections.abc import Mapping

from bot.errors import Missing
from bot.guest.opening import open_client
from bot.messengers.base import Check
from config.settings import LlmSettings
from knowledge.people.model import Lang

_NAME = "llm"
_WELL: Mapping[Lang, str] = {"zh": "{model} 有回应（{url}）", "en": "{model} answers at {url}"}
_ADVICE: Mapping[str, Mapping[Lang, str]] = {
    "refused": {
        "zh": "{url} 不接受 llm.api_key；请核对密钥，以及它能不能用模型 {model}。",
        "en": "{url} refuses llm.api_key; check the key, and that it may use the model {model}.",
    },
    "no_such_model": {
        "zh": "{url} 没有模型 {model}，或地址不对；请核对 llm.model 和 llm.base_url（多半以 /v1 结尾）。",
        "en": "{url} has no model {model}, or the address is wrong; check llm.model and llm.base_url "
        "(it mostly ends in /v1).",
    },
    "rejected": {
        "zh": "{url} 不接受这样的请求；模型 {model} 要支持函数调用（tools），请换一个。",
        "en": "{url} rejects the request; the model {model} has to support function calls (tools), try another one.",
    },
    "busy": {
        "zh": "{url} 说请求太多或额度用完；请稍后再试，或看看那边的账户。",
        "en": "{url} says there are too many requests, or the quota is used up; try later, or look at the "
        "account there.",
    },
    "broken": {"zh": "{url} 自己出错了；请稍后再试。", "en": "{url} has trouble of its own; try again later."},
    "unreachable": {
        "zh": "连不上 {url}；请核对 llm.base_url 和网络（不用代理）。",
        "en": "{url} cannot be reached; check llm.base_url and the network (no proxy is used).",
    },
    "late": {
        "zh": "{url} 在 {seconds} 秒内没有回应；请换快一些的模型，或调高 llm.timeout。",
        "en": "{url} did not answer within {seconds} s; take a faster model, or raise llm.timeout.",
    },
    "unreadable": {
        "zh": "{url} 的回应不是 OpenAI 兼容的格式；请核对 llm.base_url。",
        "en": "{url} does not answer as an OpenAI-compatible server does; check llm.base_url.",
    },
}
_FUNCTION = {
    "type": "function",
    "function": {"name": "ready", "description": "Says ready", "parameters": {"type": "object", "properties": {}}},
}


async def check_llm(settings: LlmSettings | None) -> list[Check]:
    """Whether the model of the settings answers; nothing where there is none."""
    if settings is None:
        return []
    facts = {"url": settings.base_url, "model": settings.model, "seconds": f"{settings.timeout:g}"}
    trouble = ""
    try:
        trouble = await _trouble(settings)
    except Missing as missing:
        return [Check(_NAME, ok=False, advice={"zh": missing.say["zh"], "en": missing.say["en"]})]
    words = _ADVICE[trouble] if trouble else _WELL
    return [Check(_NAME, ok=not trouble, advice={lang: text.format(**facts) for lang, text in words.items()})]


async def _trouble(settings: LlmSettings) -> str:
    """Why the model does not answer, "" where it does. Raises Missing."""
    client = open_client(settings)
    from capture.llm.client import NoReplyError

    try:
        await client.ask([{"role": "user", "content": "Call ready."}], [_FUNCTION])
    except NoReplyError as error:
        return error.trouble.value
    finally:
        await client.close()
    return ""
