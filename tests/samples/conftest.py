"""The vendors' own exports, which stand beside the checkout and are never carried along."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the vendors' files; where it is missing, nothing of this folder is collected."""
    return Path(__file__).resolve().parents[3] / "shared" / "samples"
