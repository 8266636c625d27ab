"""What has the outline and the ink of a seal and is none: price badges, stickers, rubber stamps (PAID, DRAFT).

A seal's name runs around its rim, where detection finds no rows; a badge is there to be read, its words in large rows
across the middle. A square seal has rows too, but they name a company, a purpose or a person. What cannot be read
stays a seal.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import dist
from typing import TYPE_CHECKING

from capture.photos.engine import Engine
from capture.photos.model import Line, Shape
from capture.photos.seals import Found, red_ink

if TYPE_CHECKING:
    from capture.photos.pixels import Pixels

LEGIBLE, LEGIBLE_IF_LARGE, LARGE = 0.9, 0.75, 0.3
"""How sure a row has to be read, and a large one: so many times as high as the outline's smaller diameter."""
MIDDLE, MOST_IN_ROWS = 0.28, 0.4
"""Shares of the smaller diameter. The words of a ring are farther from its middle; the rows in the middle of a round
seal (its purpose, its number) are together less high.
"""
MARGIN = 8

_PRICE = re.compile(r"[¥￥$€£]\s*\d|\d\s*[%％折]")
_SEALED = re.compile(
    r"公司|集团|[章印]|专用|财务|[厂店局院所社部行会校处]$|中心|合作社|事务所|医院|学校|\b(?:Seal|Chop)\b"
    r"|\w\s+(?:Ltd|Limited|Inc|LLC|LLP|PLC|Corp(?:oration)?|Company|GmbH|S\.?A|B\.?V|Pte|Co)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A legal form stands behind a name: LIMITED EDITION has none."""
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred commonest: a person's seal (法人章) that is cut in plain letters begins or ends with one."""


@dataclass(frozen=True, slots=True)
class Words:
    """A row of letters in a seal's outline: how sure they are (0 to 1), their height and how far their middle is from
    the seal's, both as shares of its smaller diameter.
    """

    text: str
    sure: float
    height: float
    off: float


def is_badge(shape: Shape, rows: Sequence[Words]) -> bool:
    """Whether what looks like a seal of this shape is something else, by the rows that can be read in it."""
    legible = [row for row in rows if _is_legible(row)]
    text = "\n".join(row.text for row in legible)
    if _PRICE.search(text):
        return True
    if not legible or _SEALED.search(text):
        return False
    if shape is Shape.SQUARE:
        return not _is_person("".join(sign for sign in text if sign.isalnum()))
    return sum(row.height for row in legible if row.off <= MIDDLE) >= MOST_IN_ROWS


def read_words(models: Engine, page: "Pixels", found: Found) -> list[Words]:
    """The rows of red letters within a seal, however they slant."""
    import numpy as np

    box, size = found.seal.box, min(found.outline.size)
    left, top = max(0, int(box.left) - MARGIN), max(0, int(box.top) - MARGIN)
    cut = 255 - red_ink(page)[top : int(box.bottom) + MARGIN, left : int(box.right) + MARGIN]
    corners = models.boxes(cut)
    middle = np.array(found.outline.centre) - (left, top)
    off = np.linalg.norm(corners.mean(axis=1) - middle, axis=1) / size
    high = np.linalg.norm(corners[:, 3] - corners[:, 0], axis=1) / size
    read = models.texts(models.cut(cut, corners))
    rows = zip(read, high, off, strict=True)
    return [Words(text, sure, float(height), float(away)) for (text, sure), height, away in rows]


def words_in(found: Found, lines: Sequence[Line]) -> list[Words]:
    """Those of a page's lines that stand within a seal, for pages with a text layer."""
    box, size = found.seal.box, min(found.outline.size)
    inside = (line for line in lines if line.box.shared(box) > 0.6 * line.box.width * line.box.height)
    return [
        Words(line.text, line.confidence, line.box.height / size, dist(line.box.middle, box.middle) / size)
        for line in inside
    ]


def _is_legible(row: Words) -> bool:
    """Read surely; large letters across the very middle may be read less surely and are still words."""
    large = row.height >= LARGE and row.off <= MIDDLE / 2
    return row.sure >= (LEGIBLE_IF_LARGE if large else LEGIBLE) and sum(sign.isalnum() for sign in row.text) >= 2


def _is_person(letters: str) -> bool:
    return len(letters) <= 4 and (letters[0] in _SURNAMES or letters[-1] in _SURNAMES)
