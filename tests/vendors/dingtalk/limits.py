"""What DingTalk allows, by the clock: tokens in their life, calls a second, calls a month, a robot's 20 a minute."""

from collections import defaultdict, deque
from datetime import timedelta, timezone

from tests.clocks import FakeClock
from tests.vendors.dingtalk.errors import QPS, QUOTA, ApiError, OapiError

TOKEN_SECONDS = 7200
SHANGHAI = timezone(timedelta(hours=8))


class Tokens:
    """One access token at a time: asking again in its life returns the same and renews it."""

    def __init__(self, clock: FakeClock, app_key: str, app_secret: str) -> None:
        self._clock, self._pair = clock, (app_key, app_secret)
        self._count, self._until = 0, 0.0
        self.issued = 0

    def genuine(self, app_key: object, app_secret: object) -> bool:
        return (app_key, app_secret) == self._pair

    def issue(self) -> str:
        if self._clock.monotonic() >= self._until:
            self._count += 1
        self._until = self._clock.monotonic() + TOKEN_SECONDS
        self.issued += 1
        return self._token()

    def valid(self, token: object) -> bool:
        return self._count > 0 and token == self._token() and self._clock.monotonic() < self._until

    def revoke(self) -> None:
        """From now on the token is refused, though its life is not over."""
        self._until = 0.0

    def _token(self) -> str:
        return f"accesstoken{self._count:021d}"


class Limits:
    """`qps` calls a second of each API, `monthly` calls of all of them (None: no such limit)."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.qps = 20
        self.monthly: int | None = 10_000
        self._recent: defaultdict[str, deque[float]] = defaultdict(deque)
        self._months: defaultdict[str, int] = defaultdict(int)

    @property
    def used(self) -> int:
        """Calls that counted this month (Beijing time)."""
        return self._months[self._month()]

    def count(self, name: str) -> None:
        """Take one call into account. Raises ApiError where it is one too many."""
        recent, now = self._recent[name], self._clock.monotonic()
        while recent and now - recent[0] >= 1.0:
            recent.popleft()
        if len(recent) >= self.qps:
            raise ApiError(403, QPS, "您的服务器调用钉钉开放平台当前接口的所有请求都被暂时禁用了")
        if self.monthly is not None and self.used >= self.monthly:
            raise ApiError(403, QUOTA, "企业本月的 API 调用量已超过限额")
        recent.append(now)
        self._months[self._month()] += 1

    def _month(self) -> str:
        return self._clock.now().astimezone(SHANGHAI).strftime("%Y-%m")


class RobotPace:
    """20 messages a minute; one more, and nothing goes through for ten minutes."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._sent: deque[float] = deque()
        self._banned_until = 0.0

    def take(self) -> None:
        """Raises OapiError 130101 where the robot is too fast, or still punished for it."""
        now = self._clock.monotonic()
        while self._sent and now - self._sent[0] >= 60.0:
            self._sent.popleft()
        if now >= self._banned_until and len(self._sent) >= 20:
            self._banned_until = now + 600.0
        if now < self._banned_until:
            raise OapiError(130101, "send too fast, exceed 20 times per minute")
        self._sent.append(now)
