"""Alembic's environment: runs on the connection that `circulars.archive.store.database` gives."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
