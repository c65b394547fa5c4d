"""`python -m stakeholder_graph` is the command `stakeholder-graph`."""

from stakeholder_graph.cli import main

if __name__ == "__main__":
    main()
