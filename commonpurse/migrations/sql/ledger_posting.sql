-- The only way to write entries. The functions run as the owner, past row-level security, so each
-- first compares the union that it is asked for with the one in scope.

-- Whether accounts of a kind are what the union holds in its purse; HELD in ledger/rules/accounts.py.
CREATE FUNCTION ledger_is_held(p_kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT p_kind IN ('purse', 'reserve', 'commitment', 'set_aside') $$;

-- What was asked, in 32 bytes: the same request has the same hash, in whatever order its lines
-- came, for they are handed in by account. Who asks is not part of it: two keepers who confirm the
-- same thing at once are one posting. Without a search path of its own, so that it is written into
-- the statements of its callers, who have one.
CREATE FUNCTION ledger_request_hash(
  p_kind text, p_memo_code text, p_memo_numbers jsonb, p_source_kind text, p_source_id uuid,
  p_on date, p_reverses uuid, p_lines jsonb
) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(p_kind, p_memo_code, p_memo_numbers, p_source_kind,
    p_source_id, p_on, p_reverses, p_lines)::text, 'UTF8'))
$$;

-- Posts one entry in one round trip. The same key with the same request answers with the entry
-- that stands already (replayed); with another request it is refused.
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
  v_asked jsonb;
  v_hash bytea;
  v_old_hash bytea;
  v_old uuid;
  v_accounts uuid[];
  v_units uuid[];
  v_amounts bigint[];
  v_held boolean[];
  v_balances bigint[] := '{}';
  v_numbers bigint[] := '{}';
  v_balance bigint;
  v_number bigint;
  v_writes text;
BEGIN
  IF (p_union = nullif(current_setting('app.union_id', true), '')::uuid) IS NOT TRUE THEN
    RAISE EXCEPTION 'the books of another union are not open here' USING ERRCODE = 'OCL01';
  END IF;
  IF v_lines IS NULL OR v_lines NOT BETWEEN 2 AND 1000
     OR v_lines IS DISTINCT FROM cardinality(p_amounts) THEN
    RAISE EXCEPTION 'an entry has 2 to 1000 lines' USING ERRCODE = 'OCL05';
  END IF;

  IF v_lines = 2 AND p_accounts[1] < p_accounts[2] THEN
    v_asked := jsonb_build_array(jsonb_build_array(p_accounts[1], p_amounts[1]),
                                 jsonb_build_array(p_accounts[2], p_amounts[2]));
  ELSIF v_lines = 2 AND p_accounts[1] > p_accounts[2] THEN
    v_asked := jsonb_build_array(jsonb_build_array(p_accounts[2], p_amounts[2]),
                                 jsonb_build_array(p_accounts[1], p_amounts[1]));
  ELSE
    SELECT jsonb_agg(jsonb_build_array(l.account_id, l.amount) ORDER BY l.account_id, l.amount)
      INTO v_asked FROM unnest(p_accounts, p_amounts) AS l(account_id, amount);
  END IF;
  v_hash := ledger_request_hash(p_kind, p_memo_code, p_memo_numbers, p_source_kind, p_source_id,
    p_on, p_reverses, v_asked);
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
  SELECT array_agg(l.account_id ORDER BY b.hot, l.account_id),
         array_agg(l.amount ORDER BY b.hot, l.account_id),
         array_agg(a.unit_id ORDER BY b.hot, l.account_id),
         array_agg(ledger_is_held(a.kind) ORDER BY b.hot, l.account_id)
    INTO v_accounts, v_amounts, v_units, v_held
    FROM unnest(p_accounts, p_amounts) AS l(account_id, amount)
    JOIN commonpurse_accountbalance b ON b.union_id = p_union AND b.account_id = l.account_id
    JOIN commonpurse_account a ON a.union_id = p_union AND a.id = l.account_id;
  IF cardinality(v_accounts) IS DISTINCT FROM v_lines THEN
    RAISE EXCEPTION 'a line names an account that is unknown' USING ERRCODE = 'OCL04';
  END IF;
  v_writes := set_config('ledger.writes', 'yes', true);
  FOR place IN 1 .. v_lines LOOP
    -- An account that was closed before this lock was got takes no more lines.
    UPDATE commonpurse_accountbalance b
       SET balance = b.balance + v_amounts[place], seq = b.seq + 1
     WHERE b.union_id = p_union AND b.account_id = v_accounts[place] AND NOT b.closed
    RETURNING b.balance, b.seq INTO v_balance, v_number;
    IF NOT FOUND OR (place > 1 AND v_accounts[place] = v_accounts[place - 1]) THEN
      RAISE EXCEPTION 'a line names an account that is closed or named twice'
        USING ERRCODE = 'OCL04';
    END IF;
    v_balances := v_balances || v_balance;
    v_numbers := v_numbers || v_number;
  END LOOP;

  IF v_lines > 2 THEN
    PERFORM ledger_write_lines(p_union, array_fill(p_entry, ARRAY[v_lines]),
      array_fill(p_on, ARRAY[v_lines]), v_accounts, v_amounts, v_numbers, v_balances);
  ELSE
    -- The usual pair, written without what many lines need: a line of the purse whose other line
    -- lies outside is what came in or went out.
    INSERT INTO commonpurse_posting (
        union_id, entry_id, account_id, unit_id, amount, account_seq, balance_after, effective_on)
      VALUES
        (p_union, p_entry, v_accounts[1], v_units[1], v_amounts[1], v_numbers[1], v_balances[1], p_on),
        (p_union, p_entry, v_accounts[2], v_units[2], v_amounts[2], v_numbers[2], v_balances[2], p_on);
    INSERT INTO commonpurse_accountmonth AS m
        (union_id, account_id, month, added, taken, came_in, went_out, count)
      SELECT p_union, l.account_id, date_trunc('month', p_on)::date,
             greatest(l.amount, 0), greatest(-l.amount::numeric, 0),
             CASE WHEN l.flows THEN greatest(l.amount, 0) ELSE 0 END,
             CASE WHEN l.flows THEN greatest(-l.amount::numeric, 0) ELSE 0 END, 1
        FROM (VALUES (v_accounts[1], v_amounts[1], v_held[1] AND NOT v_held[2]),
                     (v_accounts[2], v_amounts[2], v_held[2] AND NOT v_held[1]))
             AS l(account_id, amount, flows)
      ON CONFLICT (union_id, account_id, month) DO UPDATE SET
        added = m.added + excluded.added, taken = m.taken + excluded.taken,
        came_in = m.came_in + excluded.came_in, went_out = m.went_out + excluded.went_out,
        count = m.count + excluded.count;
  END IF;
  v_writes := set_config('ledger.writes', '', true);
  ledger_post.entry_id := p_entry;
  ledger_post.replayed := false;
END $$;

-- Writes lines whose numbers and balances are known, and counts them into their months.
CREATE FUNCTION ledger_write_lines(
  p_union uuid, p_entries uuid[], p_days date[], p_accounts uuid[], p_amounts bigint[],
  p_numbers bigint[], p_balances bigint[]
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  WITH line AS MATERIALIZED (
    SELECT l.*, a.unit_id, ledger_is_held(a.kind) AS held
      FROM unnest(p_entries, p_days, p_accounts, p_amounts, p_numbers, p_balances)
           AS l(entry_id, day, account_id, amount, number, balance)
      JOIN commonpurse_account a ON a.union_id = p_union AND a.id = l.account_id
  ), written AS (
    INSERT INTO commonpurse_posting (
        union_id, entry_id, account_id, unit_id, amount, account_seq, balance_after, effective_on)
      SELECT p_union, entry_id, account_id, unit_id, amount, number, balance, day FROM line
  ), net AS (
    SELECT line.*, sum(amount) FILTER (WHERE held) OVER (PARTITION BY entry_id, unit_id) AS net
      FROM line
  ), flow AS (
    -- What an entry brought into the purse or took out of it, at the one account of the purse
    -- that moved most that way.
    SELECT account_id, day, amount, CASE WHEN held AND 1 = row_number() OVER (
             PARTITION BY entry_id, unit_id, held ORDER BY amount * sign(net) DESC, account_id)
           THEN net ELSE 0 END AS net
      FROM net
  )
  INSERT INTO commonpurse_accountmonth AS m
      (union_id, account_id, month, added, taken, came_in, went_out, count)
    SELECT p_union, account_id, date_trunc('month', day)::date,
           sum(greatest(amount, 0)), sum(greatest(-amount::numeric, 0)),
           sum(greatest(net, 0)), sum(greatest(-net, 0)), count(*)
      FROM flow GROUP BY account_id, date_trunc('month', day)
    ON CONFLICT (union_id, account_id, month) DO UPDATE SET
      added = m.added + excluded.added, taken = m.taken + excluded.taken,
      came_in = m.came_in + excluded.came_in, went_out = m.went_out + excluded.went_out,
      count = m.count + excluded.count;
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

-- Posts many entries in one round trip, all of them or none, in the order in which they are
-- handed in; each repeat answers as it does alone. The lines of all entries stand one after
-- another in p_accounts and p_amounts; p_places says for each which entry it belongs to (1 …).
CREATE FUNCTION ledger_post_many(
  p_union uuid, p_by uuid, p_entries uuid[], p_keys text[], p_kinds text[], p_memo_codes text[],
  p_memo_numbers jsonb[], p_source_kinds text[], p_source_ids uuid[], p_days date[],
  p_reverses uuid[], p_places integer[], p_accounts uuid[], p_amounts bigint[]
) RETURNS TABLE (place integer, entry_id uuid, replayed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  v_asked integer := cardinality(p_entries);
  v_epoch smallint := ledger_epoch();
  v_line_lists jsonb[];
  v_hashes bytea[];
  v_fresh boolean[];
  v_same boolean;
  v_lines integer;
  v_sunk boolean;
  v_entries uuid[];
  v_days date[];
  v_accounts uuid[];
  v_amounts bigint[];
  v_numbers bigint[];
  v_balances bigint[];
BEGIN
  IF (p_union = nullif(current_setting('app.union_id', true), '')::uuid) IS NOT TRUE THEN
    RAISE EXCEPTION 'the books of another union are not open here' USING ERRCODE = 'OCL01';
  END IF;
  IF v_asked IS NULL OR v_asked NOT BETWEEN 1 AND 5000
     OR cardinality(p_places) NOT BETWEEN 2 AND 20000
     OR cardinality(p_places) IS DISTINCT FROM cardinality(p_accounts)
     OR cardinality(p_places) IS DISTINCT FROM cardinality(p_amounts)
     OR array_position(p_places, NULL) IS NOT NULL
     OR (SELECT min(l.place) < 1 OR max(l.place) > v_asked FROM unnest(p_places) AS l(place)) THEN
    RAISE EXCEPTION 'an entry has 2 to 1000 lines' USING ERRCODE = 'OCL05';
  END IF;

  SELECT array_agg(l.lines ORDER BY l.place), count(*) INTO v_line_lists, v_lines FROM (
    SELECT place, jsonb_agg(jsonb_build_array(account_id, amount) ORDER BY account_id, amount)
      FROM unnest(p_places, p_accounts, p_amounts) AS line(place, account_id, amount)
     GROUP BY place HAVING count(*) BETWEEN 2 AND 1000) AS l(place, lines);
  IF v_lines <> v_asked THEN
    RAISE EXCEPTION 'an entry has 2 to 1000 lines' USING ERRCODE = 'OCL05';
  END IF;

  SELECT array_agg(ledger_request_hash(e.kind, e.memo_code, e.memo_numbers, e.source_kind,
           e.source_id, e.day, e.reverses, e.lines) ORDER BY e.place)
    INTO v_hashes
    FROM unnest(p_kinds, p_memo_codes, p_memo_numbers, p_source_kinds, p_source_ids, p_days,
                p_reverses, v_line_lists) WITH ORDINALITY
         AS e(kind, memo_code, memo_numbers, source_kind, source_id, day, reverses, lines, place);

  -- In the order of their keys: two batches that share keys never wait for each other in a ring.
  INSERT INTO commonpurse_journalentry (
      id, union_id, key, request_hash, kind, memo_code, memo_numbers, source_kind, source_id,
      effective_on, posted_by_id, reverses_id, epoch)
    SELECT e.id, p_union, e.key, e.hash, e.kind, e.memo_code, e.memo_numbers, e.source_kind,
           e.source_id, e.day, p_by, e.reverses, v_epoch
      FROM unnest(p_entries, p_keys, v_hashes, p_kinds, p_memo_codes, p_memo_numbers,
                  p_source_kinds, p_source_ids, p_days, p_reverses) WITH ORDINALITY
           AS e(id, key, hash, kind, memo_code, memo_numbers, source_kind, source_id, day, reverses,
                place)
     ORDER BY e.key, e.place
    ON CONFLICT (union_id, key) DO NOTHING;
  SELECT array_agg(e.id = a.id ORDER BY a.place), bool_and(e.request_hash = a.hash)
    INTO v_fresh, v_same
    FROM unnest(p_entries, p_keys, v_hashes) WITH ORDINALITY AS a(id, key, hash, place)
    JOIN commonpurse_journalentry e ON e.union_id = p_union AND e.key = a.key;
  IF NOT v_same THEN
    RAISE EXCEPTION 'a key was used for something else' USING ERRCODE = 'OCL02';
  END IF;

  -- One order for everybody, hot accounts last, as in ledger_post.
  PERFORM 1 FROM commonpurse_accountbalance b
    WHERE b.union_id = p_union AND b.account_id = ANY (ARRAY(
      SELECT DISTINCT l.account_id FROM unnest(p_places, p_accounts) AS l(place, account_id)
       WHERE v_fresh[l.place]))
    ORDER BY b.hot, b.account_id FOR NO KEY UPDATE;

  WITH run AS (
    SELECT l.*, b.floor, b.seq + row_number() OVER w AS number,
           (b.balance + sum(l.amount) OVER w)::bigint AS balance
      FROM unnest(p_places, p_accounts, p_amounts) AS l(place, account_id, amount)
      JOIN commonpurse_accountbalance b ON b.union_id = p_union AND b.account_id = l.account_id
     WHERE v_fresh[l.place] AND NOT b.closed
    WINDOW w AS (PARTITION BY l.account_id ORDER BY l.place)
  )
  SELECT coalesce(bool_or(balance < floor), false), array_agg(p_entries[place]),
         array_agg(p_days[place]), array_agg(account_id), array_agg(amount), array_agg(number),
         array_agg(balance)
    INTO v_sunk, v_entries, v_days, v_accounts, v_amounts, v_numbers, v_balances FROM run;
  SELECT count(*) INTO v_lines FROM unnest(p_places) AS l(place) WHERE v_fresh[l.place];
  IF v_lines > 0 THEN
    IF cardinality(v_accounts) IS DISTINCT FROM v_lines THEN
      RAISE EXCEPTION 'a line names an account that is unknown or closed' USING ERRCODE = 'OCL04';
    END IF;
    IF v_sunk THEN
      -- Also on the way: an entry never spends what a later one of its batch brings.
      RAISE EXCEPTION 'an account would fall below its floor'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'account_balance_not_below_floor';
    END IF;
    PERFORM set_config('ledger.writes', 'yes', true);
    UPDATE commonpurse_accountbalance b SET balance = last.balance, seq = last.number
      FROM (SELECT DISTINCT ON (r.account_id) r.account_id, r.number, r.balance
              FROM unnest(v_accounts, v_numbers, v_balances) AS r(account_id, number, balance)
             ORDER BY r.account_id, r.number DESC) AS last
     WHERE b.union_id = p_union AND b.account_id = last.account_id;
    PERFORM ledger_write_lines(
      p_union, v_entries, v_days, v_accounts, v_amounts, v_numbers, v_balances);
    PERFORM set_config('ledger.writes', '', true);
    -- After the lines are there: a batch may take back an entry of its own.
    PERFORM ledger_check_reversal(p_union, e.reverses,
        ARRAY(SELECT l.account_id FROM unnest(p_places, p_accounts) AS l(place, account_id)
               WHERE l.place = e.place ORDER BY l.account_id),
        ARRAY(SELECT l.amount FROM unnest(p_places, p_accounts, p_amounts)
                     AS l(place, account_id, amount)
               WHERE l.place = e.place ORDER BY l.account_id))
      FROM unnest(p_reverses) WITH ORDINALITY AS e(reverses, place)
     WHERE e.reverses IS NOT NULL AND v_fresh[e.place];
  END IF;
  RETURN QUERY
    SELECT a.place::integer, e.id, NOT v_fresh[a.place]
      FROM unnest(p_keys) WITH ORDINALITY AS a(key, place)
      JOIN commonpurse_journalentry e ON e.union_id = p_union AND e.key = a.key
     ORDER BY a.place;
END $$;

-- Closes a month, and with it every month before, for good. Posting holds the shared lock of the
-- union while it runs, so nothing slips in while a month is being closed.
CREATE FUNCTION ledger_close_period(p_union uuid, p_month date, p_by uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF (p_union = nullif(current_setting('app.union_id', true), '')::uuid) IS NOT TRUE THEN
    RAISE EXCEPTION 'the books of another union are not open here' USING ERRCODE = 'OCL01';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_union::text, 7105));
  IF p_month + interval '1 month' > now() + interval '1 day' THEN
    RAISE EXCEPTION 'a month is closed when it is over' USING ERRCODE = 'OCL08';
  END IF;
  IF EXISTS (SELECT 1 FROM commonpurse_periodclose c
              WHERE c.union_id = p_union AND c.month >= p_month) THEN
    RETURN false;
  END IF;
  PERFORM set_config('ledger.writes', 'yes', true);
  -- The moment at which the lock was got: whatever was posted before it is earlier.
  INSERT INTO commonpurse_periodclose (union_id, month, closed_at, closed_by_id)
    VALUES (p_union, p_month, clock_timestamp(), p_by);
  PERFORM set_config('ledger.writes', '', true);
  RETURN true;
END $$;

-- Whoever writes entries: they belong to this very transaction and to open months. The lock is
-- taken before looking, so that a month which is being closed is seen as closed.
CREATE FUNCTION ledger_check_entries() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE wrong record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(union_id::text, 7105))
    FROM (SELECT DISTINCT union_id FROM written) AS unions;
  SELECT w.id, w.effective_on, w.transaction_id INTO wrong FROM written w
   WHERE w.transaction_id <> pg_current_xact_id()::text::bigint
      OR EXISTS (SELECT 1 FROM commonpurse_periodclose c WHERE c.union_id = w.union_id
                    AND c.month >= date_trunc('month', w.effective_on))
   LIMIT 1;
  IF wrong.transaction_id <> pg_current_xact_id()::text::bigint THEN
    RAISE EXCEPTION 'entry % names another transaction than its own', wrong.id
      USING ERRCODE = 'OCL11';
  ELSIF FOUND THEN
    RAISE EXCEPTION 'the month of % is closed', wrong.effective_on USING ERRCODE = 'OCL09';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entries AFTER INSERT ON commonpurse_journalentry
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_entries();

CREATE TRIGGER ledger_outside BEFORE INSERT ON commonpurse_periodclose
  FOR EACH ROW WHEN (current_setting('ledger.writes', true) IS DISTINCT FROM 'yes')
  EXECUTE FUNCTION ledger_refuse_outside();
CREATE TRIGGER ledger_outside BEFORE INSERT OR UPDATE ON commonpurse_accountmonth
  FOR EACH ROW WHEN (current_setting('ledger.writes', true) IS DISTINCT FROM 'yes')
  EXECUTE FUNCTION ledger_refuse_outside();
CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE ON commonpurse_periodclose
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_periodclose
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep BEFORE DELETE ON commonpurse_accountmonth
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_what BEFORE UPDATE OF union_id, account_id, month ON commonpurse_accountmonth
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_accountmonth
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
ALTER TABLE commonpurse_accountmonth SET (fillfactor = 50);

-- What these two say follows from the key (union, account, unit), which stays: an account has one
-- unit for good. Each would be asked once more per line.
ALTER TABLE commonpurse_posting
  DROP CONSTRAINT commonpurse_posting_account_id_same_union,
  DROP CONSTRAINT commonpurse_posting_unit_id_same_union;

REVOKE ALL ON FUNCTION
  ledger_is_held(text),
  ledger_request_hash(text, text, jsonb, text, uuid, date, uuid, jsonb),
  ledger_post(uuid, uuid, text, text, text, jsonb, text, uuid, uuid, date, uuid[], bigint[], uuid),
  ledger_post_many(uuid, uuid, uuid[], text[], text[], text[], jsonb[], text[], uuid[], date[],
    uuid[], integer[], uuid[], bigint[]),
  ledger_write_lines(uuid, uuid[], date[], uuid[], bigint[], bigint[], bigint[]),
  ledger_check_reversal(uuid, uuid, uuid[], bigint[]),
  ledger_close_period(uuid, date, uuid),
  ledger_check_entries()
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  ledger_post(uuid, uuid, text, text, text, jsonb, text, uuid, uuid, date, uuid[], bigint[], uuid),
  ledger_post_many(uuid, uuid, uuid[], text[], text[], text[], jsonb[], text[], uuid[], date[],
    uuid[], integer[], uuid[], bigint[]),
  ledger_close_period(uuid, date, uuid)
TO {app};
