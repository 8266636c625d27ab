"""How long to wait after a failure: the relay's rule, for everything that tries again."""

from bot.clock import Clock

LONGEST_WAIT = 60.0


def backoff(clock: Clock, attempt: int) -> float:
    """Seconds before try number `attempt` (from 0): min(60, 2^attempt), spread by a factor between 0.5 and 1."""
    return min(LONGEST_WAIT, 2.0 ** min(attempt, 10)) * clock.uniform(0.5, 1)
