"""Settings from a file and the environment, and one clear sentence for whatever is wrong with them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, load_settings, with_database


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("dazi.toml")


def refused(file: Path, text: str, environ: Mapping[str, str] | None = None) -> SettingsError:
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(file, environ or {})
    assert set(caught.value.say) == {"zh", "en"}
    assert caught.value.say["en"] == str(caught.value)
    return caught.value


def loaded(file: Path, text: str, environ: Mapping[str, str] | None = None) -> Settings:
    file.write_text(text, "utf-8")
    return load_settings(None, environ or {})


def test_without_a_file_everything_has_its_default(file: Path) -> None:
    settings = load_settings(None, {"HOME": "/root", "DAZI_SHARED": "/data", "DAZI_WEB__HOST": ""})
    assert settings.database.url == "sqlite:///data/dazi.db"
    assert (settings.web.host, settings.web.port, settings.language) == ("127.0.0.1", 8787, "zh")
    assert settings.zone.key == "Asia/Shanghai"
    assert settings.web.hook_key is None
    assert settings == Settings()
    assert not file.exists()


def test_the_file_in_the_working_directory_is_taken_and_the_environment_wins(file: Path) -> None:
    settings = loaded(file, 'team_name = "A"\n[web]\nport = 1\nhost = "h"\n', {"DAZI_WEB__PORT": "9000"})
    assert (settings.team_name, settings.web.port, settings.web.host) == ("A", 9000, "h")


def test_the_database_follows_the_data_folder_unless_named(file: Path) -> None:
    assert loaded(file, 'data_dir = "/srv/x"').database.url == "sqlite:////srv/x/dazi.db"
    assert loaded(file, 'database_url = "sqlite:///a.db"').database.url == "sqlite:///a.db"
    assert loaded(file, 'database.url = "sqlite:///a.db"', {"DAZI_DATABASE_URL": "sqlite:///b.db"}).database.url == (
        "sqlite:///b.db"
    )


def test_a_database_password_is_never_shown(file: Path) -> None:
    settings = loaded(file, 'database_url = "postgres://dazi:geheim@db/dazi"')
    assert settings.database.url == "postgresql+psycopg://dazi:geheim@db/dazi"
    assert settings.database.shown == "postgresql+psycopg://dazi@db/dazi"
    assert "geheim" not in repr(settings)
    assert "geheim" not in str(refused(file, 'database_url = "mysql://dazi:geheim@db/dazi"'))


def test_another_database_for_one_command(file: Path) -> None:
    settings = loaded(file, 'team_name = "A"')
    assert with_database(settings, "sqlite:///b.db").database.url == "sqlite:///b.db"
    with pytest.raises(SettingsError, match=r"^--db: database.url must be sqlite:///"):
        with_database(settings, "b.db")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\nlanguag = 'zh'", 'dazi.toml, line 1: unknown key "a"; the nearest valid key is '),
        ("\n[web]\nprot = 5", 'dazi.toml, line 3: unknown key "web.prot"; the nearest valid key is "web.port".'),
        ("prot = 5", 'dazi.toml, line 1: unknown key "prot"; the nearest valid key is "web.port".'),
        ("[wbe]\nport = 5", 'dazi.toml, line 1: unknown key "wbe"; the nearest valid key is "web".'),
        (
            '[[rooms]]\nid = "a"\ntitel = "b"',
            'dazi.toml, line 3: unknown key "rooms[0].titel"; the nearest valid key is',
        ),
        ('[web]\nport = "abc"', 'dazi.toml, line 2: web.port must be a whole number, not "abc".'),
        ("[web]\nport = 70000", "dazi.toml, line 2: web.port must be a number of at most 65535, not 70000."),
        ("web = 5", "dazi.toml, line 1: web must be a section with keys of its own, not 5."),
        ("team_name = 5", "dazi.toml, line 1: team_name must be text in quotes, not 5."),
        ("language = 'fr'", "dazi.toml, line 1: language must be one of 'zh' or 'en', not \"fr\"."),
        ("timezone = 'Mars/X'", "dazi.toml, line 1: timezone must be a time zone such as Asia/Shanghai"),
        ("operator_address = 'x'", "dazi.toml, line 1: operator_address must be messenger:room"),
        ("log.level = 'loud'", "dazi.toml, line 1: log.level must be one of 'debug'"),
        ('[[rooms]]\ntitle = "a"', "dazi.toml, line 1: rooms[0].id is missing."),
        ('rooms = [{id = "a"},\n{id = "b", outsiders = "x"}]', "dazi.toml, line 2: rooms[1].outsiders must be true or"),
        ('[[rooms]]\nid = "a"\n[[rooms]]\nid = "a"', "dazi.toml, line 4: rooms[1].id must be unlike that of every"),
        ("[messengers]\nslack = 5", "dazi.toml, line 2: messengers.slack must be a section"),
        ("x = [1,\n2", "dazi.toml, line 2: this is not valid TOML ("),
        ("x = 1\ny = = 2\n", "dazi.toml, line 2: this is not valid TOML ("),
        ('database_url = "sqlite://"\n[database]\nurl = "sqlite://"', "dazi.toml, line 1: the database is set twice"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(file: Path, text: str, sentence: str) -> None:
    assert str(refused(file, text)).startswith(sentence)


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        (
            {"DAZI_WEB__PROT": "1"},
            "environment variable DAZI_WEB__PROT is not a setting; the nearest valid one is DAZI_WEB__P",
        ),
        (
            {"DAZI_WBE__PORT": "1"},
            "environment variable DAZI_WBE__PORT is not a setting; the nearest valid one is DAZI_WEB__P",
        ),
        ({"DAZI_WEB__PORT": "x"}, 'environment variable DAZI_WEB__PORT: web.port must be a whole number, not "x".'),
        ({"DAZI_WEB": "x", "DAZI_WEB__PORT": "1"}, "environment variable DAZI_WEB: web must be a section"),
        ({"DAZI_ROOMS": "[{"}, "environment variable DAZI_ROOMS: rooms must be a list"),
        ({"DAZI_ROOMS": '[{"id": 5}]'}, "environment variable DAZI_ROOMS: rooms[0].id must be text"),
    ],
)
def test_what_is_wrong_in_the_environment_names_the_variable(
    file: Path, environ: dict[str, str], sentence: str
) -> None:
    assert str(refused(file, '[[rooms]]\nid = "a"\n', environ)).startswith(sentence)


def test_the_chinese_sentence_says_the_same(file: Path) -> None:
    assert (
        refused(file, "[web]\nprot = 5").say["zh"]
        == "dazi.toml 第 2 行：没有“web.prot”这个设置项，最接近的是“web.port”。"
    )
    assert refused(file, "[web]\nport = 'x'").say["zh"] == 'dazi.toml 第 2 行：web.port 应为整数，现在是 "x"。'


def test_files_that_cannot_be_read(file: Path) -> None:
    with pytest.raises(SettingsError, match=r"^the settings file nowhere.toml does not exist\.$"):
        load_settings(Path("nowhere.toml"), {})
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(Path(), {})
    file.write_bytes("team_name = '搭子'".encode("gb18030"))
    with pytest.raises(SettingsError, match="is not UTF-8 text"):
        load_settings(file, {})


def test_a_byte_order_mark_and_windows_lines_are_fine(file: Path) -> None:
    file.write_bytes("\ufeff# x\r\nteam_name = '搭子'\r\n".encode())
    assert load_settings(file, {}).team_name == "搭子"


def test_rooms_from_the_environment_replace_those_of_the_file(file: Path) -> None:
    text = '[[rooms]]\nid = "a"\n[[rooms]]\nid = "b"\n'
    settings = loaded(file, text, {"DAZI_ROOMS": '[{"id": "c", "members": ["lilei"], "outsiders": false}]'})
    assert [(room.id, room.members, room.outsiders) for room in settings.rooms] == [("c", ["lilei"], False)]


def test_a_secret_comes_from_a_file_by_either_way_and_is_never_shown(file: Path) -> None:
    Path("key").write_text("s3cret\n", "utf-8")
    by_file = loaded(file, '[web]\nhook_key_file = "key"')
    by_variable = loaded(file, '[web]\nhook_key = "other"', {"DAZI_WEB__HOOK_KEY_FILE": "key"})
    for settings in (by_file, by_variable):
        assert settings.web.hook_key is not None
        assert settings.web.hook_key.get_secret_value() == "s3cret"
        assert "s3cret" not in repr(settings) + str(settings.model_dump())


def test_a_secret_file_that_is_missing_or_empty_is_named(file: Path) -> None:
    Path("empty").write_text("\n", "utf-8")
    for name in ("nowhere", "empty"):
        sentence = str(refused(file, f'[web]\nhook_key_file = "{name}"'))
        assert sentence == (
            f'dazi.toml, line 2: web.hook_key_file names the secret file "{name}", which cannot be read or is empty.'
        )
    both = refused(file, '[web]\nhook_key = "a"\nhook_key_file = "b"')
    assert str(both) == "dazi.toml, line 3: web.hook_key_file and hook_key are both set; keep one of them."


def test_a_wrong_secret_is_not_repeated(file: Path) -> None:
    assert str(refused(file, "[web]\nhook_key = 5555")) == "dazi.toml, line 2: web.hook_key must be text in quotes."


def test_the_example_shows_the_defaults() -> None:
    example = Path(__file__).resolve().parents[3] / "dazi.example.toml"
    assert load_settings(example, {}).model_dump() == Settings().model_dump()
