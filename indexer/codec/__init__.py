"""A Whoosh codec: postings, texts and columns of an index as arrays mapped into memory."""
