DROP TRIGGER round_keep ON provisioning_allocationround;
DROP FUNCTION round_keep();
