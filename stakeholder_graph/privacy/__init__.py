"""Data protection: showing the network without showing anybody."""
