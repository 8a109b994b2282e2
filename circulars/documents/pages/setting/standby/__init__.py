"""A LibreOffice that stands by: started once, forked for each letter, so that a PDF takes tenths of a second.

Nine tenths of what one letter's PDF costs is the start of LibreOffice. Here one is brought up to where documents can be
opened (`kit`), in a process that is shut in like every LibreOffice of ours, and forked: each job has a new child that has
opened nothing before it, sees its own folder only, and ends with it (`serving`). `asking` is the other end; whoever finds
nobody there, or no answer, starts a LibreOffice as before.

``python -m circulars.documents.pages.setting.standby FOLDER`` stands by at ``FOLDER/libreoffice.sock``.
"""
