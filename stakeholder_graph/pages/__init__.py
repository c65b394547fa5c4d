"""The pages: the account map and the overview, each one file that opens anywhere without a network."""

from stakeholder_graph.pages.account_map import account_map
from stakeholder_graph.pages.folder import file_names, write_map, write_pages
from stakeholder_graph.pages.map_data import map_data
from stakeholder_graph.pages.overview import overview, overview_data

__all__ = ["account_map", "file_names", "map_data", "overview", "overview_data", "write_map", "write_pages"]
