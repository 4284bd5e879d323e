"""A site that is asked without pause while its index is rebuilt and updated: every answer checked.

    python -m tests.reliability.soak --minutes 30 [--articles FILE.jsonl] [--record]

`states` are the contents that the index goes through, in a cycle of builders, which always gives
the same answers at the same place of the cycle. `expected` runs it once beforehand on an index
apart and writes down the answer to each of the `questions`; `plain` holds these answers to what
plain Whoosh and plain counting say. Then `builders` runs it again and again on the index that is
served, while wrk (`checked.lua`) and `visitors` ask. An answer is right when it is, whole, the one
of a state that could be current while it was asked for; `window` knows which these are.
"""
