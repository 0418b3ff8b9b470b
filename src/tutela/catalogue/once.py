"""Views that are worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):
    """A property whose value is kept with the object once it was asked for.

    As ``functools.cached_property``, but without the lock that Python 3.11 takes for each of them: a record has
    fifteen, and imports ask for all.
    """

    def __init__(self, view: Callable[[Any], T]) -> None:
        self._view = view
        self._name = view.__name__
        self.__doc__ = view.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> once[T] | T:
        if instance is None:
            return self
        value = self._view(instance)
        instance.__dict__[self._name] = value
        return value
