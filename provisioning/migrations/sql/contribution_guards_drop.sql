DROP TRIGGER contribution_mirror ON provisioning_contribution;
DROP TRIGGER contribution_keep ON provisioning_contribution;
DROP FUNCTION contribution_mirror();
DROP FUNCTION contribution_keep();
