"""What this instance says of its own keys."""

from federation.log.models.key_statement import KeyStatement
from federation.log.refusals import LogNotReady
from federation.protocol import keys


def chain() -> list[str]:
    """All statements, serial 1 first."""
    return list(KeyStatement.objects.order_by("serial").values_list("note", flat=True))


def newest() -> keys.Statement:
    """The statement that holds. Raises LogNotReady."""
    row = KeyStatement.objects.order_by("-serial").first()
    if row is None:
        raise LogNotReady
    return keys.parse(row.note)
