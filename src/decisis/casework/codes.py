"""The complaints about matters and what is asked of them, by code, each with its meaning in one sentence."""

from __future__ import annotations

CODES: dict[str, str] = {
    # a case file
    "E0401": "A matter is before a court that is declared.",
    "E0402": "What a matter decides, or is asked before, is an authority that is declared.",
    "E0403": "A fact comes from a source that the case declares.",
    "E0404": "A fact is found, admitted, undisputed, recited, apparent or alleged.",
    "E0405": "An expectation is about a question of its case.",
    "E0406": "What an expectation names, or a change sets aside, is declared.",
    "E0407": "A variant is of the matter, or of a variant before it.",
    "E0408": "Each source, dispute, question and variant of a case has a name of its own.",
    "E0368": "A thing that is not declared, and nearly one that is, is taken for a slip.",
    "W0304": "A thing that is named once, and nearly as another one, is often that other one.",
    "W0409": "What is not in the record cannot be withdrawn from it.",
    "E0410": "What is resolved is a dispute of the record, or a question that a holding leaves open.",
    "E0411": "A dispute is resolved as one of its sides, an open question as what it asks or its opposite.",
    "E0412": "A case file says which matter it is about.",
    "E0413": "A case file is about one matter.",
    "W0415": "Of two facts that cannot both be so, neither is established, unless one prevails.",
    "E0414": "What follows depends on the court and the day.",
    "E0416": "An expectation gives values to the variables of its question.",
    "W0417": "What is admitted or alleged is so by somebody whom the case knows.",
    "W0419": "What a dispute leaves open is not stated beside it.",
    "W0422": "What stands after a variant, and is no change of it, is of the matter and of every variant.",
    "E0418": "A record is in the words of an area of law, or of the case itself.",
    # asking
    "E0501": "An answer is worked out by an engine that there is.",
    "E0502": "What differs for the asking is named as it is declared.",
    "E0503": "A day is written year-month-day.",
    "E0504": "What is asked is a question of the case, or a literal.",
    "E0505": "A name that nobody knows, and that is nearly one that somebody does, is taken for a slip.",
    "E0506": "Some engines do not take every program.",
    "E0507": "What it would take is looked for towards a verdict, or a value that the answer can have.",
    "E0508": "What has words is an area of law, or a relation.",
    "E0509": "A matter is held against what an opinion ruled.",
    "E0511": "Some commands need a package that a plain installation leaves out.",
    "E0512": "What is verified is a property that the law states, and what is changed is a block of it.",
    "E0513": "Every complaint has a code, and only these are explained.",
    "E0517": "Law to be changed is a file or a folder that is there, among the law.",
    "E0518": "What is accepted is accepted for a reason, once.",
    "E0519": "What is written to is a file in a folder that is there.",
    # a comparison
    "E0515": "What is compared are provisions.",
    "E0516": "A provision is compared with another one.",
    "E0520": "Only a court that has panels sits en banc.",
    "E0521": "Provisions are found by words of their citation, title, name or file.",
    # an interview
    "E0701": "Whether something is so is answered with yes, no or unknown.",
    "E0702": "An answer gives as many values as are asked for.",
}
