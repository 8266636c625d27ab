import pytest

from tests.architecture.clocks import clocks
from tests.architecture.tree import product, snippet


def test_time_ids_and_chance_come_in_by_parameter() -> None:
    assert clocks(product()) == []


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\ndatetime.now()",
        "from datetime import UTC, datetime as d\nd.now(UTC)",
        "import datetime\ndatetime.datetime.utcnow()",
        "import datetime as dt\ndt.date.today()",
        "import time\ntime.time()",
        "from time import time\nclock = time",
        "import uuid\nuuid.uuid4().hex",
        "from uuid import uuid4 as new\nnew()",
        "import random\nrandom.choice([1])",
        "from random import shuffle\nshuffle([])",
        "import random\nf(random)",
        "import random\nrandom.Random()",
        "def f() -> None:\n    import random\n    random.random()",
        "from sqlalchemy import func\nfunc.now()",
    ],
)
def test_a_clock_is_found_once(code: str) -> None:
    assert len(clocks([snippet(code)])) == 1


@pytest.mark.parametrize(
    "code",
    [
        "import random\ndef f(draw: random.Random) -> float:\n    return draw.random()",
        "import random\nrandom.Random(7)",
        "from random import Random\ndef f(draw: Random) -> None: ...",
        "from datetime import datetime\ndatetime.fromisoformat(text)",
        "import time\ntime.monotonic()",
        "def f(clock: Clock) -> None:\n    clock.now()",
        "from uuid import UUID\nUUID(text)",
    ],
)
def test_other_things_are_left_alone(code: str) -> None:
    assert clocks([snippet(code)]) == []


def test_only_the_clock_may() -> None:
    assert clocks([snippet("import time\ntime.time()", path="bot/clock.py")]) == []
