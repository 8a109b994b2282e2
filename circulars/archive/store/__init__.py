"""Where rows and files lie: database, tables and their migrations, files by sha256, the ledger of events."""
