"""The reference case as files a secretary can read, and the code that walks it in through actions.

Start at `story.tell`. Everything happens on the day it happened: each step runs with the clock
standing there.
"""
