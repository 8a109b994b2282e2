"""The clerk's pages as values: what each shows and does, whatever draws it."""
