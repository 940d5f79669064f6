DROP FUNCTION ledger_refuse_change, ledger_refuse_outside, ledger_check_lines, ledger_check_entry CASCADE;
ALTER TABLE commonpurse_posting DROP CONSTRAINT posting_account_same_union_and_unit;
ALTER TABLE commonpurse_journalentry
  ALTER COLUMN transaction_id DROP DEFAULT;
ALTER TABLE commonpurse_accountbalance RESET (fillfactor);
