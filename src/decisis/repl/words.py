"""What the words of the language and of answers mean, each in one sentence."""

from __future__ import annotations

from decisis.values import MONEY

STATUSES = {
    "found": "what the court found: usable",
    "admitted": "what a party admitted: usable",
    "undisputed": "what nobody disputes: usable",
    "recited": "what an opinion repeats: usable",
    "apparent": "what appears to be so: usable, with a warning that travels with the answer",
    "alleged": "what one side says: it proves nothing, and makes nothing possible",
    "unresolved": "of a dispute: both sides stay possible",
    "resolved": "of a dispute: `resolved as LITERAL`, for one of its sides",
}
VERDICTS = {
    "proved": "it is established; by cases, if it is so whichever way the open things fall",
    "refuted": "its opposite is established, or another value where there can be one alone",
    "conflicted": "both sides are established, and neither prevails",
    "discretionary": "it would be proved if everything that is for the court were granted",
    "undetermined": "neither it nor its opposite is established: the answer says what it turns on",
}
STRENGTHS = {
    "binding": "of an authority that the court asked must follow",
    "persuasive": "of an authority that the court asked may follow",
    "assumed": "resting on something that is only assumed",
}
ELEMENTS = {
    "given": "its elements must be shown for the provision to apply",
    "despite": "what does not matter: the provision applies although it is so",
    "unless": "`unless p` is `no showing that p`",
    "then": "what follows if the provision applies",
    "factors": "what else was so in the case decided; nothing follows from it",
    "no showing that": "nobody has shown it",
    "not": "the opposite is established; silence establishes it only of a closed relation",
    "closed": "of a relation: what is not recorded is not so",
    "functional": "of a relation: one value for each key, so that a second is opposed to the first",
    "otherwise": "of a definition: `otherwise not`, if an element is shown not to be so",
    "construing": "the text that a holding reads: it ranks with that text, and beats its bare reading",
    "leaves open": "a question that a holding does not decide: there it proves neither side",
    "exception to": "it prevails over the provision named, where both apply",
    "subject to": "it gives way to the provision named, where both apply",
    "does not apply to": "a conclusion that takes another provision out of application",
    "for the court": "a matter of discretion: granted or not",
    "burden on": "who has to show an element, and by what standard",
    "either": "one of the lettered alternatives holds",
    "for every": "it holds in each of the cases that are gone through, and there is one",
    "is one of": "it is in the list",
    "is within": "from the first day to the last of a period, both included",
    "unknown": "an imprecise value of which nothing is known",
    "presumes": "what nobody showed, though it would have changed the answer",
    "turns on": "what is still open and would change the answer, one way or another",
    "instead": "in the place of what the record says of the same",
}
SORTS = {
    "Int": "whole numbers: 12",
    "Decimal": "exact decimals: 0.75",
    "Date": "days: 2004-02-17",
    "Duration": "lengths of time: 13 months, 180 days, 4 years, life",
    "Money": "amounts in dollars: $1,500.50",
    "Party": "parties, declared by `party`",
    "Issue": "disputes, by their names",
    "Court": "courts, by their names",
    **{code: f"amounts in this currency: {code} 250" for code in sorted(MONEY) if code != "Money"},
}

MEANINGS: dict[str, str] = {
    **{word: f"{word}: a status of facts; {meaning}" for word, meaning in STATUSES.items()},
    **{word: f"{word}: a verdict; {meaning}" for word, meaning in VERDICTS.items()},
    **{word: f"{word}: a strength; {meaning}" for word, meaning in STRENGTHS.items()},
    **{word: f"{word}: {meaning}" for word, meaning in ELEMENTS.items()},
    **{word: f"sort {word}, of {meaning}" for word, meaning in SORTS.items()},
}
