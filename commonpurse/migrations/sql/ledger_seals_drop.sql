DROP FUNCTION ledger_keep_anchor, ledger_seal;
DROP FUNCTION ledger_leaf(commonpurse_journalentry);
ALTER TABLE commonpurse_journalentry ALTER COLUMN epoch SET DEFAULT 1;
DROP FUNCTION ledger_epoch, ledger_mark_epoch;
DROP TRIGGER ledger_keep ON commonpurse_epoch;
DROP TRIGGER ledger_keep ON commonpurse_anchor;
DROP TRIGGER ledger_keep_all ON commonpurse_anchor;
DROP TRIGGER ledger_keep ON commonpurse_seal;
DROP TRIGGER ledger_keep_all ON commonpurse_seal;
