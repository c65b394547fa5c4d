"""Damaged files of every shape: whatever is wrong with a file, the import says so and loses nothing."""
