"""circulars: a document-workflow engine for Thai official circulars (หนังสือเวียน)."""

__version__ = "0.1.0"
