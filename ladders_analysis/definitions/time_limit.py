"""Something that may hang, done in a thread of its own for a limited time."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Given = TypeVar("Given")
GRACE = 1.0
"""How long what is told to stop may take to do so [seconds]."""


class Stopped(BaseException):
    """Raised inside what took too long."""


class TookTooLongError(Exception):
    """The time was over.

    Parameters
    ----------
    stopped
        Whether the thread stopped when it was told to.
    """

    def __init__(self, stopped: bool) -> None:
        super().__init__("took too long")
        self.stopped = stopped

    def told(self, seconds: float) -> str:
        """Say it, to end a sentence that names who took too long."""
        said = f"was stopped: it took longer than {seconds:g} seconds."
        if not self.stopped:
            said += " It could not be made to stop: restart Python to be rid of it."
        return said


class EndedError(Exception):
    """It wanted to end the program."""


class _Asked(Generic[Given]):
    """What came of it: an answer, or what was raised."""

    def __init__(self, do: Callable[[], Given]) -> None:
        self._do = do
        self.answers: list[Given] = []
        self.raised: list[BaseException] = []

    def run(self) -> None:
        """Do it; SystemExit is caught too, because a stranger must not end the program."""
        try:
            self.answers.append(self._do())
        except BaseException as error:
            self.raised.append(error)


def within(seconds: float, do: Callable[[], Given], name: str) -> Given:
    """Do something for a limited time.

    Parameters
    ----------
    seconds
        How long it may take.
    do
        What to do.
    name
        What to call the thread.

    Returns
    -------
    object
        Whatever it returned.

    Raises
    ------
    TookTooLongError
        The time was over.
    Exception
        Whatever it raised; what is no `Exception`, such as SystemExit, as an EndedError.

    Notes
    -----
    The thread is stopped by an exception raised in it, which reaches any Python code, but not a
    call into compiled code that never returns.
    """
    asked = _Asked(do)
    thread = threading.Thread(target=asked.run, name=name, daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    except BaseException:  # the user's Ctrl+C: leave nothing running
        _stop(thread)
        raise
    if thread.is_alive():
        _stop(thread)
        thread.join(GRACE)
        raise TookTooLongError(not thread.is_alive())
    if asked.raised:
        error = asked.raised[0]
        raise error if isinstance(error, Exception) else EndedError(type(error).__name__) from error
    return asked.answers[0]


def _stop(thread: threading.Thread) -> None:
    """Raise `Stopped` in a thread, at its next step of Python."""
    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped)
        )
