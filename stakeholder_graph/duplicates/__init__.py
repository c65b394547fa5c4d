"""What may stand twice in the graph: finding it, making one of two, and two again."""
