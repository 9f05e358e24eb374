"""Whether the words that law and cases quote stand in the documents that they are quoted from."""
