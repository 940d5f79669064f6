-- What a round was counted from, and what came out, stays as it was, whoever asks.
CREATE FUNCTION round_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.seed IS DISTINCT FROM OLD.seed OR NEW.currency IS DISTINCT FROM OLD.currency THEN
    RAISE EXCEPTION 'the lot and the currency of a round are fixed before collecting begins';
  END IF;
  IF OLD.frozen_input IS NOT NULL AND
     ROW(NEW.frozen_input, NEW.frozen_checksum, NEW.frozen_at, NEW.purse_minor, NEW.policy_snapshot)
     IS DISTINCT FROM
     ROW(OLD.frozen_input, OLD.frozen_checksum, OLD.frozen_at, OLD.purse_minor, OLD.policy_snapshot)
  THEN
    RAISE EXCEPTION 'what a round was counted from never changes';
  END IF;
  IF OLD.proposal IS NOT NULL AND NEW.proposal IS DISTINCT FROM OLD.proposal THEN
    RAISE EXCEPTION 'what a round proposed never changes';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER round_keep BEFORE UPDATE ON provisioning_allocationround
  FOR EACH ROW EXECUTE FUNCTION round_keep();
