"""Rows of a register that no scan brought: of a register kept before, typed by a clerk, numbers given ahead."""
