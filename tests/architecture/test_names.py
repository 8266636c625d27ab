from importlib.metadata import packages_distributions
from pathlib import PurePath

import pytest

from tests.architecture.names import claimed, empty_names, relative_imports
from tests.architecture.tree import ROOT, product, snippet


def test_every_module_is_called_by_what_it_holds() -> None:
    assert empty_names(PurePath(source.path) for source in product()) == []
    assert empty_names(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py")) == []


@pytest.mark.parametrize("path", ["bot/utils.py", "knowledge/common/model.py", "tests/helpers/clock.py"])
def test_an_empty_name_is_found(path: str) -> None:
    assert empty_names([PurePath(path)]) == [path]


def test_a_name_that_only_contains_such_a_word_is_fine() -> None:
    assert empty_names([PurePath("bot/common_room.py")]) == []


def test_imports_are_absolute() -> None:
    assert relative_imports(product()) == []


@pytest.mark.parametrize("code", ["from . import model", "from .model import Person", "from ..store import unit"])
def test_a_relative_import_is_found(code: str) -> None:
    assert len(relative_imports([snippet(code)])) == 1


def test_no_installed_distribution_claims_our_names() -> None:
    assert claimed(packages_distributions()) == {}


def test_a_claimed_name_is_found() -> None:
    assert claimed({"config": ["config"], "rich": ["rich"]}) == {"config": {"config"}}
    assert claimed({"bot": ["dazi"]}) == {}
