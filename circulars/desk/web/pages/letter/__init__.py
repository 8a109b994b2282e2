"""หนังสือ: one letter. `reading` shows it, `deciding` takes the answer, `files` gives pictures and files, `opened` finds it."""
