"""Personnel work before a congress: which directive governs, who may stand, how the list is made.

Every question is answered by an `Answer`: decision, articles, arithmetic in words, overrides,
certainty. Numbers are in the TOML files beside the modules; `cases.decide` asks by a case file.
"""
