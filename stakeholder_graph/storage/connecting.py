"""A driver to a Neo4j server that answers, takes the password, and is new enough."""

from __future__ import annotations

import logging
import re

from neo4j import Driver, GraphDatabase, NotificationMinimumSeverity

from stakeholder_graph.storage.addresses import ServerAddress
from stakeholder_graph.storage.server_faults import server_in_plain_words, too_old

OLDEST = (5, 13)
PATIENCE = 5.0  # seconds: to connect, and to try again what may be tried again
LONGEST_WAIT = 12.0  # seconds for one answer while connecting


def connect(address: ServerAddress, patience: float = PATIENCE) -> Driver:
    """Return a driver to the server; StorageError, at once, when it is absent, too old or does not let us in.

    Without the look at the server first, the driver would try for a minute.
    """
    # what the driver would log, our errors say; without a handler Python prints it in the middle of an answer
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    auth = (address.username or "", address.password) if address.password is not None else None
    with server_in_plain_words(address, connecting=True):
        driver = GraphDatabase.driver(
            address.text,
            auth=auth,
            connection_timeout=patience,
            connection_acquisition_timeout=LONGEST_WAIT,
            max_transaction_retry_time=patience,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
        )
    try:
        with server_in_plain_words(address, connecting=True):
            driver.verify_connectivity()
            agent = driver.get_server_info().agent
        found = re.search(r"/(\d+)\.(\d+)", agent)
        if found and (int(found[1]), int(found[2])) < OLDEST:
            raise too_old(address, agent)
    except BaseException:
        driver.close()
        raise
    return driver
