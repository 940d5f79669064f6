"""Puts the walls around things and bookings; neither is ever deleted."""

from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("provisioning", "0005_share_goods")]
    operations = [
        ProtectTenantTable("SharedGood", grants="SELECT, INSERT, UPDATE"),
        ProtectTenantTable("Booking", grants="SELECT, INSERT, UPDATE"),
    ]
