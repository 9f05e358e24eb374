"""Mutation of the law: one small change at a time, and whether some case would notice."""
