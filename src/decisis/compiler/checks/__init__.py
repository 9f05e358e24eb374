"""Static checks, by what they look at; `compiler.check` runs them all."""
