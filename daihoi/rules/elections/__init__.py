"""Elections at a congress: the law as data of editions, and what it decides on the day.

Read `parameters` (what an edition says) and `answers` (what every rule answers with) first; then
the way of one election: `roll`, `people`, `slates`, `ballots`, `counting`, `outcome`, `closing`.
`cases` answers a case that a person wrote by hand.
"""
