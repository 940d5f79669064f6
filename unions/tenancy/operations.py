"""Migration operations that put the walls around a table."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from unions.tenancy.rows import TenantKey

UNION_IN_SCOPE = "union_id = nullif(current_setting('app.union_id', true), '')::uuid"
WALL = f"USING ({UNION_IN_SCOPE}) WITH CHECK ({UNION_IN_SCOPE})"
FULL = "SELECT, INSERT, UPDATE, DELETE"
NAME_MAX = 63


def run_sql(migration: str, name: str) -> migrations.RunSQL:
    """Runs `sql/<name>.sql` beside a migration's file, and `sql/<name>_drop.sql` on the way back;
    `{app}` in them is the application's role."""
    folder, role = Path(migration).parent / "sql", f'"{settings.APP_ROLE}"'
    there, back = (
        folder.joinpath(f"{each}.sql").read_text(encoding="utf-8").replace("{app}", role)
        for each in (name, f"{name}_drop")
    )
    return migrations.RunSQL(there, back)


class _TableOperation(Operation):
    """Writes SQL about one table from the model state; changes no state itself."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, grants: str = FULL) -> None:
        self.model_name = model_name
        self.grants = grants

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: the wall is in the database only."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django hands it over by name
        to_state: ProjectState,
    ) -> None:
        """Run the statements."""
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in self.forwards(model):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django hands it over by name
    ) -> None:
        """Take the statements back; dropping the table drops what hangs on it."""
        model = from_state.apps.get_model(app_label, self.model_name)
        for statement in self.backwards(model):
            schema_editor.execute(statement, params=None)

    def forwards(self, model: type[models.Model]) -> list[str]:
        """The statements that build the wall."""
        raise NotImplementedError

    def backwards(self, model: type[models.Model]) -> list[str]:
        """The statements that take it down."""
        raise NotImplementedError

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"{type(self).__name__} {self.model_name}"


class ProtectTenantTable(_TableOperation):
    """Row-level security, policy, grants, UNIQUE (union_id, id) and composite keys of a table."""

    def forwards(self, model: type[models.Model]) -> list[str]:
        """See the class."""
        table = model._meta.db_table
        return [
            *_id_key(model),
            *[_key(table, field) for field in tenant_keys(model)],
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'CREATE POLICY tenant ON "{table}" FOR ALL TO "{settings.APP_ROLE}" {WALL}',
            f'GRANT {self.grants} ON "{table}" TO "{settings.APP_ROLE}"',
        ]

    def backwards(self, model: type[models.Model]) -> list[str]:
        """See the class."""
        table = model._meta.db_table
        return [
            f'REVOKE ALL ON "{table}" FROM "{settings.APP_ROLE}"',
            f'DROP POLICY tenant ON "{table}"',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            *[
                f'ALTER TABLE "{table}" DROP CONSTRAINT "{_key_name(table, field)}"'
                for field in tenant_keys(model)
            ],
            (
                f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{_name(table, "union_id_id")}" '
                "CASCADE"
            ),
        ]


class ProtectTenantKey(_TableOperation):
    """The composite key of one reference that was added to a table later."""

    def __init__(self, model_name: str, field_name: str) -> None:
        super().__init__(model_name)
        self.field_name = field_name

    def forwards(self, model: type[models.Model]) -> list[str]:
        """See the class; validated apart, so that writers wait only for a moment."""
        table, field = model._meta.db_table, self._field(model)
        return [
            f"{_key(table, field)} NOT VALID",
            f'ALTER TABLE "{table}" VALIDATE CONSTRAINT "{_key_name(table, field)}"',
        ]

    def backwards(self, model: type[models.Model]) -> list[str]:
        """See the class."""
        table = model._meta.db_table
        return [f'ALTER TABLE "{table}" DROP CONSTRAINT "{_key_name(table, self._field(model))}"']

    def _field(self, model: type[models.Model]) -> TenantKey[Any, Any]:
        field = model._meta.get_field(self.field_name)
        if not isinstance(field, TenantKey):
            raise TypeError(f"{self.field_name} is not a TenantKey.")
        return field


class GrantInstanceTable(_TableOperation):
    """Grants on a table without union; its name stands in `instance_tables.py`."""

    def forwards(self, model: type[models.Model]) -> list[str]:
        """See the class."""
        return [f'GRANT {self.grants} ON "{model._meta.db_table}" TO "{settings.APP_ROLE}"']

    def backwards(self, model: type[models.Model]) -> list[str]:
        """See the class."""
        return [f'REVOKE ALL ON "{model._meta.db_table}" FROM "{settings.APP_ROLE}"']


def tenant_keys(model: type[models.Model]) -> list[TenantKey[Any, Any]]:
    """The references of a model that stay within one union."""
    return [field for field in model._meta.local_fields if isinstance(field, TenantKey)]


def _id_key(model: type[models.Model]) -> list[str]:
    """UNIQUE (union_id, id); a table of the ledger without `id` has its composite key already."""
    table = model._meta.db_table
    if model._meta.pk.column is None:
        return []
    return [
        (
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{_name(table, "union_id_id")}" '
            "UNIQUE (union_id, id)"
        )
    ]


def _name(table: str, suffix: str) -> str:
    return f"{table[: NAME_MAX - len(suffix) - 1]}_{suffix}"


def _key_name(table: str, field: TenantKey[Any, Any]) -> str:
    return _name(table, f"{field.column}_same_union")


def _key(table: str, field: TenantKey[Any, Any]) -> str:
    target = field.remote_field.model._meta.db_table
    return (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{_key_name(table, field)}" '
        f'FOREIGN KEY (union_id, "{field.column}") REFERENCES "{target}" (union_id, id) '
        "DEFERRABLE INITIALLY IMMEDIATE"
    )
