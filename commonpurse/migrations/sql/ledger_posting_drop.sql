ALTER TABLE commonpurse_posting
  ADD CONSTRAINT commonpurse_posting_account_id_same_union FOREIGN KEY (union_id, account_id)
    REFERENCES commonpurse_account (union_id, id) DEFERRABLE INITIALLY IMMEDIATE,
  ADD CONSTRAINT commonpurse_posting_unit_id_same_union FOREIGN KEY (union_id, unit_id)
    REFERENCES commonpurse_unit (union_id, id) DEFERRABLE INITIALLY IMMEDIATE;
DROP TRIGGER ledger_outside ON commonpurse_periodclose;
DROP TRIGGER ledger_outside ON commonpurse_accountmonth;
DROP TRIGGER ledger_keep ON commonpurse_periodclose;
DROP TRIGGER ledger_keep_all ON commonpurse_periodclose;
DROP TRIGGER ledger_keep ON commonpurse_accountmonth;
DROP TRIGGER ledger_keep_what ON commonpurse_accountmonth;
DROP TRIGGER ledger_keep_all ON commonpurse_accountmonth;
ALTER TABLE commonpurse_accountmonth RESET (fillfactor);
DROP FUNCTION ledger_check_entries CASCADE;
DROP FUNCTION ledger_close_period, ledger_post_many, ledger_post, ledger_check_reversal,
  ledger_write_lines, ledger_request_hash, ledger_is_held;
