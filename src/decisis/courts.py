"""How courts are named in a sentence."""


def court_in_words(title: str) -> str:
    """A court's title in a sentence: `the 8th Cir.`, but `D. Minn.`."""
    return f"the {title}" if title.endswith("Cir.") else title
