"""Puts the walls around the first tables: policies, grants, composite keys."""

from django.conf import settings
from django.db import migrations

from unions.tenancy.instance_tables import DIRECTORY, FRAMEWORK
from unions.tenancy.operations import UNION_IN_SCOPE, GrantInstanceTable, ProtectTenantTable

APP, PLATFORM = settings.APP_ROLE, settings.PLATFORM_ROLE
USER_IN_SCOPE = "user_id = nullif(current_setting('app.user_id', true), '')::uuid"
READ_ONLY = {"django_migrations", "auth_permission", "auth_group", "auth_group_permissions"}

SCHEMA = f"""
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO "{APP}", "{PLATFORM}";
DO $$ BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO "{APP}", "{PLATFORM}"', current_database());
END $$;
"""

# Two doors: one's own rows by user, all rows of the union in scope.
POLICIES = f"""
ALTER TABLE "{DIRECTORY}" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "{DIRECTORY}" FOR SELECT TO "{APP}" USING ({USER_IN_SCOPE});
CREATE POLICY tenant ON "{DIRECTORY}" FOR ALL TO "{APP}"
  USING ({UNION_IN_SCOPE}) WITH CHECK ({UNION_IN_SCOPE});
GRANT SELECT, INSERT, UPDATE, DELETE ON "{DIRECTORY}" TO "{APP}";
"""

GRANTS = (
    "".join(
        f"GRANT {'SELECT' if table in READ_ONLY else 'SELECT, INSERT, UPDATE, DELETE'} "
        f'ON "{table}" TO "{APP}";\n'
        for table in sorted(FRAMEWORK)
    )
    + f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{APP}";'
)


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [
        ("unions", "0001_found_unions"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(SCHEMA, migrations.RunSQL.noop),
        ProtectTenantTable("Person"),
        ProtectTenantTable("Membership"),
        ProtectTenantTable("Guardianship"),
        ProtectTenantTable("Invitation"),
        ProtectTenantTable("RoleTerm"),
        ProtectTenantTable("UnionPolicy", grants="SELECT, INSERT"),
        ProtectTenantTable("AuditEvent", grants="SELECT, INSERT"),
        GrantInstanceTable("User"),
        GrantInstanceTable("ApiToken"),
        GrantInstanceTable("Region"),
        GrantInstanceTable("Union"),
        migrations.RunSQL(POLICIES, migrations.RunSQL.noop),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
