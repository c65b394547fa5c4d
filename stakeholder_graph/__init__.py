"""Who of ours cares for whom at the customer, and where nobody does."""

__version__ = "0.1.0"
