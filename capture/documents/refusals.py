"""Why a file cannot be opened, by name, with the sentence for whoever shared it. The code of each is its name here.

BadMaterialError
└── ReaderMissing   a component is not installed; code reader_missing
"""

from capture.base import BadMaterialError


def not_a_document() -> BadMaterialError:
    """It is no PDF, Word or PowerPoint file, whatever its name says."""
    return BadMaterialError(
        "not_a_document",
        "这不是 PDF、Word（docx）或 PowerPoint（pptx）文件，我读不了。",
        "This is not a PDF, a Word (docx) or a PowerPoint (pptx) file, so I cannot read it.",
    )


def old_office() -> BadMaterialError:
    """A binary Office file from before 2007, or a new one with a password: both look alike from outside."""
    return BadMaterialError(
        "old_office",
        "这是旧版 Office 文件（doc、ppt）或设了密码的文件，我打不开；请另存为不带密码的 docx、pptx 或 PDF 再发。",
        "This is an old Office file (doc, ppt) or one with a password, which I cannot open. "
        "Please save it as docx, pptx or PDF without a password.",
    )


def bomb() -> BadMaterialError:
    """It would unpack to far more than such a document ever holds."""
    return BadMaterialError(
        "bomb",
        "这个文件解压后大得不正常，为安全起见我没有打开。",
        "This file would unpack to an abnormal size, so I left it closed to be safe.",
    )


def empty() -> BadMaterialError:
    """The file has no bytes."""
    return BadMaterialError("empty", "这个文件是空的，请重新发送。", "This file is empty. Please send it again.")


def broken() -> BadMaterialError:
    """It breaks off or is damaged."""
    return BadMaterialError(
        "broken",
        "这个文件不完整或已损坏，请重新发送。",
        "This file is incomplete or damaged. Please send it again.",
    )


def encrypted() -> BadMaterialError:
    """A password is needed to open it."""
    return BadMaterialError(
        "encrypted",
        "这个文件有密码，我打不开；请去掉密码再发。",
        "This file needs a password, so I cannot open it. Please send it without one.",
    )


class ReaderMissing(BadMaterialError):
    """The packages that read text off pictures are not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            "reader_missing",
            f"识别图片文字的组件没有安装（缺少 {package}）。请运行：pip install '.[ocr]'",
            f"The component that reads text off pictures is not installed ({package} is missing). "
            "Run: pip install '.[ocr]'",
        )
