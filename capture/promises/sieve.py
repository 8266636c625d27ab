"""Whether a line can hold a promise at all: found within microseconds, for every message of every room."""

_CUES = (
    *"我咱给发寄您你贵把前内号送交周",
    *("保证", "一定", "负责", "明天", "后天", "今天", "月底"),
    *(
        "gonna ",
        "let me ",
        "lemme ",
        "gimme ",
        "promise",
        "commit",
        "undertake ",
        "guarantee ",
        "able to ",
        "hope to ",
        "plan to ",
        "intend to ",
        "expect",
        "aim to ",
        "i can ",
        "we can ",
        "told ",
        "assured ",
        "follows ",
        " from me",
        "consider it",
        " to them ",
        "pledge ",
        "ing ",
        "ll ",
        " us ",
        " for ",
        " from us",
        "s them ",
        " is to ",
        " you ",
        " could ",
        " might ",
        " may ",
        " out",
        "leave ",
        " your ",
        " ur ",
        "should ",
    ),
)


def may_promise(text: str) -> bool:
    """Whether anything stands in it that every promise has: a cue of either language."""
    plain = text.lower()
    return any(cue in plain for cue in _CUES)
