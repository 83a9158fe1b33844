"""Keep pytest out of the cases: their scripts and files are read by the harness alone."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("torture.harness")

collect_ignore_glob = ["cases/*"]
