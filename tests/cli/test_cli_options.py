"""The options that every command has: where they may stand, what wins, what is wrong usage."""

from __future__ import annotations

from pathlib import Path

import pytest

from stakeholder_graph import __version__
from tests.cli.running import DAY, run

COMMANDS = (
    "demo", "template", "check", "import", "mapping", "todo", "gaps", "coverage", "levels", "person", "reach",
    "influence", "leaves", "assign", "simulate", "changes", "cycle", "trend", "care", "role", "measure",
    "report", "action", "map", "overview", "portfolio", "site", "titles", "duplicates", "merge", "info",
    "queries", "query",
    "export", "copy", "cache", "policy",
)  # fmt: skip
LOOP = [
    ["mapping", "suggest"], ["mapping", "known"],
    ["care", "set"], ["care", "end"], ["role", "end"], ["measure", "add"], ["measure", "check"],
    ["report", "add"],
    ["action", "add"], ["action", "done"], ["action", "drop"], ["action", "list"],
]  # fmt: skip
GROUPS = (["policy"], ["cache"], ["mapping"], ["care"], ["role"], ["measure"], ["report"], ["action"])
SHORT = ("--severity", "high", "--account", "c-karmesin-chemie")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["--as-of", DAY], []),
        ([], ["--as-of", DAY]),
        ([f"--as-of={DAY}"], []),
        ([], [f"--as-of={DAY}"]),
        (["--quiet", "--format", "table"], ["--as-of", DAY, "--lang", "en"]),
        (["--lang=en"], ["--format=table", f"--as-of={DAY}", "--output=-"]),
        (["-o", "-"], ["--as-of", DAY]),
        ([], ["-o-", "--as-of", DAY]),
    ],
)
@pytest.mark.usefixtures("example")
def test_common_options_stand_before_or_after_the_command(before: list[str], after: list[str]) -> None:
    plain = run("--as-of", DAY, "coverage")
    assert plain.code == 0
    assert run(*before, "coverage", *after).out == plain.out


def test_the_database_is_named_by_option_or_environment_and_the_option_wins(
    demo_folder: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("info", "--format", "json").json()["kinds"]["Person"] == 5  # stakeholders.db of this folder
    monkeypatch.setenv("STAKEHOLDER_GRAPH_DB", str(demo_folder / "stakeholders.db"))
    assert run("info", "--format", "json").json()["kinds"]["Person"] == 128
    address = f"sqlite:///{small / 'stakeholders.db'}"
    for here in ("stakeholders.db", small / "stakeholders.db", address):
        assert run("info", "--db", here, "--format", "json").json()["kinds"]["Person"] == 5


def test_the_policy_is_named_by_option_or_environment_or_stands_beside_the_database(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slack() -> object:
        shown = run("policy", "show", "--format", "json").json()
        assert run("gaps", "--format", "json").json()["policy"] == shown
        return shown["stale"]["slack"]

    assert slack() == 1.5
    (small / "care-policy.toml").write_text("[stale]\nslack = 2.0\n", encoding="utf-8")
    assert slack() == 2.0
    (small / "other.toml").write_text("[stale]\nslack = 3.0\n", encoding="utf-8-sig")
    monkeypatch.setenv("STAKEHOLDER_GRAPH_POLICY", "other.toml")
    assert slack() == 3.0
    shown = run("policy", "show", "--policy", "care-policy.toml")
    assert (shown.out, shown.err) == (
        "[stale]\nslack = 2.0\n", "from care-policy.toml; what it leaves out holds as shipped\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "option", "head"),
    [
        ({}, [], "What"),
        ({"LANG": "de_DE.UTF-8"}, [], "Was"),
        ({"LANG": "de_AT"}, [], "Was"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, [], "What"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "de_CH.UTF-8"}, [], "Was"),
        ({"LANG": "fr_FR.UTF-8"}, [], "What"),
        ({"STAKEHOLDER_GRAPH_LANG": "de"}, [], "Was"),
        ({"STAKEHOLDER_GRAPH_LANG": "de"}, ["--lang", "en"], "What"),
        ({"LANG": "de_DE.UTF-8", "STAKEHOLDER_GRAPH_LANG": "en"}, [], "What"),
    ],
)
@pytest.mark.usefixtures("small")
def test_the_language_is_that_of_the_option_the_environment_or_the_system(
    environment: dict[str, str], option: list[str], head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run("info", *option).out.split()[0] == head


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gaps", "--as-of"], "Option '--as-of' requires an argument"),
        (["gaps", "--db"], "Option '--db' requires an argument"),
        (["gaps", "-o"], "Option '-o' requires an argument"),
        (["gaps", "--as-of", "soon"], "'soon' is no date; write it as 2026-11-23"),
        (["gaps", "--as-of", "1850-01-01"], "'1850-01-01' is long ago; write the year with its four digits"),
        (["gaps", "--as-of", ""], "'' is no date; write it as 2026-11-23"),
        (["gaps", "--as-of", "31.02.2026"], "'31.02.2026' is no date; write it as 2026-11-23"),
        (["gaps", "--as-of", "03/04/26"], "'03/04/26': day or month first? Write it as 2026-11-23"),
        (["gaps", "--as-of", "2026-02-30"], "'2026-02-30' is no date"),
        (["gaps", "--format", "xml"], "--format 'xml': give one of table, json, csv, markdown"),
        (["gaps", "--lang", "fr"], "--lang 'fr': give one of en, de"),
        (["gaps", "--tier", "D"], "--tier 'D': give one of A, B, C"),
        (["gaps", "--severity", "bad"], "--severity 'bad': give one of high, medium, low, info"),
        (["gaps", "--fail-on", "bad"], "--fail-on 'bad': give one of high, medium, low, info"),
        (["gaps", "--nonsense"], "No such option: --nonsense"),
        (["gapz"], "No such command 'gapz'"),
        (["levels"], "Missing argument 'ACCOUNT'"),
        (["overview", "-o", "-"], "name a file with -o"),
    ],
)
@pytest.mark.usefixtures("small")
def test_wrong_usage_is_exit_code_2_and_says_what(arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("day", ["23.11.2026", "23. 11. 2026", "23 November 2026", "23/11/2026", "20261123"])
@pytest.mark.usefixtures("small")
def test_a_day_may_have_any_shape_that_leaves_no_doubt(day: str) -> None:
    assert run("gaps", "--as-of", day, "--format", "json").json()["as_of"] == "2026-11-23"


@pytest.mark.parametrize(
    ("arguments", "where", "said"),
    [
        (["gaps", "--as-of", "soon"], "", "'soon' is no date; write it as 2026-11-23"),
        (["gaps", "--lang", "fr"], "", "--lang 'fr': give one of en, de"),
        (["gaps", "--tier", "D"], " gaps", "--tier 'D': give one of A, B, C"),
        (["gaps", "--nonsense"], " gaps", "No such option: --nonsense"),
        (["gaps", "--as-of"], "", "Option '--as-of' requires an argument."),
        (["gapz"], "", "No such command 'gapz'."),
        (["levels"], " levels", "Missing argument 'ACCOUNT'."),
        ([], "", "Missing command."),
        (["policy"], " policy", "no command is named"),
    ],
)
@pytest.mark.usefixtures("small")
def test_wrong_usage_is_json_too_where_json_is_asked_for(arguments: list[str], where: str, said: str) -> None:
    command = f"stakeholder-graph{where}"
    for asked in (["--format", "json"], ["--format=json"], ["--format", "csv", "--format", "json"]):
        ran = run(*asked, *arguments)
        told = ran.json()["error"]
        assert (ran.code, ran.err, list(told)) == (2, "", ["where", "what", "next"])
        assert (told["where"], told["next"]) == (command, f"{command} --help explains it")
        assert said in told["what"]
        assert "\n" not in told["what"]


@pytest.mark.usefixtures("small")
def test_json_is_only_told_where_it_is_asked_for() -> None:
    assert run("gapz", "--db", "--format=json", "--format", "csv").out == ""
    assert run("gaps", "--format", "json", "--lang", "fr", "--format", "table").out == ""
    assert run("gaps", "--format", "json", "--fail-on", "high").code == 3
    assert run("--version", "--format", "json").code == 0
    assert run("gaps", "--help", "--format", "json").code == 0


def test_help_lists_the_commands_in_the_order_in_which_one_needs_them() -> None:
    ran = run("--help")
    assert ran.code == 0
    listed = ran.out.partition("Commands:\n")[2].splitlines()
    assert tuple(line.split()[0] for line in listed[: len(COMMANDS)]) == COMMANDS
    assert not any(line.endswith("...") for line in listed), "a description is cut off"
    assert "Exit codes: 0 done; 1 the program says no, and why; 2" in " ".join(ran.out.split())
    assert run().code == 2


SUBCOMMANDS = ["policy", "init"], ["policy", "show"], ["cache", "clear"]


@pytest.mark.parametrize("command", [*([name] for name in COMMANDS), *SUBCOMMANDS, *LOOP])
def test_every_command_explains_itself_its_options_and_the_common_ones(command: list[str]) -> None:
    ran = run(*command, "--help")
    text = " ".join(ran.out.split())
    assert ran.code == 0
    assert ran.out.splitlines()[2].strip()
    assert command in GROUPS or "see stakeholder-graph --help" in text
    # after the name of each option or argument stands what it is for
    for line in ran.out.splitlines():
        assert not line.startswith("  --") or len(line.split()) > 1


def test_the_version_is_printed() -> None:
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"stakeholder-graph {__version__}\n", "")


@pytest.mark.usefixtures("example")
def test_a_result_in_a_file_is_what_would_have_been_printed(in_an_empty_folder: Path) -> None:
    printed = run("gaps", *SHORT, "--as-of", DAY, "--lang", "de")
    written = run("gaps", *SHORT, "--as-of", DAY, "--lang", "de", "-o", "new/folder/lücken.txt")
    assert (written.code, written.out) == (0, "")
    file = Path("new") / "folder" / "lücken.txt"
    assert written.err == f"geschrieben: {file}\n"
    assert file.read_bytes() == printed.out.encode("utf-8")
    again = run("gaps", *SHORT, "--as-of", DAY, "--lang", "de", "--output=new/folder/lücken.txt", "--quiet")
    assert (again.code, again.out, again.err) == (0, "", "")
    assert [path.name for path in in_an_empty_folder.iterdir()] == ["new"]


def test_a_result_never_overwrites_a_database_or_the_policy(small: Path) -> None:
    policy = small / "care-policy.toml"
    assert run("policy", "init").code == 0
    before = {file: file.read_bytes() for file in (policy, small / "stakeholders.db")}
    for target in before:
        ran = run("gaps", "-o", target, "--policy", policy)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(f"error: {target}: is ")
        assert ran.err.endswith("; name another file with -o\n")
    assert run("map", "c1", "-o", "stakeholders.db").code == 1
    assert run("overview", "-o", "stakeholders.db").code == 1
    assert {file: file.read_bytes() for file in before} == before


def test_a_folder_is_no_place_for_a_result(small: Path) -> None:
    ran = run("gaps", "-o", small)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"error: {small}: Is a directory; choose another file or folder\n"


@pytest.mark.usefixtures("small")
def test_notes_go_to_standard_error_and_quiet_leaves_them_out(in_an_empty_folder: Path) -> None:
    loud, quiet = run("check", "in"), run("check", "in", "--quiet")
    assert loud.err == "reading 2 files\nchecking 2 canonical tables\n"
    assert (quiet.code, quiet.err) == (0, "")
    assert quiet.out == loud.out
    assert run("check", "in", "--lang", "de").err == "lese und prüfe …\n"
    assert run("policy", "show", "--quiet").err == ""
    assert in_an_empty_folder.is_dir()
