"""All networks drawn by hand, each with the findings that it must give: `NETWORKS`."""

from . import (
    handmade_care,
    handmade_contacts,
    handmade_cycle,
    handmade_influencers,
    handmade_levels,
    handmade_reports,
    handmade_risks,
    handmade_roles,
    handmade_threads,
    handmade_workload,
)
from .handmade_case import NETWORKS, HandMade

# The drawings enter themselves when their file is read
FILES = (
    handmade_care,
    handmade_influencers,
    handmade_roles,
    handmade_threads,
    handmade_levels,
    handmade_contacts,
    handmade_reports,
    handmade_workload,
    handmade_risks,
    handmade_cycle,
)

__all__ = ["FILES", "NETWORKS", "HandMade"]
