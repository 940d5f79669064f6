"""Puts the walls around payments, set-asides and pledges."""

from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("commonpurse", "0003_promise_and_pay")]
    operations = [
        ProtectTenantTable("Payment", grants="SELECT, INSERT, UPDATE"),
        ProtectTenantTable("SetAside", grants="SELECT, INSERT, UPDATE"),
        ProtectTenantTable("Pledge", grants="SELECT, INSERT, UPDATE"),
    ]
