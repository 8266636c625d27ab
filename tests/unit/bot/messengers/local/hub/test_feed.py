from bot.messengers.local.hub.feed import Feed


def seen(feed: Feed, person: str, since: str) -> list[str]:
    queue = feed.subscribe(person, since).queue
    chunks = [queue.get_nowait() for _ in range(queue.qsize())]
    return [chunk.split(b"event: ")[1].split(b"\n")[0].decode() if chunk else "end" for chunk in chunks]


def make_feed(keep: int = 10) -> Feed:
    return Feed("boot", lambda person, room: (person, room) != ("tom", "east"), keep)


def test_a_page_resumes_where_it_left_off() -> None:
    feed = make_feed()
    feed.publish("one", {}, room_id="east")
    cursor = feed.cursor
    feed.publish("two", {}, room_id="east")
    feed.publish("three", {})
    assert seen(feed, "li-lei", cursor) == ["two", "three"]
    assert seen(feed, "li-lei", feed.cursor) == []


def test_only_those_who_may_know_are_told() -> None:
    feed = make_feed()
    feed.publish("room", {}, room_id="east")
    feed.publish("mine", {}, person_id="li-lei")
    feed.publish("all", {})
    assert seen(feed, "tom", "boot-0") == ["all"]
    assert seen(feed, "li-lei", "boot-0") == ["room", "mine", "all"]


def test_a_page_too_far_behind_or_of_another_run_starts_over() -> None:
    feed = make_feed(keep=2)
    for _ in range(4):
        feed.publish("x", {})
    for since in ("boot-1", "other-3", "", "boot-x", "boot-99", "boot-99999999999999999999", "boot-²"):
        assert seen(feed, "li-lei", since) == ["reset"]
    assert seen(feed, "li-lei", "boot-2") == ["x", "x"]


def test_a_reader_too_slow_is_ended() -> None:
    feed = make_feed()
    subscription = feed.subscribe("li-lei", feed.cursor)
    for _ in range(2_001):
        feed.publish("x", {})
    assert subscription.queue.get_nowait() is None


def test_what_nobody_listens_to_any_more_is_not_queued() -> None:
    feed = make_feed()
    subscription = feed.subscribe("li-lei", feed.cursor)
    feed.unsubscribe(subscription)
    feed.publish("x", {})
    feed.close()
    assert subscription.queue.empty()
