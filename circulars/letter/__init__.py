"""The field's vocabulary: pages as read, fields with their evidence, reference numbers, letters, findings."""
