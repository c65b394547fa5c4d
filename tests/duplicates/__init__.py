"""What stands twice."""
