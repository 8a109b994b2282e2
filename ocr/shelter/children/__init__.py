"""The children that open strangers' files, one program for each group of libraries that it must load: each is run alone."""
