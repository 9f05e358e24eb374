"""What is asked about an answer: why not, what if, what it would take, and what the record does not say."""
