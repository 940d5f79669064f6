"""Puts the walls around the intake."""

from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("commonpurse", "0012_take_in_money")]
    operations = [ProtectTenantTable("IncomingPayment", grants="SELECT, INSERT, UPDATE")]
