"""What was only said to be paid or received is undone; a payment may draw on a fund."""

import django.db.models.deletion
from django.db import migrations, models

import commonpurse.ledger.rules.ways
import commonpurse.pledges.rules.receipts
import commonpurse.spending.rules.approvals
import unions.tenancy.rows
from unions.tenancy.operations import ProtectTenantKey


class Migration(migrations.Migration):
    dependencies = [
        ("commonpurse", "0014_journal_entry_find_by_kind"),
        ("unions", "0004_protect_work"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_approved_by_enough",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_paid_is_posted",
        ),
        migrations.RemoveConstraint(
            model_name="pledge",
            name="pledge_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="pledge",
            name="pledge_received_is_posted",
        ),
        migrations.AddField(
            model_name="payment",
            name="fund",
            field=unions.tenancy.rows.TenantKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commonpurse.fund",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="reversal",
            field=unions.tenancy.rows.TenantKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commonpurse.journalentry",
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="reversal",
            field=unions.tenancy.rows.TenantKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commonpurse.journalentry",
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="state",
            field=models.CharField(
                choices=[
                    ("requested", "requested"),
                    ("approved_once", "approved_once"),
                    ("approved", "approved"),
                    ("paid", "paid"),
                    ("refused", "refused"),
                    ("undone", "undone"),
                ],
                default=commonpurse.spending.rules.approvals.PaymentState["REQUESTED"],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="pledge",
            name="state",
            field=models.CharField(
                choices=[
                    ("promised", "promised"),
                    ("received", "received"),
                    ("withdrawn", "withdrawn"),
                    ("undone", "undone"),
                ],
                default=commonpurse.pledges.rules.receipts.PledgeState["PROMISED"],
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["requested", "approved_once", "approved", "paid", "refused", "undone"],
                    )
                ),
                name="payment_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["requested", "refused"]),
                    models.Q(
                        ("first_by__isnull", False), ("second_by", None), ("state", "approved_once")
                    ),
                    models.Q(
                        models.Q(
                            ("amount_minor__lte", models.F("two_keys_minor")),
                            ("second_by__isnull", False),
                            _connector="OR",
                        ),
                        ("first_by__isnull", False),
                        ("state__in", ["approved", "paid", "undone"]),
                    ),
                    _connector="OR",
                ),
                name="payment_approved_by_enough",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entry__isnull", False),
                        ("paid_on__isnull", False),
                        ("state__in", ["paid", "undone"]),
                        ("way__in", commonpurse.ledger.rules.ways.Way),
                    ),
                    models.Q(
                        models.Q(("state__in", ["paid", "undone"]), _negated=True), ("entry", None)
                    ),
                    _connector="OR",
                ),
                name="payment_paid_is_posted",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reversal__isnull", False), ("state", "undone")),
                    models.Q(models.Q(("state", "undone"), _negated=True), ("reversal", None)),
                    _connector="OR",
                ),
                name="payment_undone_is_reversed",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["promised", "received", "withdrawn", "undone"])),
                name="pledge_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entry__isnull", False),
                        ("received_by__isnull", False),
                        ("received_on__isnull", False),
                        ("state__in", ["received", "undone"]),
                        ("way__in", commonpurse.ledger.rules.ways.Way),
                    ),
                    models.Q(
                        models.Q(("state__in", ["received", "undone"]), _negated=True),
                        ("entry", None),
                    ),
                    _connector="OR",
                ),
                name="pledge_received_is_posted",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reversal__isnull", False), ("state", "undone")),
                    models.Q(models.Q(("state", "undone"), _negated=True), ("reversal", None)),
                    _connector="OR",
                ),
                name="pledge_undone_is_reversed",
            ),
        ),
        ProtectTenantKey("Payment", "fund"),
        ProtectTenantKey("Payment", "reversal"),
        ProtectTenantKey("Pledge", "reversal"),
    ]
