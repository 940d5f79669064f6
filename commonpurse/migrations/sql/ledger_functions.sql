-- The only way to write into the books. The functions run as the owner, past row-level security,
-- so each first compares the union that it is asked for with the one in scope.

CREATE FUNCTION ledger_refuse_other_union(p_union uuid) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF p_union IS DISTINCT FROM nullif(current_setting('app.union_id', true), '')::uuid THEN
    RAISE EXCEPTION 'the books of another union are not open here' USING ERRCODE = 'OCL01';
  END IF;
END $$;

-- Opens an account, or answers with the one that bears this code already; one of another unit or
-- kind is refused.
CREATE FUNCTION ledger_open_account(
  p_union uuid, p_account uuid, p_unit uuid, p_kind text, p_code text, p_name text,
  p_fund uuid, p_floor bigint, p_hot boolean
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off AS $$
DECLARE v_old uuid;
BEGIN
  PERFORM ledger_refuse_other_union(p_union);
  INSERT INTO commonpurse_account (id, union_id, unit_id, kind, code, name, fund_id, created_at)
    VALUES (p_account, p_union, p_unit, p_kind, p_code, p_name, p_fund, now())
    ON CONFLICT (union_id, code) DO NOTHING;
  IF NOT FOUND THEN
    SELECT a.id INTO v_old FROM commonpurse_account a
      WHERE a.union_id = p_union AND a.code = p_code
        AND a.unit_id = p_unit AND a.kind = p_kind AND a.fund_id IS NOT DISTINCT FROM p_fund;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'another account bears this code' USING ERRCODE = 'OCL02';
    END IF;
    RETURN v_old;
  END IF;
  INSERT INTO commonpurse_accountbalance (union_id, account_id, balance, seq, floor, hot)
    VALUES (p_union, p_account, 0, 0, p_floor, p_hot);
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
  UPDATE commonpurse_account SET closed_at = now()
    WHERE union_id = p_union AND id = p_account AND closed_at IS NULL;
END $$;

-- Posts one entry in one round trip. The same key with the same request answers with the entry
-- that stands already (replayed); with another request it is refused. Who asks is not part of
-- the request: two keepers who confirm the same thing at once are one posting.
CREATE FUNCTION ledger_post(
  p_union uuid, p_entry uuid, p_key text, p_kind text, p_memo_code text, p_memo_numbers jsonb,
  p_source_kind text, p_source_id uuid, p_by uuid, p_on date,
  p_accounts uuid[], p_amounts bigint[], p_reverses uuid,
  OUT entry_id uuid, OUT replayed boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  v_lines integer := cardinality(p_accounts);
  v_hash bytea;
  v_old_hash bytea;
  v_old uuid;
  v_written integer;
BEGIN
  PERFORM ledger_refuse_other_union(p_union);
  IF v_lines IS NULL OR v_lines NOT BETWEEN 2 AND 1000
     OR v_lines IS DISTINCT FROM cardinality(p_amounts) THEN
    RAISE EXCEPTION 'an entry has 2 to 1000 lines' USING ERRCODE = 'OCL05';
  END IF;

  SELECT sha256(convert_to(jsonb_build_array(
           p_kind, p_memo_code, p_memo_numbers, p_source_kind, p_source_id, p_on, p_reverses,
           jsonb_agg(jsonb_build_array(l.account_id, l.amount) ORDER BY l.account_id, l.amount)
         )::text, 'UTF8'))
    INTO v_hash FROM unnest(p_accounts, p_amounts) AS l(account_id, amount);

  INSERT INTO commonpurse_journalentry (
      id, union_id, key, request_hash, kind, memo_code, memo_numbers, source_kind, source_id,
      effective_on, posted_by_id, reverses_id)
    VALUES (p_entry, p_union, p_key, v_hash, p_kind, p_memo_code, p_memo_numbers, p_source_kind,
      p_source_id, p_on, p_by, p_reverses)
    ON CONFLICT (union_id, key) DO NOTHING;
  IF NOT FOUND THEN
    SELECT e.id, e.request_hash INTO v_old, v_old_hash FROM commonpurse_journalentry e
      WHERE e.union_id = p_union AND e.key = p_key;
    IF v_old_hash IS DISTINCT FROM v_hash THEN
      RAISE EXCEPTION 'this key was used for something else' USING ERRCODE = 'OCL02';
    END IF;
    ledger_post.entry_id := v_old;
    ledger_post.replayed := true;
    RETURN;
  END IF;

  IF p_reverses IS NOT NULL THEN
    PERFORM ledger_check_reversal(p_union, p_reverses, p_accounts, p_amounts);
  END IF;

  -- One order for everybody, hot accounts last: two postings never wait for each other in a
  -- ring, and the purse's row is held for the shortest time.
  PERFORM 1 FROM commonpurse_accountbalance b
    JOIN commonpurse_account a
      ON a.union_id = b.union_id AND a.id = b.account_id AND a.closed_at IS NULL
    WHERE b.union_id = p_union AND b.account_id = ANY (p_accounts)
    ORDER BY b.hot, b.account_id FOR NO KEY UPDATE OF b;
  GET DIAGNOSTICS v_written = ROW_COUNT;
  IF v_written <> v_lines THEN
    RAISE EXCEPTION 'a line names an account that is unknown, closed or named twice'
      USING ERRCODE = 'OCL04';
  END IF;

  -- Looked at again under the lock: an account closed meanwhile leaves its line out, and an
  -- entry with a line left out does not balance.
  WITH moved AS (
    UPDATE commonpurse_accountbalance b
       SET balance = b.balance + l.amount, seq = b.seq + 1
      FROM unnest(p_accounts, p_amounts) AS l(account_id, amount)
      JOIN commonpurse_account a
        ON a.union_id = p_union AND a.id = l.account_id AND a.closed_at IS NULL
     WHERE b.union_id = p_union AND b.account_id = l.account_id
    RETURNING b.account_id, a.unit_id, l.amount, b.seq, b.balance
  )
  INSERT INTO commonpurse_posting (
      union_id, entry_id, account_id, unit_id, amount, account_seq, balance_after, effective_on)
    SELECT p_union, p_entry, m.account_id, m.unit_id, m.amount, m.seq, m.balance, p_on FROM moved m;
  ledger_post.entry_id := p_entry;
  ledger_post.replayed := false;
END $$;

-- A reversal carries exactly the opposite lines of an entry that is no reversal itself. That an
-- entry is reversed once at most is a unique key.
CREATE FUNCTION ledger_check_reversal(
  p_union uuid, p_reverses uuid, p_accounts uuid[], p_amounts bigint[]
) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM commonpurse_journalentry e
             WHERE e.union_id = p_union AND e.id = p_reverses AND e.reverses_id IS NOT NULL) THEN
    RAISE EXCEPTION 'a reversal is not reversed; post anew' USING ERRCODE = 'OCL07';
  END IF;
  IF EXISTS (
    SELECT account_id, sum(amount) FROM (
      SELECT p.account_id, p.amount FROM commonpurse_posting p
       WHERE p.union_id = p_union AND p.entry_id = p_reverses
      UNION ALL
      SELECT * FROM unnest(p_accounts, p_amounts)
    ) AS twice(account_id, amount) GROUP BY account_id HAVING sum(amount) <> 0
  ) THEN
    RAISE EXCEPTION 'a reversal carries exactly the opposite lines' USING ERRCODE = 'OCL07';
  END IF;
END $$;

REVOKE ALL ON FUNCTION
  ledger_refuse_other_union(uuid),
  ledger_open_account(uuid, uuid, uuid, text, text, text, uuid, bigint, boolean),
  ledger_close_account(uuid, uuid),
  ledger_post(uuid, uuid, text, text, text, jsonb, text, uuid, uuid, date, uuid[], bigint[], uuid),
  ledger_check_reversal(uuid, uuid, uuid[], bigint[])
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  ledger_open_account(uuid, uuid, uuid, text, text, text, uuid, bigint, boolean),
  ledger_close_account(uuid, uuid),
  ledger_post(uuid, uuid, text, text, text, jsonb, text, uuid, uuid, date, uuid[], bigint[], uuid)
TO {app};
