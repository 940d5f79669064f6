DROP FUNCTION ledger_keep_anchor(uuid, uuid, bigint, text);

-- Notes that somebody outside holds a head of this chain: the one that they were told. Taken from
-- the chain instead, it would vouch for a block that was changed before the note.
CREATE FUNCTION ledger_keep_anchor(p_union uuid, p_anchor uuid, p_block bigint, p_hash bytea, p_holder text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (p_union = nullif(current_setting('app.union_id', true), '')::uuid) IS NOT TRUE THEN
    RAISE EXCEPTION 'the books of another union are not open here' USING ERRCODE = 'OCL01';
  END IF;
  INSERT INTO commonpurse_anchor (id, union_id, block, hash, holder)
    VALUES (p_anchor, p_union, p_block, p_hash, p_holder)
    ON CONFLICT (union_id, holder, block) DO NOTHING;
  RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION ledger_keep_anchor(uuid, uuid, bigint, bytea, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_keep_anchor(uuid, uuid, bigint, bytea, text) TO {app};
