"""Builders of the syntax tree, by what they build; `syntax.build` brings them together."""
