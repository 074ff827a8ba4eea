"""Both inboxes keep the same promises."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import redis
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.messaging.inbox import KEPT, LEASE, SETTLE, Claim, Inbox
from bot.channels.messaging.incoming import Incoming
from bot.channels.messaging.outgoing import Call, Outgoing
from bot.channels.messaging.redis_inbox import RedisInbox
from bot.channels.messaging.sqlite_inbox import SqliteInbox
from knowledge.settings import SettingError
from tests.redis import redis_server

Open = Callable[[str], Inbox]

NOW = 1_790_000_000.0
ANSWER = Outgoing((Call("send", {"text": "Hi"}), Call("send", {"text": "there"}, chat="7")))


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with redis_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "redis"])
def open_inbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same inbox again and again, as workers and restarts do."""
    opened: list[Inbox] = []
    url = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    if url:
        redis.Redis.from_url(url).flushall()

    def open_one(channel: str = "telegram") -> Inbox:
        inbox: Inbox = RedisInbox(url, channel) if url else SqliteInbox(tmp_path / "a.db", channel)
        opened.append(inbox)
        return inbox

    yield open_one
    for inbox in opened:
        inbox.close()


@pytest.fixture
def inbox(open_inbox: Open) -> Inbox:
    return open_inbox("telegram")


def event(number: int, sender: str = "anna", *, sequence: int = 0, text: str = "Hi") -> Incoming:
    return Incoming("telegram", str(number), sender, "text", text, {"chat": "7"}, NOW, sequence)


def claimed(inbox: Inbox, now: float = NOW) -> Claim:
    claim = inbox.claim(now)
    assert claim is not None
    return claim


def test_an_event_is_accepted_once_by_all_workers_and_after_a_restart(open_inbox: Open) -> None:
    one, other = open_inbox("telegram"), open_inbox("telegram")
    assert one.accept([event(1), event(2)], NOW) == 2
    assert other.accept([event(2), event(1), event(3)], NOW) == 1
    one.close()
    assert open_inbox("telegram").accept([event(1), event(2), event(3)], NOW + 60) == 0


def test_an_id_stays_known_after_its_event_is_done(inbox: Inbox) -> None:
    inbox.accept([event(1)], NOW)
    assert inbox.done(claimed(inbox))
    assert inbox.accept([event(1)], NOW + 3600) == 0
    assert inbox.waiting() == 0


def test_channels_have_their_own_events(open_inbox: Open) -> None:
    telegram, slack = open_inbox("telegram"), open_inbox("slack")
    telegram.accept([event(1)], NOW)
    assert slack.claim(NOW) is None
    assert slack.accept([replace(event(1), channel="slack")], NOW) == 1


def test_a_claim_holds_everything_that_came_in(inbox: Inbox) -> None:
    sent = event(1, text="Größe 42 – 👟?")
    inbox.accept([sent], NOW)
    assert claimed(inbox) == Claim(sent, NOW, 1)


def test_a_senders_events_wait_for_each_other_and_others_do_not(inbox: Inbox) -> None:
    inbox.accept([event(1), event(2), event(3, "ben")], NOW)
    first, of_ben = claimed(inbox), claimed(inbox)
    assert (first.event.event_id, of_ben.event.event_id) == ("1", "3")
    assert inbox.claim(NOW) is None
    inbox.done(first)
    assert claimed(inbox).event.event_id == "2"


def test_events_that_come_out_of_order_are_put_in_order(inbox: Inbox) -> None:
    inbox.accept([event(12, sequence=12)], NOW)
    assert inbox.claim(NOW) is None
    inbox.accept([event(11, sequence=11)], NOW + SETTLE / 2)
    order = []
    for _ in range(2):
        claim = claimed(inbox, NOW + 2 * SETTLE)
        order.append(claim.event.event_id)
        inbox.done(claim)
    assert order == ["11", "12"]


def test_one_that_comes_too_late_to_be_first_waits(inbox: Inbox) -> None:
    inbox.accept([event(12, sequence=12)], NOW)
    later = claimed(inbox, NOW + SETTLE)
    inbox.accept([event(11, sequence=11)], NOW + SETTLE)
    assert inbox.claim(NOW + 2 * SETTLE) is None
    inbox.done(later)
    assert claimed(inbox, NOW + 2 * SETTLE).event.event_id == "11"


def test_without_a_sequence_arrival_is_the_order(inbox: Inbox) -> None:
    inbox.accept([event(9)], NOW)
    inbox.accept([event(10)], NOW)
    assert claimed(inbox).event.event_id == "9"


def test_what_a_dead_worker_held_is_taken_up_by_another(open_inbox: Open) -> None:
    dead, alive = open_inbox("telegram"), open_inbox("telegram")
    dead.accept([event(1)], NOW)
    lost = claimed(dead)
    assert alive.claim(NOW + LEASE - 1) is None
    found = claimed(alive, NOW + LEASE)
    assert found.attempts == 2
    # It was not dead after all: nothing that it does counts any more.
    assert not dead.answered(lost, ANSWER, NOW + LEASE)
    assert not dead.delivered(lost, 1, NOW + LEASE)
    assert not dead.postpone(lost, NOW)
    assert not dead.done(lost)
    assert alive.done(found)


def test_a_renewed_claim_holds_on(inbox: Inbox) -> None:
    inbox.accept([event(1)], NOW)
    claim = claimed(inbox)
    inbox.renew([claim], NOW + LEASE - 1)
    assert inbox.claim(NOW + LEASE + 1) is None
    assert inbox.done(claim)


def test_an_answer_is_kept_until_it_is_out(open_inbox: Open) -> None:
    inbox = open_inbox("telegram")
    inbox.accept([event(1)], NOW)
    claim = claimed(inbox)
    assert inbox.answered(claim, ANSWER, NOW)
    assert inbox.delivered(claim, 1, NOW)
    inbox.close()
    again = claimed(open_inbox("telegram"), NOW + LEASE)
    assert again.calls == ANSWER.calls
    assert again.delivered == 1


def test_calls_come_back_with_what_stands_in_for_them(inbox: Inbox) -> None:
    inbox.accept([event(1)], NOW)
    claim = claimed(inbox)
    plain = Call("sendMessage", {"text": "Hi"})
    sent = (Call("sendPhoto", {"photo": "https://a.example/b"}, otherwise=plain),)
    inbox.answered(claim, Outgoing(sent), NOW)
    inbox.postpone(claim, NOW)
    assert claimed(inbox).calls == sent


def test_a_postponed_event_comes_later_and_its_followers_after_it(inbox: Inbox) -> None:
    inbox.accept([event(1), event(2)], NOW)
    assert inbox.postpone(claimed(inbox), NOW + 60)
    assert inbox.claim(NOW + 59) is None
    assert claimed(inbox, NOW + 60).event.event_id == "1"


def test_notes_outlive_their_event_and_are_replaced(open_inbox: Open) -> None:
    inbox = open_inbox("telegram")
    inbox.accept([event(1), event(2)], NOW)
    for notes in ({"a": "1", "b": "2"}, {"a": "3"}):
        claim = claimed(inbox)
        inbox.answered(claim, Outgoing((), notes), NOW)
        inbox.done(claim)
    assert (inbox.recall("a"), inbox.recall("b"), inbox.recall("c")) == ("3", "2", None)
    assert open_inbox("slack").recall("a") is None


def test_a_lost_claim_leaves_no_notes(inbox: Inbox) -> None:
    inbox.accept([event(1)], NOW)
    lost = claimed(inbox)
    claimed(inbox, NOW + LEASE)
    inbox.answered(lost, Outgoing((), {"a": "1"}), NOW + LEASE)
    assert inbox.recall("a") is None


def test_workers_that_claim_at_once_share_the_events_out(open_inbox: Open) -> None:
    open_inbox("telegram").accept([event(n, f"sender {n}") for n in range(60)], NOW)
    start = threading.Barrier(4)

    def work(inbox: Inbox) -> list[str]:
        start.wait()
        ids = []
        while claim := inbox.claim(NOW):
            ids.append(claim.event.event_id)
            assert inbox.done(claim)
        return ids

    with ThreadPoolExecutor(4) as pool:
        shares = list(pool.map(work, [open_inbox("telegram") for _ in range(4)]))
    assert sorted(int(number) for share in shares for number in share) == list(range(60))


@given(st.lists(st.integers(0, 30), max_size=25))
@settings(deadline=None)
def test_any_deliveries_are_answered_once_each(tmp_path_factory, numbers: list[int]) -> None:
    inbox = SqliteInbox(tmp_path_factory.mktemp("inbox") / "a.db", "telegram")
    new = sum(inbox.accept([event(n, f"s{n % 3}")], NOW) for n in numbers)
    done = []
    while claim := inbox.claim(NOW):
        done.append(claim.event.event_id)
        inbox.done(claim)
    inbox.close()
    assert new == len(done) == len(set(numbers))
    # Of one sender in the order of arrival.
    for third in range(3):
        came = list(dict.fromkeys(n for n in numbers if n % 3 == third))
        assert [int(n) for n in done if int(n) % 3 == third] == came


def test_a_file_holds_no_word_of_what_is_done(tmp_path: Path) -> None:
    inbox = SqliteInbox(tmp_path / "a.db", "telegram")
    inbox.accept([event(1, text="my secret address")], NOW)
    claim = claimed(inbox)
    inbox.answered(claim, ANSWER, NOW)
    inbox.done(claim)
    inbox.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"secret" not in left
    assert b"there" not in left


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    SqliteInbox(tmp_path / "new" / "a.db", "telegram").close()
    assert stat.S_IMODE((tmp_path / "new" / "a.db").stat().st_mode) == 0o600


def test_old_ids_are_forgotten_but_not_of_open_events(tmp_path: Path) -> None:
    inbox = SqliteInbox(tmp_path / "a.db", "telegram")
    inbox.accept([event(1), event(2, "ben")], NOW)
    claim = claimed(inbox)
    inbox.answered(claim, Outgoing((), {"a": "1"}), NOW)
    inbox.done(claim)
    inbox.prune(NOW + 1)
    assert inbox.recall("a") is None
    assert inbox.accept([event(1), event(2, "ben")], NOW) == 1
    inbox.close()


def test_redis_forgets_ids_by_itself(redis_url: str) -> None:
    server = redis.Redis.from_url(redis_url)
    server.flushall()
    inbox = RedisInbox(redis_url, "telegram")
    inbox.accept([event(1)], NOW)
    inbox.done(claimed(inbox))
    kept = [key for key in server.keys("*") if not key.endswith(b"arrivals")]
    assert [0 < server.ttl(key) <= KEPT for key in kept] == [True]
    inbox.close()


def test_a_url_that_is_none_is_named() -> None:
    with pytest.raises(SettingError, match="SHOPBOT_CHANNELS_URL"):
        RedisInbox("http://localhost", "telegram")
