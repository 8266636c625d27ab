"""How long tests wait, in real seconds. A machine may stand still for moments: what must come is waited for long, and
only what must not come, or comes late, is timed, by a clock that is moved by hand (tests/clocks.py).
"""

LONG_ENOUGH = 60.0
"""For what must come."""

ANSWER, HANGING = 15.0, 3.0


class _Platform:
    """`seconds` that a messenger waits for its platform's answer: HANGING in tests marked so, where none comes."""

    seconds = ANSWER


PLATFORM = _Platform()
