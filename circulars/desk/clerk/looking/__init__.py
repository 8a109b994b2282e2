"""ค้นหา: what is looked for, what was found and where in it, searches that a person keeps."""
