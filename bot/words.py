"""Sentences of the command line about the surroundings."""

from collections.abc import Mapping

from knowledge.people.model import Lang
from knowledge.store.errors import (
    StoreFull,
    StoreInUse,
    StoreLocked,
    StoreOutdated,
    StoreReadOnly,
    StoreTrouble,
)

Text = Mapping[Lang, str]

_STORE: tuple[tuple[type[StoreTrouble], Text], ...] = (
    (
        StoreFull,
        {
            "zh": "磁盘或数据库已满，没有写入任何内容。请腾出空间后再试。",
            "en": "The disk or the database is full; nothing was written. Free some space and try again.",
        },
    ),
    (
        StoreInUse,
        {
            "zh": "另一个搭子（进程 {pid}）正在使用 {where}。请先停掉它，或换一个数据库（--db）。",
            "en": "Another Dazi (process {pid}) is using {where}. Stop it first, or take another database (--db).",
        },
    ),
    (
        StoreLocked,
        {
            "zh": "数据库被别的程序锁住了，没有写入任何内容。请关掉它再试。",
            "en": "Another program has locked the database; nothing was written. Close it and try again.",
        },
    ),
    (
        StoreReadOnly,
        {
            "zh": "数据库或它的文件夹不可写（{why}）。请检查权限。",
            "en": "The database or its folder cannot be written ({why}). Check its permissions.",
        },
    ),
    (
        StoreOutdated,
        {
            "zh": "数据库的表版本不符（{why}）。请先运行：python main.py migrate",
            "en": "The database's tables are of another version ({why}). Run first: python main.py migrate",
        },
    ),
)
_OTHER: Text = {"zh": "数据库用不了：{why}。", "en": "The database cannot be used: {why}."}


def store_trouble(trouble: StoreTrouble) -> Text:
    """What is wrong with the database, and what to do."""
    facts = {"why": str(trouble).strip().rstrip(".")}
    if isinstance(trouble, StoreInUse):
        facts |= {"pid": str(trouble.pid), "where": trouble.where}
    words = next((text for kind, text in _STORE if isinstance(trouble, kind)), _OTHER)
    return {"zh": words["zh"].format(**facts), "en": words["en"].format(**facts)}
