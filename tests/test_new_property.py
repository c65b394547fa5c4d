"""A property that is added to the ontology is everywhere, without any other edit."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import stakeholder_graph
from stakeholder_graph.model.ontology import Ontology, ontology, read_ontology
from stakeholder_graph.model.records import Records, nodes_of
from stakeholder_graph.storage import open_store
from tests.comparing import assert_same_graph

SHIPPED = Path(stakeholder_graph.__file__).parent / "model" / "ontology.toml"
HOBBY = (
    'hobby = { allowed = ["golf", "sailing"], en = "Hobby", de = "Steckenpferd", help_en = "What they like" }'
)
VOLUME = 'volume = { kind = "number", minimum = 0, en = "Volume", de = "Umfang" }'


def wider_text() -> str:
    """The shipped ontology with a property for people, one for SUPPLIES, and a new kind of node."""
    text = SHIPPED.read_text(encoding="utf-8")
    people, supplies = (
        "[nodes.Person.properties]\n",
        '[relationships.SUPPLIES]\nstarts = ["Company"]\nends = ["Company"]\n',
    )
    assert text.count(people) == text.count(supplies) == 1
    text = text.replace(people, people + HOBBY + "\n")
    words = 'en = ["supplies", "is supplied by"]\nde = ["beliefert", "wird beliefert von"]\n'
    assert text.count(supplies + words) == 1
    text = text.replace(
        supplies + words, f"{supplies}{words}[relationships.SUPPLIES.properties]\n{VOLUME}\n\n"
    )
    return text + '\n[nodes.Site]\nfile = "sites"\nen = "Site"\nde = "Standort"\n'


@pytest.fixture
def wider() -> Ontology:
    return read_ontology(wider_text())


def test_an_older_database_is_backed_up_and_widened(tmp_path: Path, wider: Ontology) -> None:
    file = tmp_path / "a.db"
    before = Records({"Person": nodes_of("Person", [{"id": "p1", "name": "Petra"}])})
    with open_store(file, create=True) as store:
        store.write(before)
    with open_store(file, model=wider) as store:
        assert store.backup is not None
        assert store.backup.parent == tmp_path
        assert store.revision == 1
        golfer = nodes_of("Person", [{"id": "p1", "name": "Petra", "hobby": "golf"}], wider)
        site = nodes_of("Site", [{"id": "s1", "name": "Werk Süd"}], wider)
        store.write(Records({"Person": golfer, "Site": site}))
        assert_same_graph(store.read(), Records({"Person": golfer, "Site": site}))
        backup = store.backup
    assert backup.name.startswith("a.db.backup-20")
    with open_store(backup) as store:  # the shipped ontology needs nothing more, so there is no second backup
        assert_same_graph(store.read(), before)
        assert store.backup is None
    with open_store(file, model=wider) as store:
        assert store.backup is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", backup.name]
    # who has the older program still reads what he knows
    with open_store(file) as store:
        assert_same_graph(store.read(), before)


def test_where_no_backup_can_be_made_nothing_is_widened(tmp_path: Path, wider: Ontology) -> None:
    """The file is so large that its copy breaks the limit which the system sets in the child process."""
    file = tmp_path / "a.db"
    with open_store(file, create=True) as store:
        rows = [{"id": f"p{n}", "name": "x" * 500} for n in range(3000)]
        store.write(Records({"Person": nodes_of("Person", rows)}))
    before = file.read_bytes()
    (tmp_path / "wider.toml").write_text(wider_text(), encoding="utf-8")
    said = in_child(
        """
        import resource, sys
        from pathlib import Path
        from stakeholder_graph.errors import StorageError
        from stakeholder_graph.model.ontology import ontology
        from stakeholder_graph.storage import open_store
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
        try:
            open_store(sys.argv[1] + "/a.db", model=ontology(Path(sys.argv[1], "wider.toml")))
        except StorageError as fault:
            print(fault.what)
        """,
        SHIPPED.parents[2],
        tmp_path,
    )
    assert said.startswith("no backup could be made beside it (")
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "wider.toml"]


def test_a_property_that_changed_its_kind_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True):
        pass
    changed = wider_text().replace("share = {", 'share = { kind = "text", #', 1)
    changed = changed.replace('share = { kind = "text", #', 'share = { en = "Share", de = "Anteil" } #', 1)
    with pytest.raises(stakeholder_graph.errors.StorageError) as fault:
        open_store(tmp_path / "a.db", model=read_ontology(changed))
    assert fault.value.what == "OWNS.share is REAL in it, but TEXT in the ontology"
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def in_child(program: str, package_folder: Path, *arguments: Path) -> str:
    """What a program prints that uses the package in this folder."""
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, cwd=package_folder,
        env={**os.environ, "PYTHONPATH": str(package_folder), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert ran.stderr == ""
    return ran.stdout.strip()


def test_one_line_in_the_ontology_is_all_that_a_new_property_needs(tmp_path: Path) -> None:
    """A copy of the whole program in which only ontology.toml differs: form, import, tables, export."""
    shutil.copytree(
        SHIPPED.parents[1], tmp_path / "stakeholder_graph", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "stakeholder_graph" / "model" / "ontology.toml").write_text(wider_text(), encoding="utf-8")
    source = tmp_path / "source"
    source.mkdir()
    (source / "people.csv").write_text("id,name,Steckenpferd\np1,Petra,golf\n", encoding="utf-8")
    (source / "companies.csv").write_text("id,name\nc1,Nordwerk\nc2,Südwerk\n", encoding="utf-8")
    (source / "sites.csv").write_text("id,name\ns1,Werk Süd\n", encoding="utf-8")
    (source / "relationships.csv").write_text(
        "from,relationship,to,volume\nc1,SUPPLIES,c2,2.5\n", encoding="utf-8"
    )
    said = in_child(
        """
        import sys
        from datetime import date
        from pathlib import Path
        import stakeholder_graph
        from stakeholder_graph.exchange.export import export
        from stakeholder_graph.exchange.importing import Options, import_files
        from stakeholder_graph.exchange.template import template
        from stakeholder_graph.storage import open_store
        place = Path(sys.argv[1])
        assert Path(stakeholder_graph.__file__).parent.parent == place
        template(place / "form")
        with open_store(place / "a.db", create=True) as store:
            report = import_files(store, [place / "source"], Options(as_of=date(2026, 11, 23)))
            print(len(report.faults), len(report.notes), dict(sorted(report.counts.items())))
            export(store.read(), place / "out")
            export(store.read(), place / "out.json")
        """,
        tmp_path,
        tmp_path,
    )
    assert said == "0 0 {'Company': 2, 'Person': 1, 'SUPPLIES': 1, 'Site': 1}"
    connection = sqlite3.connect(tmp_path / "a.db")
    assert connection.execute("SELECT hobby FROM Person").fetchall() == [("golf",)]
    assert connection.execute("SELECT volume FROM SUPPLIES").fetchall() == [(2.5,)]
    connection.close()
    form = (tmp_path / "form" / "people.csv").read_text(encoding="utf-8")
    assert "hobby" in form.strip().split(",")
    assert (tmp_path / "form" / "sites.csv").is_file()
    assert "  hobby: Hobby - What they like [golf, sailing]" in (tmp_path / "form" / "README.txt").read_text(
        "utf-8"
    )
    with (tmp_path / "out" / "people.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["id"], row["hobby"]) for row in csv.DictReader(file)] == [("p1", "golf")]
    with (tmp_path / "out" / "relationships.csv").open(encoding="utf-8", newline="") as file:
        assert [row["volume"] for row in csv.DictReader(file)] == ["2.5"]
    assert '"hobby": "golf"' in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_the_shipped_ontology_was_not_touched() -> None:
    assert "hobby" not in ontology().nodes["Person"].properties
