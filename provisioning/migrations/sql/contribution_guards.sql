-- An entry is evidence: nothing is changed, a mistake is reversed by a second row.
CREATE FUNCTION contribution_keep() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'contribution % is kept', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF to_jsonb(NEW) - '{seen_by_id,seen_at}'::text[]
     <> to_jsonb(OLD) - '{seen_by_id,seen_at}'::text[] THEN
    RAISE EXCEPTION 'contribution % never changes', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.seen_by_id IS NOT NULL THEN
    RAISE EXCEPTION 'contribution % was seen', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM unions_membership m
             WHERE m.union_id = NEW.union_id AND m.id = NEW.seen_by_id
             AND (m.person_id = NEW.person_id OR m.id = NEW.logged_by_id)) THEN
    RAISE EXCEPTION 'contribution % needs a second person', NEW.id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER contribution_keep BEFORE UPDATE OR DELETE ON provisioning_contribution
  FOR EACH ROW EXECUTE FUNCTION contribution_keep();

-- A reversal takes back exactly what its entry gave.
CREATE FUNCTION contribution_mirror() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM provisioning_contribution c
                 WHERE c.union_id = NEW.union_id AND c.id = NEW.reverses_id
                 AND c.reverses_id IS NULL AND c.person_id = NEW.person_id
                 AND c.kind = NEW.kind AND c.unit = NEW.unit AND c.given_on = NEW.given_on
                 AND c.quantity = - NEW.quantity) THEN
    RAISE EXCEPTION 'reversal % does not mirror its entry', NEW.id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER contribution_mirror BEFORE INSERT ON provisioning_contribution
  FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION contribution_mirror();
