-- Seals: what stands in the books can be shown to be what was posted.

-- Where the database lives is known by its cluster: a dump that is restored into another one
-- begins a new epoch, so that what is posted there comes after all that was posted before.
CREATE FUNCTION ledger_mark_epoch() RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO commonpurse_epoch (number, system_identifier)
    SELECT coalesce(max(e.number), 0) + 1, c.system_identifier
      FROM pg_control_system() c LEFT JOIN commonpurse_epoch e ON true
     GROUP BY c.system_identifier
    HAVING (SELECT n.system_identifier FROM commonpurse_epoch n ORDER BY n.number DESC LIMIT 1)
             IS DISTINCT FROM c.system_identifier
$$;
SELECT ledger_mark_epoch();

CREATE FUNCTION ledger_epoch() RETURNS smallint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(max(number), 1)::smallint FROM commonpurse_epoch
$$;
ALTER TABLE commonpurse_journalentry ALTER COLUMN epoch SET DEFAULT ledger_epoch();

-- The bytes that an entry is hashed from: a JSON array without spaces. Ids, codes and days are
-- plain ASCII; the key alone may hold other signs and is written as JSON writes text.
-- docs/guides/books.md has the same in words, seals/rules/leaves.py in Python.
CREATE FUNCTION ledger_leaf(p_entry commonpurse_journalentry) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sha256(convert_to(
    '["onecloak-books-entry-1","' || p_entry.id || '",' || to_json(p_entry.key)
    || ',"' || p_entry.kind || '","' || p_entry.memo_code || '",['
    || coalesce((SELECT string_agg('[' || to_json(n.key) || ',' || n.value || ']', ','
                                   ORDER BY n.key COLLATE "C")
                   FROM jsonb_each(p_entry.memo_numbers) n), '')
    || '],' || coalesce(to_json(p_entry.source_kind)::text, 'null')
    || ',' || coalesce(to_json(p_entry.source_id)::text, 'null')
    || ',' || to_json(p_entry.effective_on)
    || ',"' || to_char(p_entry.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","' || p_entry.posted_by_id || '",' || coalesce(to_json(p_entry.reverses_id)::text, 'null')
    || ',' || p_entry.epoch || ',' || p_entry.transaction_id
    || ',"' || encode(p_entry.request_hash, 'hex') || '",['
    || (SELECT coalesce(string_agg(
          '["' || p.account_id || '","' || p.unit_id || '",' || p.amount || ',' || p.account_seq
          || ',' || p.balance_after || ',' || to_json(p.effective_on) || ']',
          ',' ORDER BY p.account_id), '')
          FROM commonpurse_posting p WHERE p.union_id = p_entry.union_id AND p.entry_id = p_entry.id)
    || ']]', 'UTF8'))
$$;

-- Seals the next block of at most p_rows entries; answers with its number, or nothing when all
-- that can be sealed is sealed. Only what was committed before the oldest transaction that still
-- runs is taken: nothing can appear behind it later, and no sealed row is ever touched.
CREATE FUNCTION ledger_seal(p_union uuid, p_rows integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  v_last commonpurse_seal;
  v_ids uuid[];
  v_leaves bytea;
  v_end commonpurse_journalentry;
  v_root bytea;
  v_block bigint;
BEGIN
  IF (p_union = nullif(current_setting('app.union_id', true), '')::uuid) IS NOT TRUE THEN
    RAISE EXCEPTION 'the books of another union are not open here' USING ERRCODE = 'OCL01';
  END IF;
  IF p_rows NOT BETWEEN 1 AND 10000 THEN
    RAISE EXCEPTION 'a block has 1 to 10000 entries' USING ERRCODE = 'OCL05';
  END IF;
  SELECT * INTO v_last FROM commonpurse_seal s
   WHERE s.union_id = p_union ORDER BY s.block DESC LIMIT 1;
  WITH next AS (
    SELECT e FROM commonpurse_journalentry e
     WHERE e.union_id = p_union
       AND (v_last.block IS NULL OR (e.epoch, e.transaction_id, e.id)
            > (v_last.last_epoch, v_last.last_transaction_id, v_last.last_entry_id))
       AND (e.epoch < ledger_epoch()
            OR e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
     ORDER BY e.epoch, e.transaction_id, e.id LIMIT p_rows
  )
  SELECT array_agg((e).id ORDER BY (e).epoch, (e).transaction_id, (e).id),
         string_agg(ledger_leaf(e), NULL ORDER BY (e).epoch, (e).transaction_id, (e).id)
    INTO v_ids, v_leaves FROM next;
  IF v_ids IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO v_end FROM commonpurse_journalentry e
   WHERE e.union_id = p_union AND e.id = v_ids[cardinality(v_ids)];
  v_root := sha256(v_leaves);
  v_block := coalesce(v_last.block, 0) + 1;
  v_last.hash := coalesce(v_last.hash, decode(repeat('00', 32), 'hex'));
  INSERT INTO commonpurse_seal (
      union_id, block, rows, entry_ids, leaves, root, previous, hash,
      last_epoch, last_transaction_id, last_entry_id)
    VALUES (p_union, v_block, cardinality(v_ids), v_ids, v_leaves, v_root, v_last.hash,
      sha256(convert_to('["onecloak-books-seal-1","' || p_union || '",' || v_block || ','
        || cardinality(v_ids) || ',"' || encode(v_root, 'hex') || '","'
        || encode(v_last.hash, 'hex') || '"]', 'UTF8')),
      v_end.epoch, v_end.transaction_id, v_end.id)
    ON CONFLICT DO NOTHING;
  -- Somebody else sealed this block meanwhile: it stands, and theirs is the same.
  RETURN CASE WHEN FOUND THEN v_block END;
END $$;

-- Notes that somebody outside holds a head of this chain.
CREATE FUNCTION ledger_keep_anchor(p_union uuid, p_anchor uuid, p_block bigint, p_holder text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF (p_union = nullif(current_setting('app.union_id', true), '')::uuid) IS NOT TRUE THEN
    RAISE EXCEPTION 'the books of another union are not open here' USING ERRCODE = 'OCL01';
  END IF;
  INSERT INTO commonpurse_anchor (id, union_id, block, hash, holder)
    SELECT p_anchor, p_union, s.block, s.hash, p_holder FROM commonpurse_seal s
     WHERE s.union_id = p_union AND s.block = p_block
    ON CONFLICT (union_id, holder, block) DO NOTHING;
  RETURN FOUND;
END $$;

CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE ON commonpurse_seal
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_seal
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE ON commonpurse_anchor
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_anchor
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE ON commonpurse_epoch
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();

REVOKE ALL ON FUNCTION
  ledger_mark_epoch(),
  ledger_epoch(),
  ledger_leaf(commonpurse_journalentry),
  ledger_seal(uuid, integer),
  ledger_keep_anchor(uuid, uuid, bigint, text)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  ledger_seal(uuid, integer),
  ledger_keep_anchor(uuid, uuid, bigint, text)
TO {app};
