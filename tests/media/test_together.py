from __future__ import annotations

import made
import pytest

from suluh.media.opening import Glimpse, glimpses
from suluh.media.together import Watcher, together


def test_everyone_sees_everything_in_order():
    first, second = Watcher("a", list), Watcher("b", sum)
    together(range(50), [first, second])
    assert (first.result, second.result) == (list(range(50)), sum(range(50)))


def test_who_stops_or_stumbles_holds_up_nobody():
    def stops(items):
        return next(items)

    def stumbles(items):
        next(items)
        raise RuntimeError("rusak")

    watchers = [Watcher("a", stops), Watcher("b", stumbles), Watcher("c", list)]
    together(range(1, 20), watchers)
    assert watchers[0].result == 1
    assert str(watchers[1].error) == "rusak"
    assert watchers[2].result == list(range(1, 20))


def test_items_that_end_in_an_error_are_seen_until_then():
    def items():
        yield 1
        yield 2
        raise ValueError("putus")

    watcher = Watcher("a", list)
    with pytest.raises(ValueError, match="putus"):
        together(items(), [watcher])
    assert watcher.result == [1, 2]


def test_many_may_look_at_one_frame_at_once(tmp_path):
    looks = list(glimpses(made.video(tmp_path / "v.mp4", 2.0, noise=True), 10.0))
    ways = (Glimpse.whole, Glimpse.grey, lambda look: look.small(32), Glimpse.whole)
    watchers = [
        Watcher(str(n), lambda items, way=way: [way(look).mean() for look in items])
        for n, way in enumerate(ways)
    ]
    together(looks, watchers)
    assert watchers[0].result == watchers[3].result
    assert all(len(watcher.result) == len(looks) == 20 for watcher in watchers)
