"""The small network that all tests of recording begin with, in a file or on a server."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stakeholder_graph.exchange.importing import Options
from stakeholder_graph.graph import StakeholderGraph, open_graph
from tests.small_files import write_files

DAY = date(2026, 11, 23)

# ours (c0): Bodo, Gesa; Edda has left, Jette comes in January
# c1 (A): Ada decider - Bodo cares for her since 2025, Bodo deputises for Cora (buyer)
#         Ida decider, objects to contact
FILES = {
    "companies": "id,name,party,tier\nc0,Pusteblume Pumpen AG,own,\nc1,Sonnentau Kliniken AG,customer,A\n",
    "people": "id,name,organisation,level,role,contact_allowed\n"
    "p0,Bodo Wiesengrün,c0,3,,\n"
    "p1,Gesa Mondschein,c0,1,,\n"
    "p2,Edda Kornblume,,,,\n"
    "p3,Jette Federgras,,,,\n"
    "p4,Ada Mohnrot,c1,1,decider,\n"
    "p5,Cora Himmelblau,c1,3,buyer,\n"
    "p6,Ida Sanddorn,c1,1,decider,no\n",
    "relationships": "from,relationship,to,duty,valid_from,valid_to\n"
    "p2,WORKS_FOR,c0,,2020-01-01,2026-06-30\n"
    "p3,WORKS_FOR,c0,,2027-01-01,\n"
    "p0,CARES_FOR,p4,carer,2025-01-01,\n"
    "p0,CARES_FOR,p5,deputy,,\n"
    "p2,CARES_FOR,p5,carer,2020-01-01,2026-06-30\n",
    "measures": "id,name,kind,date,status,guests\nm1,Hoffest,customer_event,2026-07-09,done,p5\n",
    "reports": "id,date,author,about,trust,result,finding\n"
    "b1,2026-09-10,p0,p4,3,Messe,Sie fragt nach dem Preis\n",
    "actions": "id,text,due,status,done_on,effect,report,responsible,about\n"
    "a1,Preis rechnen,2026-10-01,open,,,b1,p0,p4\n"
    "a2,Muster zeigen,2026-10-01,done,2026-09-20,,b1,p0,p4\n"
    "a3,Stand mieten,2026-10-01,dropped,,Zu teuer,,p1,\n",
}


def made(place: str | Path, folder: Path) -> None:
    """Import the network into a new database."""
    write_files(folder, **FILES)
    with open_graph(place, as_of=DAY, create=True) as graph:
        graph.import_files([folder], Options(as_of=DAY))


def opened(place: str | Path) -> StakeholderGraph:
    return open_graph(place, as_of=DAY)
