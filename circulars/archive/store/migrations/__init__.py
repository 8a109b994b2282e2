"""Migrations of the archive's schema, one module a released change."""
