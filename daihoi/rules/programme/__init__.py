"""The programme of a congress (chương trình): default, clock, checks, variants, differences.

Start with `items`; `default.toml` holds what comes with the house, each number with its certainty.
"""
