"""What leaves the archive: registers as sheets and print, backups, bags, e-CMS, proofs, verification."""
