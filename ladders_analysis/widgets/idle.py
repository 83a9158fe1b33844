"""Work done while nobody waits: the next choices are prepared between a reader's clicks.

It is cut into small steps, so that a click never waits for more than one of them, and ends with
the next choice. Where there is no notebook running, as in a test, nothing is prepared.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

FIRST, NEXT = 0.25, 0.02
"""How long the page is left alone before the first step, and between steps [seconds]."""


class IdleWork:
    """Steps that are done one by one while a kernel is idle."""

    def __init__(self) -> None:
        self._waiting: asyncio.TimerHandle | None = None

    def start(self, steps: Iterator[None], log: logging.Logger) -> None:
        """Begin to do steps, in place of any earlier ones.

        Parameters
        ----------
        steps
            Each turn of it is one small piece of work.
        log
            Where a failure is written; it ends the work, never the page.
        """
        self.stop()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._waiting = loop.call_later(FIRST, self._step, loop, steps, log)

    def stop(self) -> None:
        """Do no further steps."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _step(
        self, loop: asyncio.AbstractEventLoop, steps: Iterator[None], log: logging.Logger
    ) -> None:
        self._waiting = None
        try:
            next(steps)
        except StopIteration:
            return
        except Exception:
            log.exception("Preparing the explorer's next choices stopped.")
            return
        self._waiting = loop.call_later(NEXT, self._step, loop, steps, log)
