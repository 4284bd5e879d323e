"""What a method answered, kept with its object, and gone with it."""

import weakref
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, TypeVarTuple, cast

A = TypeVarTuple("A")
T = TypeVar("T")


def memo(method: Callable[[*A], T], size: int) -> Callable[[*A], T]:
    """Return a bound method that keeps its last `size` answers, for its own object to hold.

    `lru_cache` of the method itself would hold the object that holds it: an index that is served
    no more would stay, with all that it keeps and maps, until Python looks for such circles.

    Raises:
        ReferenceError: when it is called and the object is gone.
    """
    weakly = weakref.WeakMethod(method)

    def ask(*args: *A) -> T:
        bound = weakly()
        if bound is None:
            raise ReferenceError(method_name)
        return bound(*args)

    method_name = method.__qualname__
    return cast(Callable[[*A], T], lru_cache(size)(ask))
