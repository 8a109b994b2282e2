"""A stranger's file as pages: its kind, each page as a viewer shows it, a photo flattened, a page to be looked at."""
