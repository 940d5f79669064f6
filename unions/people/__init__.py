"""Who belongs: login, person, membership, directory, invitation."""
