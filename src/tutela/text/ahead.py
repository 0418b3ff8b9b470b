"""Work on the next thing while the last one is being used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error


class _End:
    pass


class ReadAhead(Iterator[T], Generic[T]):
    """The same items in the same order, made in another thread, at most ``most`` ahead of their use.

    What goes wrong in the making is raised where the item would have come. The thread begins at once; ``close`` ends it
    after the item that it is at, and so does letting go of the object.
    """

    def __init__(self, items: Iterable[T], most: int = 2) -> None:
        self._made: Queue[T | _Failure | _End] = Queue(most)
        self._left_off = Event()
        Thread(target=_make, args=(items, self._made, self._left_off), daemon=True, name="read ahead").start()

    def __next__(self) -> T:
        if self._left_off.is_set():
            raise StopIteration
        item = self._made.get()
        if isinstance(item, _End):
            self.close()
            raise StopIteration
        if isinstance(item, _Failure):
            self.close()
            raise item.error
        return item

    def close(self) -> None:
        """Leave off; items that were made and not used are lost."""
        self._left_off.set()
        while True:  # make room, so that the thread comes to see it
            try:
                self._made.get_nowait()
            except Empty:
                return

    __del__ = close


def _make(items: Iterable[T], made: Queue[T | _Failure | _End], left_off: Event) -> None:
    try:
        for item in items:
            made.put(item)
            if left_off.is_set():
                return
        made.put(_End())
    except BaseException as error:  # for the thread that uses the items
        made.put(_Failure(error))
