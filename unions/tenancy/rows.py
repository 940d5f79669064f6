"""Rows that belong to one union, and managers that give an error rather than another's row."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from django.db import models

from unions.tenancy import scopes
from unions.tenancy.ids import uuid7

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)
Set = TypeVar("Set")
Got = TypeVar("Got")


class TenantQuerySet(models.QuerySet[Row_co]):
    """A queryset that is bound to one union as soon as it is cloned inside a scope."""

    bound_to: UUID | None = None

    def bind(self) -> None:
        """Narrow this set to the union in scope. Raises NoScope where it is too late for that."""
        scope = scopes.current_or_none()
        if scope is None or self.bound_to is not None:
            return
        if self.query.is_sliced or self.query.combinator:
            raise scopes.NoScope("A slice or a combination was made outside a scope.")
        self.query.add_q(models.Q(union_id=scope.union_id))
        self.bound_to = scope.union_id

    def check_scope(self) -> None:
        """Raise NoScope when unbound, ScopeMismatch when bound to a union not in scope."""
        if scopes.in_platform_scope():
            return
        scope = scopes.current()
        if self.bound_to is None:
            raise scopes.NoScope(f"{self.model.__name__} was queried outside a scope.")
        if self.bound_to != scope.union_id:
            raise scopes.ScopeMismatch(f"{self.model.__name__} of another union was used.")

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.bound_to = self.bound_to
        clone.bind()
        return clone

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self.check_scope()
        super()._fetch_all()

    def _iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        self.check_scope()
        yield from super()._iterator(*args, **kwargs)  # type: ignore[misc]

    def _combinator_query(self, combinator: str, *others: Any, **kwargs: Any) -> Self:
        for other in (self, *others):
            if isinstance(other, TenantQuerySet):
                other.check_scope()
        return cast("Self", super()._combinator_query(combinator, *others, **kwargs))  # type: ignore[misc]

    def _merge_sanity_check(self, other: models.QuerySet[Any]) -> None:
        self.check_scope()
        if isinstance(other, TenantQuerySet):
            other.check_scope()
        super()._merge_sanity_check(other)  # type: ignore[misc]

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Self:
        """Refuse to become a sub-query outside its scope."""
        self.check_scope()
        return cast("Self", super().resolve_expression(*args, **kwargs))

    def _update(self, values: "Iterable[tuple[models.Field[Any, Any], Any, Any]]") -> int:
        self.check_scope()
        return int(super()._update(values))  # type: ignore[misc]

    def _raw_delete(self, using: str | None) -> int:
        self.check_scope()
        return int(super()._raw_delete(using))

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, inside the scope of this set only."""
        self.check_scope()
        return super().aggregate(*args, **kwargs)

    def count(self) -> int:
        """As Django's, inside the scope of this set only."""
        self.check_scope()
        return super().count()

    def exists(self) -> bool:
        """As Django's, inside the scope of this set only."""
        self.check_scope()
        return super().exists()

    def update(self, **kwargs: Any) -> int:
        """As Django's, inside the scope of this set only."""
        self.check_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's, inside the scope of this set only."""
        self.check_scope()
        return super().delete()

    def explain(self, *, format: str | None = None, **options: Any) -> str:  # noqa: A002 - Django's name
        """As Django's, inside the scope of this set only."""
        self.check_scope()
        return super().explain(format=format, **options)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's; every row must belong to the union in scope."""
        rows = list(objs)
        for row in rows:
            row.check_union()
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        """As Django's; every row must belong to the union in scope."""
        rows = list(objs)
        for row in rows:
            row.check_union()
        return super().bulk_update(rows, *args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> "models.query.RawQuerySet[Row_co]":
        """As Django's, inside a scope only; row-level security does the narrowing."""
        scopes.current()
        return super().raw(*args, **kwargs)


class TenantManager(models.Manager[Row_co]):
    """The one manager of tenant rows; also used for related access, save and refresh."""

    _queryset_class = TenantQuerySet  # what Manager.from_queryset sets

    def get_queryset(self) -> TenantQuerySet[Row_co]:
        """All rows of the union in scope; an unbound set outside one."""
        rows = cast("TenantQuerySet[Row_co]", super().get_queryset())
        rows.bind()
        return rows


def _union(*, db_constraint: bool) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "unions.Union",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        db_index=False,
        db_constraint=db_constraint,
    )


def implied_union() -> "models.ForeignKey[Any, Any]":
    """The union of a row that is written very often: a key of it within the union, which may not be
    empty, leads to a row whose union is kept, so that the database need not ask once more."""
    return _union(db_constraint=False)


class TenantModel(models.Model):
    """A row of one union: UUIDv7 key, union, moment of creation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = _union(db_constraint=True)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's; refuses a row of another union before the database has to."""
        self.check_union()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As Django's; refuses a row of another union before the database has to."""
        self.check_union()
        return super().delete(*args, **kwargs)

    def check_union(self) -> None:
        """Give a new row the union in scope. Raises NoScope, and ScopeMismatch for another's."""
        if cast("UUID | None", self.union_id) is None:
            self.union_id = scopes.current_union_id()
        if scopes.in_platform_scope():
            return
        if self.union_id != scopes.current_union_id():
            raise scopes.ScopeMismatch(f"{type(self).__name__} of another union was written.")


class TenantKey(models.ForeignKey[Set, Got]):
    """A reference within one union; the composite key is written by ProtectTenantTable."""

    def __init__(
        self,
        to: type[models.Model] | str,
        on_delete: Callable[..., None] = models.PROTECT,
        **kwargs: Any,
    ) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete, **kwargs)
