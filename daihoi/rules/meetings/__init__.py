"""Meetings (cuộc họp) before and at the congress: kinds, states, who counts, what a quorum is."""
