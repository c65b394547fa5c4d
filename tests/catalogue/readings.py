"""A graph whose job titles nobody has read."""

from __future__ import annotations

import polars as pl

from stakeholder_graph.storage.readings import READ_FROM

NO_READINGS = pl.DataFrame(
    schema={**dict.fromkeys(READ_FROM, pl.String()), "level": pl.Int64(), "function": pl.String(),
            "former": pl.Boolean(), "standing": pl.String(), "rules": pl.String()}
)  # fmt: skip
