-- The only way to write into the books. The functions run as the owner, past row-level security,
-- so each first compares the union that it is asked for with the one in scope.

CREATE FUNCTION ledger_refuse_other_union(p_union uuid) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (p_union = nullif(current_setting('app.union_id', true), '')::uuid) IS NOT TRUE THEN
    RAISE EXCEPTION 'the books of another union are not open here' USING ERRCODE = 'OCL01';
  END IF;
END $$;

-- Opens an account, or answers with the open one that bears this code already; one of another
-- unit, kind or fund is refused.
CREATE FUNCTION ledger_open_account(
  p_union uuid, p_account uuid, p_unit uuid, p_kind text, p_code text, p_name text,
  p_fund uuid, p_floor bigint, p_hot boolean
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  v_old uuid;
  v_closed timestamptz;
BEGIN
  PERFORM ledger_refuse_other_union(p_union), set_config('ledger.writes', 'yes', true);
  INSERT INTO commonpurse_account (id, union_id, unit_id, kind, code, name, fund_id, created_at)
    VALUES (p_account, p_union, p_unit, p_kind, p_code, p_name, p_fund, now())
    ON CONFLICT (union_id, code) DO NOTHING;
  IF NOT FOUND THEN
    SELECT a.id, a.closed_at INTO v_old, v_closed FROM commonpurse_account a
      WHERE a.union_id = p_union AND a.code = p_code
        AND a.unit_id = p_unit AND a.kind = p_kind AND a.fund_id IS NOT DISTINCT FROM p_fund;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'another account bears this code' USING ERRCODE = 'OCL02';
    ELSIF v_closed IS NOT NULL THEN
      RAISE EXCEPTION 'the account of this code is closed' USING ERRCODE = 'OCL04';
    END IF;
    PERFORM set_config('ledger.writes', '', true);
    RETURN v_old;
  END IF;
  INSERT INTO commonpurse_accountbalance (union_id, account_id, balance, seq, floor, hot, closed)
    VALUES (p_union, p_account, 0, 0, p_floor, p_hot, false);
  PERFORM set_config('ledger.writes', '', true);
  RETURN p_account;
END $$;

-- Closes an account whose balance is zero; the lock on its balance makes running posts wait.
CREATE FUNCTION ledger_close_account(p_union uuid, p_account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE v_balance bigint;
BEGIN
  PERFORM ledger_refuse_other_union(p_union);
  SELECT balance INTO v_balance FROM commonpurse_accountbalance
    WHERE union_id = p_union AND account_id = p_account FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such account' USING ERRCODE = 'OCL04';
  END IF;
  IF v_balance <> 0 THEN
    RAISE EXCEPTION 'account holds %; only an empty one can be closed', v_balance
      USING ERRCODE = 'OCL06';
  END IF;
  PERFORM set_config('ledger.writes', 'yes', true);
  UPDATE commonpurse_accountbalance SET closed = true
    WHERE union_id = p_union AND account_id = p_account;
  UPDATE commonpurse_account SET closed_at = now()
    WHERE union_id = p_union AND id = p_account AND closed_at IS NULL;
  PERFORM set_config('ledger.writes', '', true);
END $$;

REVOKE ALL ON FUNCTION
  ledger_refuse_other_union(uuid),
  ledger_open_account(uuid, uuid, uuid, text, text, text, uuid, bigint, boolean),
  ledger_close_account(uuid, uuid)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  ledger_open_account(uuid, uuid, uuid, text, text, text, uuid, bigint, boolean),
  ledger_close_account(uuid, uuid)
TO {app};
