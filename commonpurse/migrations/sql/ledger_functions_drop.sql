DROP FUNCTION ledger_post, ledger_check_reversal, ledger_close_account, ledger_open_account,
  ledger_refuse_other_union;
