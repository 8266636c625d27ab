"""chat: the terminal, scripted through stdin."""

from tests.commands.conftest import Console


def test_a_talk_with_a_button_pressed_by_its_number(console: Console, team: str) -> None:
    done = console("chat", "--as", "han.mei", "--db", team, stdin="谁负责北禾\n2\n我的客户\n\n")
    assert (done.code, done.err) == (0, "")
    said = done.out.splitlines()
    assert "你问哪家" in done.out
    assert any(line.startswith("北禾食品由王强负责") for line in said)
    assert "你负责" in done.out


def test_a_typed_name_in_english(console: Console, team: str) -> None:
    done = console("chat", "--as", "emma.thorne", "--db", team, "--lang", "en", stdin="who owns Beihe?\nBeihe Foods\n")
    assert done.code == 0
    assert "Wang Qiang owns Beihe Foods" in done.out


def test_nobody_of_that_name(console: Console, team: str) -> None:
    done = console("chat", "--as", "nobody", "--db", team, "--lang", "en", stdin="hello\n")
    assert done.code == 1
    assert "nobody" in done.err
