"""Whether a line can hold a promise at all: found within microseconds, for every message of every room."""

_CUES = (
    *"我咱给发寄您你贵把前内号送交",
    *("保证", "一定", "负责", "明天", "后天", "今天", "下周", "周", "月底"),
    *(
        "'ll ",
        "’ll ",
        "will ",
        "gonna ",
        "going to ",
        "let me ",
        "shall ",
        "promise",
        "commit",
        "undertake ",
        "guarantee ",
    ),
    *(
        "able to ",
        "hope to ",
        "plan to ",
        "intend to ",
        "expect",
        "aim to ",
        "aiming to ",
        "hoping to ",
        "planning to ",
    ),
    *("looking to ", "i can ", "we can ", "told ", "assured ", "your way", "consider it", "leave it", "leave that"),
    *("leave this", "should have ", "should get ", "sending ", "shipping ", "delivering ", "visiting ", "calling "),
    *(
        "bringing ",
        "dropping ",
        "forwarding ",
        "emailing ",
        "returning ",
        "meeting ",
        "presenting ",
        "paying ",
        "wiring ",
    ),
    *(
        "submitting ",
        "releasing ",
        "sharing ",
        "getting ",
        "flying ",
        "coming ",
        "seeing ",
        "i could ",
        "i might ",
        "we might ",
    ),
    *(
        "adding ",
        "updating ",
        "revising ",
        "drafting ",
        "preparing ",
        "finishing ",
        "fixing ",
        "booking ",
        "arranging ",
    ),
    *("pledge ", "i may ", "we may ", "we could "),
)


def may_promise(text: str) -> bool:
    """Whether anything stands in it that every promise has: a cue of either language."""
    plain = text.lower()
    return any(cue in plain for cue in _CUES)
