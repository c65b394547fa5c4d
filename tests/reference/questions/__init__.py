"""What the questions of the query catalogue ask for, by definition; shares no code with the product.

A definition takes the day and what the question is asked with, and gives the rows in their order: every
column of the answer, and what else the order needs.
"""
