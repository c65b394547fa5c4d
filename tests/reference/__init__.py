"""The definition of the gap checks in NetworkX: what the product must find, written from the design alone.

Nothing here is imported by the product and nothing of the product is imported here.
Read in this order: day, accounts, roles, care, needs, the three files of checks, replacing, definitions.
"""
