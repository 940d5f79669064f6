DROP FUNCTION ledger_keep_anchor(uuid, uuid, bigint, bytea, text);

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

REVOKE ALL ON FUNCTION ledger_keep_anchor(uuid, uuid, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_keep_anchor(uuid, uuid, bigint, text) TO {app};
