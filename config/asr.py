"""How recordings are transcribed: which model, and how much of the machine it may take."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from config.wording import expected

_LANGUAGE = re.compile("[a-z]{2,3}")

ComputeType = Literal["int8", "int8_float32", "int8_float16", "int8_bfloat16", "float32", "float16", "bfloat16"]
"""Number formats that CTranslate2 knows."""


TERMS = ("报价单", "价格", "方案", "经理", "验收标准", "合同", "周四", "周五", "二期", "上线", "告警", "接口", "平台")
"""What sales meetings in Chinese are full of, and a small model hears as something else."""


def _language_code(code: str) -> str:
    if not _LANGUAGE.fullmatch(code):
        raise expected('a language code such as "zh" or "en"', "语言代码，例如 zh 或 en")
    return code


class AsrSettings(BaseModel):
    """Speech recognition, `[asr]` in dazi.toml.

    `model` is a folder with a Whisper model in CTranslate2's format, or a name that faster-whisper knows ("small");
    left empty, it is the packaged base model. A name is looked up in the local cache, and fetched only with `download`.
    `terms` are words of the trade that recordings are full of: they are told to the recognition after the names.
    `threads` 0 takes every core there is. `languages` narrows down what may be recognised; empty leaves it open.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    model: str = ""
    download: bool = False
    threads: int = Field(0, ge=0, le=256)
    compute_type: ComputeType = "int8"
    beam: int = Field(5, ge=1, le=10)
    longest_minutes: int = Field(300, ge=1, le=1440)
    terms: tuple[str, ...] = TERMS
    languages: tuple[Annotated[str, AfterValidator(_language_code)], ...] = ()
