-- The database refuses wrong books by itself, whoever asks.
-- Error codes OCL.. are translated to refusals in ledger/actions/journal_entries.py.

ALTER TABLE commonpurse_accountbalance SET (fillfactor = 50);

-- Another union's account, or an account of another unit, cannot be named by a line.
ALTER TABLE commonpurse_posting
  ADD CONSTRAINT posting_account_same_union_and_unit
  FOREIGN KEY (union_id, account_id, unit_id)
  REFERENCES commonpurse_account (union_id, id, unit_id) DEFERRABLE INITIALLY IMMEDIATE;

-- Which transaction wrote an entry: lines may join it in that transaction only.
ALTER TABLE commonpurse_journalentry
  ALTER COLUMN transaction_id SET DEFAULT (pg_current_xact_id()::text::bigint);

CREATE FUNCTION ledger_refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'what is written in % stays as it is: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'OCL10', HINT = 'Correct an entry by its reversal.';
END $$;

-- The functions say that they write while they do. It keeps nobody out who means to get in, for the
-- owner could drop these triggers as well: it stops a careless statement before it is done.
CREATE FUNCTION ledger_refuse_outside() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'only the functions of the ledger write %: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'OCL13', HINT = 'Post an entry.';
END $$;
CREATE TRIGGER ledger_outside BEFORE INSERT OR UPDATE ON commonpurse_account
  FOR EACH ROW WHEN (current_setting('ledger.writes', true) IS DISTINCT FROM 'yes')
  EXECUTE FUNCTION ledger_refuse_outside();
CREATE TRIGGER ledger_outside BEFORE INSERT OR UPDATE ON commonpurse_accountbalance
  FOR EACH ROW WHEN (current_setting('ledger.writes', true) IS DISTINCT FROM 'yes')
  EXECUTE FUNCTION ledger_refuse_outside();

CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE ON commonpurse_journalentry
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE ON commonpurse_posting
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep BEFORE UPDATE OR DELETE ON commonpurse_unit
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep BEFORE DELETE ON commonpurse_account
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep BEFORE DELETE ON commonpurse_accountbalance
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_what BEFORE UPDATE OF id, union_id, unit_id, kind, fund_id ON commonpurse_account
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_what BEFORE UPDATE OF union_id, account_id, hot ON commonpurse_accountbalance
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();

CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_journalentry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_posting
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_account
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_accountbalance
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_keep_all BEFORE TRUNCATE ON commonpurse_unit
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- Each batch of lines sums to zero per entry and unit, and belongs to entries of this very
-- transaction: a posted entry never grows. A statement trigger also sees COPY.
CREATE FUNCTION ledger_check_lines() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  me bigint := pg_current_xact_id()::text::bigint;
  wrong record;
  found_wrong boolean;
  mixed boolean;
BEGIN
  SELECT bool_or(w.net <> 0 OR e.transaction_id IS DISTINCT FROM me),
         count(*) > count(DISTINCT w.entry_id)
    INTO found_wrong, mixed
    FROM (SELECT union_id, entry_id, unit_id, sum(amount) AS net FROM written
           GROUP BY union_id, entry_id, unit_id) AS w
    LEFT JOIN commonpurse_journalentry e ON e.union_id = w.union_id AND e.id = w.entry_id;
  IF found_wrong THEN
    -- Which one is asked for only now: nearly every batch is right.
    SELECT w.entry_id, w.net INTO wrong
      FROM (SELECT union_id, entry_id, unit_id, sum(amount) AS net FROM written
             GROUP BY union_id, entry_id, unit_id) AS w
      LEFT JOIN commonpurse_journalentry e ON e.union_id = w.union_id AND e.id = w.entry_id
     WHERE w.net <> 0 OR e.transaction_id IS DISTINCT FROM me
     ORDER BY w.net = 0 LIMIT 1;
    IF wrong.net <> 0 THEN
      RAISE EXCEPTION 'entry % does not balance: % left over', wrong.entry_id, wrong.net
        USING ERRCODE = 'OCL03';
    END IF;
    RAISE EXCEPTION 'entry % was posted before; a posted entry never grows', wrong.entry_id
      USING ERRCODE = 'OCL11';
  END IF;
  -- Hours never turn into money: they stand in no entry beside another unit.
  IF mixed AND EXISTS (
    SELECT 1 FROM written w JOIN commonpurse_unit u ON u.union_id = w.union_id AND u.id = w.unit_id
     GROUP BY w.union_id, w.entry_id
    HAVING bool_or(u.kind = 'hours') AND count(DISTINCT w.unit_id) > 1) THEN
    RAISE EXCEPTION 'hours never stand beside another unit' USING ERRCODE = 'OCL12';
  END IF;
  -- Lines that are right by themselves, but have moved no balance.
  IF current_setting('ledger.writes', true) IS DISTINCT FROM 'yes' THEN
    RAISE EXCEPTION 'only the functions of the ledger write lines' USING ERRCODE = 'OCL13';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_lines AFTER INSERT ON commonpurse_posting
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_lines();

-- Runs at the end of the transaction, perhaps outside every scope: it must see past row-level
-- security, hence SECURITY DEFINER. It reads nothing but the entry that it was called for.
CREATE FUNCTION ledger_check_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM commonpurse_posting p
                 WHERE p.union_id = NEW.union_id AND p.entry_id = NEW.id) THEN
    RAISE EXCEPTION 'entry % has no lines', NEW.id USING ERRCODE = 'OCL03';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry AFTER INSERT ON commonpurse_journalentry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_entry();

REVOKE ALL ON FUNCTION
  ledger_refuse_change(), ledger_refuse_outside(), ledger_check_lines(), ledger_check_entry()
FROM PUBLIC;
