"""Answers sent at once: between a page and its kernel no message waits for the one before it.

A kernel answers a change with several small messages. Left alone, the system holds each back until
the browser has acknowledged the one before (Nagle's algorithm), which costs some fifty milliseconds
a change: more than everything else together.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """The connection between a page and its kernel, holding nothing back."""

    def connect(self) -> Any:
        """Connect, and from then on send each message at once."""
        handler: Any = self.websocket_handler
        handler.set_nodelay(True)
        return super().connect()
