"""When the database is not there, not ours, locked, read-only, full or damaged: one line, nothing changed."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import polars as pl
import pytest

from stakeholder_graph.errors import StorageError
from stakeholder_graph.model.records import Records, nodes_of
from stakeholder_graph.storage import file_of, open_store
from stakeholder_graph.storage.addresses import ServerAddress, place_of
from stakeholder_graph.storage.statements import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[1]


def people(number: int, name: str = "Petra Musterfrau") -> Records:
    return Records(
        {"Person": nodes_of("Person", [{"id": f"p{n}", "name": f"{name} {n}"} for n in range(number)])}
    )


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with three people."""
    with open_store(tmp_path / "a.db", create=True) as store:
        store.write(people(3))
    return tmp_path / "a.db"


def refusal(location: str | Path, *, create: bool = False) -> str:
    """What opening says; it must be one line that names the place."""
    with pytest.raises(StorageError) as fault:
        open_store(location, create=create, patience=0.1)
    line = str(fault.value)
    assert "\n" not in line
    assert fault.value.next_step
    return f"{fault.value.what}; {fault.value.next_step}"


# --- what is no database of ours --------------------------------------------------------------------------


def test_no_such_file(tmp_path: Path) -> None:
    said = refusal(tmp_path / "a.db")
    assert said == "there is no such database; name the right file, or import into it first, which makes it"
    assert list(tmp_path.iterdir()) == []


def test_no_such_folder(tmp_path: Path) -> None:
    said = refusal(tmp_path / "new" / "a.db", create=True)
    assert said == f"its folder is not there; make the folder {tmp_path / 'new'} first"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [False, True])
def test_a_folder(tmp_path: Path, create: bool) -> None:
    assert refusal(tmp_path, create=create) == "this is a folder, not a database; name a file in it"


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("content", [b"id,name\np1,Petra\n", b"SQLite", b"\0" * 5000])
def test_no_sqlite_file(tmp_path: Path, content: bytes, create: bool) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    assert refusal(file, create=create) == "this is no database of stakeholder-graph; name the right file"
    assert file.read_bytes() == content


def test_an_empty_file_is_no_database_but_may_become_one(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.touch()
    assert refusal(file).startswith("the file is empty, there is no database in it; ")
    assert file.read_bytes() == b""
    with open_store(file, create=True) as store:
        assert store.revision == 0


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_another_program(tmp_path: Path, create: bool) -> None:
    file = tmp_path / "a.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE songs (id)")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    assert refusal(file, create=create) == "this is another program's database; name the right file"
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_a_database_of_a_newer_version(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = database.read_bytes()
    said = refusal(database, create=True)
    assert said == "it was written by a newer version of stakeholder-graph; install the newest version"
    assert database.read_bytes() == before


# --- places that are no file ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("bolt://", "this address names no server; write bolt://HOST:7687"),
        ("neo4j+s://:7687", "this address names no server; write neo4j+s://HOST:7687"),
        ("bolt://graph.example:port", "this address names no server; write bolt://HOST:7687"),
        ("bolt://graph.example:99999", "this address names no server; write bolt://HOST:7687"),
        ("NEO4J://anna@graph.example", "the user does not stand in the address; set NEO4J_USERNAME instead"),
        ("neo4j://h/people", "the database does not stand in the address; set NEO4J_DATABASE instead"),
        ("bolt://h:1?policy=eu", "bolt:// takes nothing after a question mark; take it out"),
        ("neo4jx://graph.example", "neo4jx:// is no place for a graph; name a file, as stakeholders.db, or a "
         "server, as neo4j://graph.example"),
    ],
)  # fmt: skip
def test_an_address_that_names_no_server(address: str, said: str) -> None:
    assert refusal(address) == said


def test_user_password_and_database_of_a_server_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    plain = ServerAddress("neo4j+s://graph.example:7687")
    assert place_of("NEO4J+S://graph.example:7687/") == plain
    assert plain.is_encrypted and plain.name == "neo4j+s://graph.example:7687"
    monkeypatch.setenv("NEO4J_PASSWORD", "geheim")
    assert place_of("bolt://[::1]:7687") == ServerAddress("bolt://[::1]:7687", "neo4j", "geheim")
    monkeypatch.setenv("NEO4J_USERNAME", "anna")
    monkeypatch.setenv("NEO4J_DATABASE", "people")
    found = place_of("neo4j://h?policy=eu")
    assert found == ServerAddress("neo4j://h?policy=eu", "anna", "geheim", "people")
    assert (found.name, found.is_encrypted) == ("neo4j://h?policy=eu (people)", False)
    assert "geheim" not in repr(found)
    with pytest.raises(StorageError, match="this is a server, and a file is wanted"):
        file_of("neo4j://h")


@pytest.mark.parametrize(
    "address", ["neo4j://anna:geheim@graph.example", "bolt://anna:geheim@[graph", "x://a:geheim@b"]
)
def test_a_password_in_an_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(StorageError) as fault:
        open_store(address)
    assert "a password does not belong into an address" in str(fault.value)
    assert "geheim" not in str(fault.value)


def test_other_addresses_are_refused() -> None:
    assert (
        refusal("postgres://graph.example/x")
        == "postgres:// is no place for a graph; name a file, as stakeholders.db, or a server, as "
        "neo4j://graph.example"
    )
    assert refusal("sqlite://a.db").startswith("this address names no file")
    assert refusal("sqlite:///").startswith("this address names no file")
    assert refusal("  ").startswith("this names no file")


def test_a_file_can_be_named_as_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert file_of("sqlite:///a.db") == file_of("a.db") == file_of(Path("a.db")) == tmp_path / "a.db"
    assert file_of(f"sqlite:///{tmp_path / 'b.db'}") == tmp_path / "b.db"
    # names that SQLite itself would take for something else
    for name in (":memory:", "file:x?mode=memory", "a#b?c%20d.db"):
        with open_store(name, create=True) as store:
            store.write(people(1))
        assert (tmp_path / name).is_file()


# --- what stands in the way while reading or writing ------------------------------------------------------

HOLD = """
    import sqlite3, sys
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE property SET value = '99' WHERE name = 'revision'")
    print("locked", flush=True)
    sys.stdin.readline()
    connection.execute("ROLLBACK")
    connection.close()
"""


@pytest.fixture
def locked(database: Path) -> Iterator[Path]:
    """The database while another process writes to it."""
    command = [sys.executable, "-c", textwrap.dedent(HOLD), str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        yield database
        other.communicate("\n", timeout=30)


def test_while_another_process_writes_one_can_read_but_not_write(locked: Path) -> None:
    with open_store(locked, patience=0.2) as store:
        assert store.read().counts() == {"Person": 3}
        assert store.revision == 1
        with pytest.raises(StorageError) as fault:
            store.write(people(4))
        assert fault.value.what == "another program is writing to it"
        assert fault.value.next_step == "wait until that one is done, then repeat the command"
        assert store.read().counts() == {"Person": 3}


CHILD = """
    import os, sys
    from pathlib import Path
    import polars as pl
    from stakeholder_graph.errors import StorageError
    from stakeholder_graph.model.records import Records, nodes_of
    from stakeholder_graph.storage import embedded, open_store, opening
    rows = [{"id": f"n{n}", "name": "x" * 400} for n in range(20_000)]
    records = Records({"Person": nodes_of("Person", rows)})
    mode, file = sys.argv[1], Path(sys.argv[2])
    if mode == "full":
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
    if mode == "limited" and os.geteuid() == 0:  # rights do not hold for root: become nobody
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    def attempt(name, action):
        try:
            print(name, action(), sep=": ")
        except StorageError as fault:
            print(name, fault.what, sep=": ")
    def write():
        with open_store(file, create=True, patience=0.2) as store:
            return store.write(records)["Person"].added
    def read():
        with open_store(file, patience=0.2) as store:
            return store.read().counts()
    attempt("write", write)
    attempt("read", read)
"""


def in_child(mode: str, file: Path) -> list[str]:
    """Write to and read from the database in another process, under its conditions; what came of it."""
    command = [sys.executable, "-c", textwrap.dedent(CHILD), mode, str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    assert ran.stderr == ""
    assert ran.returncode == 0
    return ran.stdout.splitlines()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user of the machine can get at, unlike those that pytest makes."""
    folder = Path(mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def three_people(folder: Path) -> Path:
    with open_store(folder / "a.db", create=True) as store:
        store.write(people(3))
    return folder / "a.db"


def test_a_folder_that_may_only_be_read(public_folder: Path) -> None:
    file = three_people(public_folder)
    file.chmod(0o444)
    public_folder.chmod(0o555)
    before = file.read_bytes()
    cannot = "it cannot be opened, or its folder may only be read"
    assert in_child("limited", file) == ["write: it may only be read", "read: it may only be read"]
    assert in_child("limited", public_folder / "new.db")[0] == f"write: {cannot}"
    assert file.read_bytes() == before
    assert [path.name for path in public_folder.iterdir()] == ["a.db"]


def test_a_file_that_may_only_be_read(public_folder: Path) -> None:
    file = three_people(public_folder)
    file.chmod(0o444)
    public_folder.chmod(0o777)
    before = file.read_bytes()
    assert in_child("limited", file) == ["write: it may only be read", "read: {'Person': 3}"]
    assert file.read_bytes() == before


def test_a_file_that_may_not_even_be_read(public_folder: Path) -> None:
    file = three_people(public_folder)
    file.chmod(0o000)
    said = "it cannot be opened (Permission denied)"
    assert in_child("limited", file) == [f"write: {said}", f"read: {said}"]


def test_a_disk_that_takes_no_more(database: Path) -> None:
    """The system refuses to let the file grow, as a full disk does."""
    assert in_child("full", database) == [
        "write: the disk does not take or give the data",
        "read: {'Person': 3}",
    ]
    with open_store(database) as store:
        assert store.revision == 1
        store.write(people(4))
        assert store.read().counts() == {"Person": 4}


def test_a_full_database(database: Path) -> None:
    with open_store(database) as store:
        store._connection.execute("PRAGMA max_page_count = 120")  # type: ignore[attr-defined]
        with pytest.raises(StorageError) as fault:
            store.write(people(2000, "x" * 1000))
        assert (fault.value.what, fault.value.next_step) == (
            "the disk is full",
            "make room, then repeat the command",
        )
        assert store.read().counts() == {"Person": 3}
        assert store.write(people(4))["Person"].added == 1


def test_a_process_that_dies_while_writing_leaves_nothing_behind(database: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(HOLD), str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()
        other.wait(30)
    with open_store(database) as store:
        assert (store.revision, store.read().counts()) == (1, {"Person": 3})


def test_broken_pages(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with open_store(file, create=True) as store:
        store.write(people(5000))
    broken = bytearray(file.read_bytes())
    middle = len(broken) // 2 // 4096 * 4096
    broken[middle : middle + 20 * 4096] = b"\xff" * 20 * 4096
    file.write_bytes(broken)
    with open_store(file) as store:
        for action in (store.read, lambda: store.write(people(5000, "Quirin"))):
            with pytest.raises(StorageError) as fault:
                action()
            assert fault.value.what == "the database is damaged"
            assert fault.value.next_step == "put back a copy of it, or import your files into a new database"
    assert file.read_bytes() == bytes(broken)


def test_a_database_that_was_cut_off(database: Path) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2])
    assert refusal(database).startswith("the database is damaged; ")


def test_text_that_is_no_text(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("UPDATE Person SET name = CAST(x'ff41' AS TEXT) WHERE id = 'p1'")
    connection.commit()
    connection.close()
    with open_store(database) as store, pytest.raises(StorageError, match="the database cannot be read"):
        store.read()


def test_a_day_that_is_no_day(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("UPDATE Person SET valid_to = 'gestern' WHERE id = 'p1'")
    connection.commit()
    connection.close()
    with open_store(database) as store, pytest.raises(StorageError) as fault:
        store.read()
    assert fault.value.what == "the database cannot be read (valid_to holds a text that is no day: gestern)"


def test_a_revision_that_is_lost(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("DELETE FROM property")
    connection.commit()
    connection.close()
    with open_store(database) as store, pytest.raises(StorageError, match="its revision is lost"):
        store.write(people(4))
    with open_store(database) as store:
        assert store.read().counts() == {"Person": 3}


def test_a_fault_on_the_way_undoes_everything(database: Path) -> None:
    """The last of several tables is refused by the database itself, after the others were written."""
    connection = sqlite3.connect(database)
    connection.execute("CREATE TRIGGER stop BEFORE INSERT ON Company BEGIN SELECT RAISE(ABORT, 'no'); END")
    connection.commit()
    connection.close()
    records = people(10)
    records.nodes["Company"] = pl.DataFrame({"id": ["c1"], "name": ["Nordwerk"]})
    with open_store(database) as store:
        with pytest.raises(StorageError, match=r"the rows contradict each other \(no\)"):
            store.write(records)
        assert (store.revision, store.read().counts()) == (1, {"Person": 3})


def test_after_closing_nothing_can_be_read(database: Path) -> None:
    store = open_store(database)
    store.close()
    with pytest.raises(StorageError):
        store.read()
