"""Stopping calmly: Ctrl+C, closing the window, and being told to by the system are one thing.

A server that is told to stop ends at once, takes its kernels with it, and says that it stopped.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click


@contextmanager
def until_stopped() -> Iterator[None]:
    """Do what is inside until it ends or is told to stop; then say so.

    Notes
    -----
    Every way of stopping becomes Ctrl+C, so that what is inside need only know that one.
    """
    names = ("SIGTERM", "SIGHUP", "SIGBREAK")
    ways = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {way: signal.signal(way, _interrupt) for way in ways}
    # A shell that starts a command in the background tells it to ignore Ctrl+C.
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for way, handler in before.items():
            signal.signal(way, handler)
    click.echo("Stopped.", err=True)


def _interrupt(way: int, frame: FrameType | None) -> None:
    """Turn another way of stopping into Ctrl+C."""
    signal.raise_signal(signal.SIGINT)
