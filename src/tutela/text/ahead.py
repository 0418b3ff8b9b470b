"""Work on the next thing while the last one is being used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


class _End:
    pass


def read_ahead(items: Iterable[T], most: int = 2) -> Iterator[T]:
    """The same items in the same order, made in another thread, at most ``most`` ahead of their use.

    What goes wrong in the making is raised where the item would have come. Leaving off early ends the thread after the
    item that it is at. The thread begins at once, not when the first item is asked for.
    """
    made: Queue[T | _Failure | _End] = Queue(most)
    left_off = Event()

    def make() -> None:
        try:
            for item in items:
                made.put(item)
                if left_off.is_set():
                    return
            made.put(_End())
        except BaseException as error:  # for the thread that uses the items
            made.put(_Failure(error))

    Thread(target=make, daemon=True, name="read ahead").start()
    return _made(made, left_off)


def _made(made: Queue[T | _Failure | _End], left_off: Event) -> Iterator[T]:
    try:
        while not isinstance(item := made.get(), _End):
            if isinstance(item, _Failure):
                raise item.error
            yield item
    finally:
        left_off.set()
        while True:  # make room, so that the thread comes to see it
            try:
                made.get_nowait()
            except Empty:
                break
