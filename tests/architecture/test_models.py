"""Tables: one noun a file, keys that point down, union by union or listed, states known twice."""

import re

import pytest
from django.apps import apps
from django.db import models

from tests.architecture import house
from unions.tenancy.instance_tables import DIRECTORY, INSTANCE_TABLES
from unions.tenancy.rows import TenantModel

MODELS = [model for app in house.APPS for model in apps.get_app_config(app).get_models()]
MOMENT = ("_at", "_since", "_until")
UNION = "unions.founding.models.union"


def _subject(model: type[models.Model]) -> str:
    return ".".join(model.__module__.split(".")[:2])


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_file_is_named_for_its_noun(model: type[models.Model]) -> None:
    app, subject, layer, file = model.__module__.split(".")
    assert (f"{app}.{subject}" in house.subjects(), layer) == (True, "models")
    assert file == _snake(model.__name__)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_keys_point_down(model: type[models.Model]) -> None:
    mine = house.height()[_subject(model)]
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey) or field.model is not model:
            continue
        target = field.related_model
        assert isinstance(target, type)
        if target.__module__ == UNION or not target.__module__.startswith(house.APPS):
            continue
        assert house.height()[_subject(target)] <= mine, f"{field} points up"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_belongs_to_a_union_or_is_listed(model: type[models.Model]) -> None:
    listed = model._meta.db_table in {*INSTANCE_TABLES, DIRECTORY}
    assert issubclass(model, TenantModel) is not listed


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_moments_days_and_amounts_bear_their_names(model: type[models.Model]) -> None:
    for field in model._meta.local_fields:
        assert not isinstance(field, models.FloatField | models.DecimalField), field
        if isinstance(field, models.DateTimeField):
            assert field.name.endswith(MOMENT) or field.name == "last_login", field
        elif isinstance(field, models.DateField):
            # A month is kept as its first day and called by its name.
            assert field.name.endswith("_on") or field.name == "month", field
    assert not model._meta.ordering, "Say the order where the rows are read."


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_states_are_known_to_the_database(model: type[models.Model]) -> None:
    """The words of a model's `State` and `Kind` stand in a check constraint, one for one."""
    made_up = [
        {str(word) for word in inner.values}
        for inner in (vars(model).get("State"), vars(model).get("Kind"))
        if isinstance(inner, type) and issubclass(inner, models.Choices)
    ]
    checked = _checked(model)
    for field in model._meta.local_fields:
        words = {str(value) for value, _ in field.flatchoices}
        if words in made_up:
            assert checked.get(field.name) == words, f"{field}: {checked.get(field.name)}"


@pytest.mark.parametrize(
    "model", [m for m in MODELS if hasattr(m, "MOVES")], ids=lambda model: model._meta.label
)
def test_moves_name_every_state(model: type[models.Model]) -> None:
    """The table of states, the field's words and the database's constraint are one list."""
    (state,) = [field for field in model._meta.local_fields if field.name == "state"]
    choices = {str(value) for value, _ in state.flatchoices}
    moves = vars(model)["MOVES"]
    assert choices == set(moves) | {to for targets in moves.values() for to in targets}
    assert _checked(model).get("state") == choices


def test_contributions_never_point_at_the_books() -> None:
    """Hours and goods have no price, so nothing in provisioning holds a key into the journal."""
    for model in apps.get_app_config("provisioning").get_models():
        for field in model._meta.local_fields:
            target = field.related_model
            if isinstance(target, type):
                assert not target.__module__.startswith("commonpurse.ledger"), field


def test_models_py_names_every_noun() -> None:
    for app in house.APPS:
        names = house.imported_names(house.read(house.ROOT / app / "models.py").tree)
        nouns = {model.__module__ for model in apps.get_app_config(app).get_models()}
        written = {m.name for m in house.modules() if m.app == app and _keeps_rows(m)}
        assert {full.rsplit(".", 1)[0] for full in names.values()} == nouns == written


def _keeps_rows(module: house.Module) -> bool:
    named = module.layer == "models" and not module.name.endswith(".models")
    return named and "abstract = True" not in module.path.read_text(encoding="utf-8")


def _checked(model: type[models.Model]) -> dict[str, set[str]]:
    """The words that check constraints name, by field."""
    checked: dict[str, set[str]] = {}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            for lookup, value in _leaves(constraint.condition):
                words = value if isinstance(value, list | tuple | set) else [value]
                checked.setdefault(lookup.removesuffix("__in"), set()).update(map(str, words))
    return checked


def _leaves(condition: object) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for child in getattr(condition, "children", ()):
        found += [child] if isinstance(child, tuple) else _leaves(child)
    return found
