"""WeCom's XML: written the way it does, and a bot's answer read strictly."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET


def write(fields: Mapping[str, object]) -> str:
    """`<xml>…</xml>`: texts in CDATA, numbers bare, a list as its element repeated."""
    return f"<xml>{_inner(fields)}</xml>"


def _inner(fields: Mapping[str, object]) -> str:
    return "".join(_element(name, value) for name, value in fields.items())


def _element(name: str, value: object) -> str:
    if isinstance(value, str):
        safe = value.replace("]]>", "]]]]><![CDATA[>")
        return f"<{name}><![CDATA[{safe}]]></{name}>"
    if isinstance(value, Mapping):
        return f"<{name}>{_inner(value)}</{name}>"
    if isinstance(value, Sequence):
        return "".join(_element(name, one) for one in value)
    assert isinstance(value, int | float), f"{name} is {value!r}"
    return f"<{name}>{value}</{name}>"


def read(text: str) -> dict[str, Any]:
    """The fields of `<xml>…</xml>`, texts or further fields; a repeated element as a list. Raises ValueError."""
    try:
        root = ET.fromstring(text)  # noqa: S314 - comes from the bot under test
    except ET.ParseError as broken:
        raise ValueError(f"not XML: {broken}") from broken
    if root.tag != "xml" or not len(root):
        raise ValueError(f"the root element is <{root.tag}> with {len(root)} elements")
    return _fields(root)


def _fields(element: ET.Element) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for child in element:
        value = _fields(child) if len(child) else (child.text or "")
        before = fields.get(child.tag)
        if isinstance(before, list):
            before.append(value)
        else:
            fields[child.tag] = value if before is None else [before, value]
    return fields
