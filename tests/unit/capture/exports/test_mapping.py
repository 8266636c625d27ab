from pathlib import Path

import pytest

from capture.exports.mapping import MappingError, load_mapping, read_mapping
from knowledge.people.model import Role
from tests.unit.capture.exports.samples import mapped, read_all, rows_of, write_export

EXAMPLES = Path(__file__).resolve().parents[4] / "examples" / "mappings"

TEAMS = """
- from: teams*.csv
  to: people.csv
  keys: name
  columns: {name: agent, manager_id: manager, region: office, role: {const: rep}}
- from: deals.csv
  to: deals.csv
  columns:
    deal_id: nr
    customer_id: account
    product: {source: product, map: {GTXPro: GTX Pro}}
    owner_id: agent
    presales_id: {source: helper, role: csm}
    outcome: {source: stage, map: {Won: won, Lost: lost}, default: ""}
- ignore: ["*.md"]
"""
EXPORT = {
    "teams-east.csv": "agent,manager,office\nAnn  Lee,Max Boss,East\nBo,Max Boss,East\n",
    "deals.csv": "nr,account,product,agent,stage,helper\nD1,Acme,GTXPro,Ann Lee,Won,Cy\nD2,,MG,Zoe,Engaging,\n",
    "README.md": "x",
}


def test_a_foreign_export_becomes_ours(tmp_path: Path) -> None:
    plan, chunks = read_all(write_export(tmp_path, EXPORT), TEAMS)
    assert rows_of(chunks, "people")[0] == {
        "person_id": "Ann Lee", "name": "Ann Lee", "role": "rep", "manager_id": "Max Boss", "region": "East"
    }  # fmt: skip
    first, second = rows_of(chunks, "deals")
    assert (first["product"], first["outcome"]) == ("GTX Pro", "won")
    assert (second["product"], second["outcome"]) == ("MG", ""), "kept as it is; and the default"
    assert [note.code for note in plan.notes] == ["ignored"]


def test_people_named_only_as_owner_or_manager_are_handed_out_once(tmp_path: Path) -> None:
    _, chunks = read_all(write_export(tmp_path, EXPORT), TEAMS)
    assert [(chunk["table"], chunk["file"]) for chunk in chunks] == [
        ("people", "teams-east.csv"),
        ("named", "teams-east.csv"),
        ("named", "deals.csv"),
        ("deals", "deals.csv"),
    ]
    assert rows_of(chunks, "named") == [
        {"person_id": "Max Boss", "name": "Max Boss", "role": "manager"},
        {"person_id": "Cy", "name": "Cy", "role": "csm"},
        {"person_id": "Zoe", "name": "Zoe", "role": "rep"},
    ]


def test_nobody_is_made_up_from_files_of_our_own(tmp_path: Path) -> None:
    _, chunks = read_all(write_export(tmp_path, {"deals.csv": "deal_id,owner_id\nD1,li.lei\n"}))
    assert [chunk["table"] for chunk in chunks] == ["deals"]


def test_one_source_feeds_several_files_and_keeps_what_nobody_reads_once(tmp_path: Path) -> None:
    text = """
    - {from: a.csv, to: ownership.csv, columns: {customer_id: Id, person_id: Owner, role: {const: rep}}}
    - {from: a.csv, to: customers.csv, columns: {customer_id: Id, name: Name, tier: Level}}
    """
    plan, chunks = read_all(write_export(tmp_path, {"a.csv": "Id,Name,Owner,Level,Notes\n1,Acme,li,A,hm\n"}), text)
    assert [chunk["table"] for chunk in chunks] == ["customers", "named", "ownership"]
    assert rows_of(chunks, "customers")[0]["attributes"] == {"Notes": "hm", "tier": "A"}
    assert rows_of(chunks, "ownership") == [{"customer_id": "1", "person_id": "li", "role": "rep"}]
    assert [note.names for note in plan.notes] == [("Notes",)]


def test_a_name_that_two_sources_give_keeps_what_was_said_first(tmp_path: Path) -> None:
    text = """
    - {from: a.csv, to: people.csv, keys: name, columns: {name: agent, role: {const: rep}}}
    - {from: a.csv, to: people.csv, keys: name, columns: {name: manager, role: {const: manager}}}
    """
    plan, chunks = read_all(write_export(tmp_path, {"a.csv": "agent,manager\nAnn,Max\nMax,Max\n"}), text)
    assert [(row["name"], row["role"]) for row in rows_of(chunks, "people")] == [("Ann", "rep"), ("Max", "rep")]
    assert [(note.code, note.count, note.names) for note in plan.notes] == [("seen_again", 2, ("Max",))]
    assert not plan.rejected


def test_a_column_the_file_lacks_is_left_out_unless_it_is_needed(tmp_path: Path) -> None:
    text = "- {from: a.csv, to: customers.csv, columns: {customer_id: Id, name: Name, website: Web}}"
    plan, chunks = read_all(write_export(tmp_path / "1", {"a.csv": "Id,Name\n1,Acme\n"}), text)
    assert chunks[0]["columns"] == ["customer_id", "name"]
    assert [(note.code, note.names) for note in plan.notes] == [("missing_columns", ("Web",))]
    plan, chunks = read_all(write_export(tmp_path / "2", {"a.csv": "Id,Web\n1,x\n"}), text)
    assert [(one.column, one.line) for one in plan.rejected] == [("Name", 1)]
    assert chunks == []


def test_files_the_mapping_does_not_name_are_read_as_ours(tmp_path: Path) -> None:
    files = {"customers.csv": "customer_id,name\nC1,A\n", "a.csv": "x\n1\n"}
    plan, chunks = read_all(write_export(tmp_path, files), "- {from: b.csv, to: deals.csv, columns: {deal_id: x}}")
    assert [chunk["table"] for chunk in chunks] == ["customers"]
    assert [(note.code, note.file) for note in plan.notes] == [("unknown_file", "a.csv"), ("no_such_file", "b.csv")]


def test_a_file_of_ours_that_is_not_used_yet_may_be_fed(tmp_path: Path) -> None:
    files = {"q.csv": "a\n1\n2\n"}
    plan, chunks = read_all(write_export(tmp_path, files), "- {from: q.csv, to: orders.csv, columns: {order_id: a}}")
    assert [(note.code, note.file, note.count) for note in plan.notes] == [("not_used_yet", "q.csv → orders.csv", 2)]
    assert chunks == []


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("from: a.csv", "m.yaml:1: ", "a mapping is a list"),
        ("- 7", "m.yaml:1: [0]: ", "key: value"),
        ("- from: a\n  to: deals.csv", "m.yaml:1: [0]: ", "columns is missing"),
        ("- from: a\n  too: deals.csv", "m.yaml:2: [0].too: ", "did you mean to?"),
        ("- from: a\n  to: deal.csv\n  columns: {}", "m.yaml:2: [0].to: ", "did you mean deals.csv?"),
        ("- from: a\n  to: deals.csv\n  columns: {}", "m.yaml:3: [0].columns: ", "deal_id is missing"),
        ("- from: a\n  to: people.csv\n  keys: nam\n  columns: {name: x}", "m.yaml:3: [0].keys: ", "id or name"),
        ("- from: a\n  to: people.csv\n  columns: {name: x}", "m.yaml:3: [0].columns: ", "person_id is missing"),
        (
            "- from: a\n  to: deals.csv\n  columns:\n    deal_id: x\n    custmer_id: y",
            "m.yaml:5: [0].columns.custmer_id: ",
            "did you mean customer_id?",
        ),
        (
            "- from: a\n  to: deals.csv\n  columns:\n    deal_id: {sorce: x}",
            "m.yaml:4: [0].columns.deal_id.sorce: ",
            "did you mean source?",
        ),
        (
            "- from: a\n  to: deals.csv\n  columns:\n    deal_id: {source: x, const: y}",
            "m.yaml:4: [0].columns.deal_id: ",
            "either source or const",
        ),
        (
            "- from: a\n  to: deals.csv\n  columns:\n    deal_id: x\n    stage: {source: s, map: {Won: yes}}",
            "m.yaml:5: [0].columns.stage.map.Won: ",
            "put it in quotes",
        ),
        (
            "- from: a\n  to: deals.csv\n  columns:\n    deal_id: x\n    owner_id: {source: s, role: reb}",
            "m.yaml:5: [0].columns.owner_id.role: ",
            "did you mean rep?",
        ),
        ("- ignore: '*.md'", "m.yaml:1: [0].ignore: ", "a list"),
        ("- from: [", "m.yaml:1: ", "not valid YAML"),
    ],
)
def test_a_wrong_mapping_names_line_and_field(text: str, where: str, why: str) -> None:
    with pytest.raises(MappingError) as caught:
        read_mapping("m.yaml", text)
    assert caught.value.say["en"].startswith(where)
    assert why in caught.value.say["en"]
    assert caught.value.say["en"][-1] in ".?"
    assert caught.value.say["en"][-2] not in ".?"
    assert caught.value.say["zh"].startswith("m.yaml:")


def test_a_mapping_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"there is no gone\.yaml"):
        load_mapping(tmp_path / "gone.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"- from: \xff")
    with pytest.raises(MappingError, match="not UTF-8"):
        load_mapping(tmp_path / "latin.yaml")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_example_mappings_can_be_read(path: Path) -> None:
    assert load_mapping(path).entries


def test_constants_and_roles_are_understood() -> None:
    mapping = mapped("- {from: a, to: deals, columns: {deal_id: {const: 7}, owner_id: {source: s, role: manager}}}")
    assert mapping is not None
    (entry,) = mapping.entries
    assert (entry.target, entry.columns["deal_id"].const) == ("deals.csv", "7")
    assert entry.columns["owner_id"].role is Role.MANAGER
