from __future__ import annotations

import pytest

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
