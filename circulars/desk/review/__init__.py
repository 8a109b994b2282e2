"""One review as any screen shows and answers it: `sheet` the fields, `seen` what stands above them, `answers` what goes back."""
