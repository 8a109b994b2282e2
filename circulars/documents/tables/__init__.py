"""Tables of Word and Excel files cell by cell, and the answers of many put together in one."""
