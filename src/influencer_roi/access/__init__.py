"""Says who may come in and see what: users, sessions, the door before every request, the audit log."""
