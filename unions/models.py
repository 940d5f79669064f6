"""Imports every noun of this app; read by Django and the admin only."""

from unions.circles.models.role_term import RoleTerm
from unions.courier.models.announcement import Announcement
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.pulse import Pulse
from unions.courier.models.receipt import Receipt
from unions.founding.models.audit_event import AuditEvent
from unions.founding.models.region import Region
from unions.founding.models.union import Union
from unions.founding.models.union_policy import UnionPolicy
from unions.people.models.api_token import ApiToken
from unions.people.models.directory import Directory
from unions.people.models.guardianship import Guardianship
from unions.people.models.invitation import Invitation
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.people.models.user import User

__all__ = [
    "Announcement",
    "ApiToken",
    "AuditEvent",
    "Directory",
    "Guardianship",
    "Invitation",
    "JobSlot",
    "Membership",
    "Person",
    "Pulse",
    "Receipt",
    "Region",
    "RoleTerm",
    "Union",
    "UnionPolicy",
    "User",
]
