"""Eyes and ears: from the media of a post to words with a place, where a medium comes from, and copies of known ones.

    file ─► opening ─► words (pictures)  ┐
                   ├─► speech            ├─► Found ─► Post.segments, Post.origins, Post.copies
                   ├─► codes             │
                   ├─► provenance        │
                   └─► prints ─► bank    ┘

Everything runs offline, in a worker process of its own that may die without costing the run anything but a note.
"""
