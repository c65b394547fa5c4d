"""The query catalogue: questions of key account management, in Cypher that every engine answers alike."""
