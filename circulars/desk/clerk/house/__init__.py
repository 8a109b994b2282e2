"""สำนักงาน: how the office is set up, what it lacks, who may sign and approve, templates, backups, what happened."""
