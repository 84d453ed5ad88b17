"""`suluh bench desk`: many people at once, a very long queue, and a server that is killed. On SQLite and PostgreSQL."""
