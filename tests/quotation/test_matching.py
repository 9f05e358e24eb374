"""What typesetting may do to words, and what it may not: the left column is a document, the right a quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.quotation.document import document
from decisis.quotation.matching import nearest, places

SAME = {
    "as it stands": ("The court may not act.", "The court may not act"),
    "the quoter's own full stop": ("The court may not act, however late.", "The court may not act."),
    "lines": ("The court\nmay not\nact", "The court may not act"),
    "curly quotation marks": ("a “sentence imposed” on him", 'a "sentence imposed" on him'),
    "single quotation marks inside": ("that a 'sentence imposed' counts", "that a ‘sentence imposed’ counts"),
    "an apostrophe": ("the court's own order", "the court’s own order"),
    "a possessive cut off": ("by the attorney's office", "by the attorney"),
    "dashes": ("a range of 120–135 months — at least", "a range of 120-135 months -- at least"),
    "spaces": ("under\u00a0§\u20091326(a)  of it", "under § 1326(a) of it"),
    "emphasis in the document": ("before *or after* the **first** order", "before or after the first order"),
    "emphasis in the quote": ("before or after the first order", "before *or after* the first order"),
    "escaped signs": (r"at \*3, for \$10 of it", "at *3, for $10 of it"),
    "a ligature": ("the o\ufb03ce \ufb01led it", "the office filed it"),
    "letters that look alike": ("the c\u043eurt m\u0430y act", "the court may act"),
    "a soft hyphen": ("the judg\u00adment", "the judgment"),
    "a word broken at the end of a line": ("the defend-\nant appealed", "the defendant appealed"),
    "a hyphen at the end of a line": ("a 500-\n\nhour treatment", "a 500-hour treatment"),
    "a footnote's mark": ("he appealed.¹ It failed", "he appealed. It failed"),
    "a mark in Markdown": ("he appealed.[^1] It failed", "he appealed. It failed"),
    "a footnote in mid-sentence": (
        "the panel should\n\n¹ At argument he said otherwise.\n\nnot be followed",
        "the panel should not be followed",
    ),
    "the footnote itself": (
        "the panel should\n\n¹ At argument he said otherwise.\n\nnot be followed",
        "At argument he said otherwise",
    ),
    "a page number": ("the panel should\n\n- 3 -\n\nnot be followed", "the panel should not be followed"),
    "a stamp of filing": (
        "the panel should\nCase 2:03-cr-00001 Document 31 Filed 03/24/06 Page 2 of 9\nnot be followed",
        "the panel should not be followed",
    ),
    "a running foot": ("the panel should\nMEMORANDUM ORDER - 2\nnot be followed", "should not be followed"),
    "printed line numbers": (
        "\n".join(f"{i} word{i} and" for i in range(1, 27)) + "\n\n1 the next page",
        "word25 and word26 and the next page",
    ),
    "an ellipsis": ("The court, for a reason, may not act", "The court … may not act"),
    "an ellipsis of points": ("The court, for many reasons, may not act", "The court . . . may not act"),
    "an ellipsis in brackets": ("The court, for many reasons, may not act", "The court [...] may not act"),
    "an ellipsis that is the document's": ("lowered by the court . . . .”", "lowered by the court …"),
    "another first letter": ("A district court may not act", "[a] district court may not act"),
    "the document's own brackets": ("“[a] district court may not act”", "[a] district court may not act"),
    "brackets of the document left out": ("large, [by an] effort to leave", "large, by an effort to leave"),
    "another ending": ("it permitted the court to act", "it permit[s] the court to act"),
    "a name replaced": ("that Mr. John Doe has asked for it", "that [the defendant] has asked for it"),
    "sic": ("their is no authority for it", "their [sic] is no authority for it"),
}  # fmt: skip

DIFFERENT = {
    "another word": ("The court may not act", "The court may now act"),
    "a word more": ("The court may act", "The court may not act"),
    "a word less": ("The court may not act", "The court may act"),
    "another order": ("The court may not act", "may the court not act"),
    "another case": ("The court may not act", "the court may not act"),
    "another number": ("a term of 13 months and more", "a term of 12 months and more"),
    "the beginning of a word": ("it is unlikely to end", "is unlike"),
    "the end of a word": ("it is unlikely to end", "likely to end"),
    "another sign": ("a term of $10 each", "a term of §10 each"),
    "a contraction cut off": ("he can't be released", "he can"),
    "from two passages": ("It ends here.\n\n¹ A note.\n\nAnother follows", "A note. Another follows"),
    "an ellipsis across pages": ("It may " + "word " * 100 + "not act at all", "It may … not act at all"),
    "ellipses that leave nothing": ("The court may not act", "The … act"),
    "brackets that leave nothing": ("The court may not act", "[Nobody] [would] [say]"),
    "brackets that say too much": ("The one of all of the many others may not act", "The [1] may not act"),
    "another beginning": ("it permitted the court to act", "it admit[s] the court to act"),
    "nothing": ("The court may not act", "…"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_the_same_words(name: str) -> None:
    text, quote = SAME[name]
    assert places(quote, document("opinion.txt", text))


@pytest.mark.parametrize("name", DIFFERENT)
def test_other_words(name: str) -> None:
    text, quote = DIFFERENT[name]
    assert not places(quote, document("opinion.txt", text))


def test_where_it_stands() -> None:
    found = places("two three", document("opinion.txt", "one\ntwo\nthree\n\ntwo three"))
    assert [(p.first, p.last) for p in found] == [(2, 3), (5, 5)]


def test_what_is_nearest() -> None:
    near = nearest(
        "the judge may not act at all", document("opinion.txt", "First.\nHere the court may not act at all.")
    )
    assert near is not None
    assert near[0] == "the court may not act at all"
    assert near[1].first == 2


WORDS = st.sampled_from(["the", "a", "court", "may", "not", "§", "2255", "(b)", "defendant’s", "re-entry"])
TYPESET = st.sampled_from([" ", "\n", "  ", "\n\n- 7 -\n\n", " *", "* ", " “", "” ", "\u00a0"])


@given(st.lists(WORDS, min_size=4, max_size=30), st.data())
def test_a_passage_is_found_however_it_is_set(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    gaps = data.draw(st.lists(TYPESET, min_size=len(text), max_size=len(text)))
    printed = "".join(w + g for w, g in zip(text, gaps, strict=True))
    assert places(" ".join(text[start:end]), document("opinion.txt", printed))


@given(st.lists(WORDS, min_size=4, max_size=30), st.data())
def test_a_word_that_the_document_lacks_is_never_found(text: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    invented = [*text[:at], "moonlight", *text[at:]]
    assert not places(" ".join(invented), document("opinion.txt", " ".join(text)))
