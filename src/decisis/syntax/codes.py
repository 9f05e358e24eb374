"""The complaints that reading and parsing can make, by code, each with its meaning in one sentence."""

CODES: dict[str, str] = {
    # characters and words
    "E0101": "A text in quotation marks has to end on the line that it begins on.",
    "E0102": (
        "Texts stand between straight quotation marks, as a word processor's curly ones open and "
        "close nothing."
    ),
    "E0103": (
        "Outside of texts and comments only plain ASCII letters, digits and a few signs have a meaning."
    ),
    "E0104": (
        "An invisible character can make a text read otherwise than it is, so none may stand "
        "outside of texts."
    ),
    "E0105": "Control characters have no place in a source file.",
    "E0106": "The calendar has no such day.",
    "E0107": (
        "A day is written year-month-day with four, two and two digits, as no other order is read "
        "the same everywhere."
    ),
    "E0108": "A number is written in digits, with a point before decimals and nothing else in it.",
    "E0109": "Numbers have 38 digits at most.",
    "E0110": "Names have 128 characters at most.",
    "E0111": "The file holds both sides of a merge that has not been settled.",
    "E0112": 'In a text, a backslash stands only before `"` or another backslash.',
    "E0113": (
        "Names are lower case and variables and sorts begin with a capital letter, so a word that "
        "mixes the two is neither."
    ),
    "E0114": ("The sign is one of another language or of typography; there is one sign for each comparison."),
    "E0115": "Three capital letters before a number are the code of its currency, as in `EUR 250`.",
    # files
    "E0121": "There is no file of that name.",
    "E0122": "A file was asked for and a folder was named.",
    "E0123": "Source files are UTF-8.",
    "E0124": "Source files have 8 MiB at most.",
    "E0125": "The file is there but cannot be read.",
    "E0126": "A folder of cases holds at least one `.case` file.",
    "E0127": "An answer rests on one state of the law, and the files changed while they were read.",
    "E0128": "What is to be written goes into a folder that can be written to.",
    "E0129": "A layout that would change what a text says is not written.",
    "E0130": "What ships with Decisis is where it is installed.",
    # blocks and clauses
    "E0201": "The words are not in an order that the language knows.",
    "E0202": "A file is a sequence of blocks, and each begins with a reserved word.",
    "E0203": "The file holds nothing but blanks and comments.",
    "E0204": "Expressions nest 100 deep at most.",
    "E0205": (
        "The words that blocks begin with are never names, so that a mistake in one block cannot "
        "spoil the next."
    ),
    "E0206": (
        "Every element bears the number that the provision gives it, as `(1)`; parts and "
        "alternatives bear a letter."
    ),
    "E0207": "A clause stands once in its block.",
    "E0208": "The block ends before it has said all that it must say.",
    "E0209": (
        "Bounds such as `after 1990-02-15` state what the record shows; a rule says exactly what it asks for."
    ),
    "E0210": "An opening parenthesis needs a closing one.",
    "E0211": "Names of relations are lower case; what is capitalised is a variable.",
    "E0212": (
        "A relation touches its parenthesis, which is what tells `felony(C)` from a label such as `(1)`."
    ),
    "E0213": "Only a definition concludes the opposite from an element that is refuted.",
    "E0214": (
        "The clauses of a provision have an order: the head, `given`, `despite`, `unless`, `then`, "
        "`factors`, `leaves open`, `editions as of`."
    ),
    "E0215": "The two ends of an imprecise value are values of one kind.",
    "E0216": "The lower end of an imprecise value comes first.",
    "E0217": "The arguments of a scenario are known by their place alone.",
    "E0218": (
        "`is` names a value with a variable, or says of a variable or value what it is; it does not compare."
    ),
    "E0219": "Months, weekdays and ordinals are written out, in lower case.",
    "E0220": "The clauses contradict one another.",
    "E0221": "Elements are joined by standing one after the other; alternatives stand in an `either`.",
    "E0222": "The members of a list are separated by commas.",
    "E0223": "An argument is a variable or a value, never a relation.",
    "E0224": "Variables and sorts begin with a capital letter, every other name with a small one.",
    "E0225": "A relation always has arguments.",
    "E0226": ("A provision concludes one thing, so that it can be cited, attacked and set aside by itself."),
}
