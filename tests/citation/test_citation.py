"""Citations: those of the four opinions, their short forms, and what is not read."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisis.citation import Case, Citation, Provision, Report, cite, decided_on, parse, short_name, year_of


def parsed(text: str) -> Citation:
    citation = parse(text)
    assert citation is not None, text
    return citation


# Every case that the four opinions cite, as they cite it.
CASES = [
    # citation, short form, year
    (
        "United States v. Martinez-Ramos, 184 F.3d 1055, 1058-59 (9th Cir. 1999)",
        "Martinez-Ramos, 184 F.3d at 1058-59",
        1999,
    ),
    (
        "United States v. Martinez-Gutierrez, No. 09-CR-0049(11), 2013 WL 1435154, at *3 "
        "(D. Minn. Apr. 9, 2013)",
        "Martinez-Gutierrez, 2013 WL 1435154, at *3",
        2013,
    ),
    (
        "United States v. Rascon-Olivas, No. 10-CR-0230(21), 2012 WL 695838, at *1 n.1 "
        "(D. Minn. Feb. 28, 2012)",
        "Rascon-Olivas, 2012 WL 695838, at *1 n.1",
        2012,
    ),
    ("United States v. Baylor, 556 F.3d 672, 673 (8th Cir. 2009)", "Baylor, 556 F.3d at 673", 2009),
    ("Koon v. United States, 518 U.S. 81 (1996)", "Koon, 518 U.S. 81", 1996),
    ("Bonnet-Grullon, 212 F.3d 692, 700 (2d Cir. 2000)", "Bonnet-Grullon, 212 F.3d at 700", 2000),
    ("Galante, 111 F.3d 1029, 1034 (2d Cir. 1997)", "Galante, 111 F.3d at 1034", 1997),
    ("Korman, 343 F.3d 628, 630-31 (2d Cir. 2003)", "Korman, 343 F.3d at 630-31", 2003),
    (
        "United States v. Stultz, No. 02-1625, 2004 WL 64958 (2d Cir. Jan. 15, 2004)",
        "Stultz, 2004 WL 64958",
        2004,
    ),
    (
        "United States v. Huerta-Moran, 352 F.3d 766, 772 (2d Cir. 2003)",
        "Huerta-Moran, 352 F.3d at 772",
        2003,
    ),
    ("Ruiz-Gea, 340 F.3d 1181, 1185-87 (10th Cir. 2003)", "Ruiz-Gea, 340 F.3d at 1185-87", 2003),
    ("Compian-Torres, 320 F.3d 514, 516-17 (5th Cir. 2003)", "Compian-Torres, 320 F.3d at 516-17", 2003),
    ("Moreno-Cisneros, 319 F.3d 456, 458-59 (9th Cir. 2003)", "Moreno-Cisneros, 319 F.3d at 458-59", 2003),
    (
        "Moreno-Cisneros, 319 F.3d 456, 462 (9th Cir. 2003) (W. Fletcher, J., dissenting)",
        "Moreno-Cisneros, 319 F.3d at 462",
        2003,
    ),
    ("Madrigal, 331 F.3d 258, 259, 261 (2d Cir. 2003) (per curiam)", "Madrigal, 331 F.3d at 259, 261", 2003),
    ("Suleiman, 208 F.3d 32, 37-38 (2d Cir. 2000)", "Suleiman, 208 F.3d at 37-38", 2000),
    ("Carrasco, 313 F.3d 750, 755 (2d Cir. 2002)", "Carrasco, 313 F.3d at 755", 2002),
    ("One Star, 9 F.3d 60, 61-62 (8th Cir. 1993)", "One Star, 9 F.3d at 61-62", 1993),
    ("Big Crow, 898 F.2d 1326, 1331-32 (8th Cir. 1990)", "Big Crow, 898 F.2d at 1331-32", 1990),
    ("Somerstein, 20 F. Supp. 2d 454, 463-64 (E.D.N.Y. 1998)", "Somerstein, 20 F. Supp. 2d at 463-64", 1998),
    ("Vue, 865 F. Supp. 1353, 1359-62 (D. Neb. 1994)", "Vue, 865 F. Supp. at 1359-62", 1994),
    ("Thorn, 317 F.3d 107, 125 (2d Cir. 2003)", "Thorn, 317 F.3d at 125", 2003),
    ("Bryson, 163 F.3d 742, 748 (2d Cir. 1998)", "Bryson, 163 F.3d at 748", 1998),
    ("Smith, 174 F.3d 52, 55-56 (2d Cir. 1999)", "Smith, 174 F.3d at 55-56", 1999),
    ("Jacobo, 934 F.2d 411, 418 (2d Cir. 1991)", "Jacobo, 934 F.2d at 418", 1991),
    ("Abreu-Cabrera, 64 F.3d 67, 74 (2d Cir. 1995)", "Abreu-Cabrera, 64 F.3d at 74", 1995),
    ("Reed, 49 F.3d 895, 900-01 (2d Cir. 1995)", "Reed, 49 F.3d at 900-01", 1995),
    ("United States v. Blackwell, 81 F.3d 945, 949 (10th Cir. 1996)", "Blackwell, 81 F.3d at 949", 1996),
    ("United States v. Gay, 771 F.3d 681, 686 (10th Cir. 2014)", "Gay, 771 F.3d at 686", 2014),
    ("Caravalho v. Pugh, 177 F.3d 1177, 1178 (10th Cir. 1999)", "Caravalho, 177 F.3d at 1178", 1999),
    (
        "United States v. Estrada, 580 Fed. App'x 672, 673 (10th Cir. 2014)",
        "Estrada, 580 Fed. App'x at 673",
        2014,
    ),
    ("Rawlins v. Kansas, 714 F.3d 1189, 1196 (10th Cir. 2013)", "Rawlins, 714 F.3d at 1196", 2013),
    ("United States v. Payne, 54 F.4th 748, 752 (4th Cir. 2022)", "Payne, 54 F.4th at 752", 2022),
    ("Stultz, 356 F.3d 261 (2d Cir. 2004)", "Stultz, 356 F.3d 261", 2004),
    # the opinions themselves, by docket number
    (
        "United States v. Palacios-Becerril, CR-03-52-E-BLW (D. Idaho Mar. 24, 2006)",
        "Palacios-Becerril, CR-03-52-E-BLW",
        2006,
    ),
    (
        "United States v. Alcaraz, No. 12-CR-0016 (PJS/JJK) (D. Minn. June 28, 2013)",
        "Alcaraz, No. 12-CR-0016 (PJS/JJK)",
        2013,
    ),
    (
        "United States v. Leiva-Deras, No. 02-1628 (2d Cir. Feb. 17, 2004)",
        "Leiva-Deras, No. 02-1628",
        2004,
    ),
    ("United States v. Lugo-Marin, No. 19-cr-2311 KG (D.N.M.)", "Lugo-Marin, No. 19-cr-2311 KG", None),
    # other forms
    (
        "Koon v. United States, 518 U.S. 81, 98, 116 S. Ct. 2035, 2046 (1996)",
        "Koon, 518 U.S. at 98",
        1996,
    ),
    (
        "Smith v. Doe, Inc., 12 F. Supp. 3d 1, 4 & n.2 (D. Utah 2014)",
        "Smith, 12 F. Supp. 3d at 4 & n.2",
        2014,
    ),
    ("In re Winship, 397 U.S. 358 (1970)", "In re Winship, 397 U.S. 358", 1970),
    ("People v. Romero, 8 Cal. 4th 728, 740 (Cal. 1994)", "Romero, 8 Cal. 4th at 740", 1994),
    (
        "Doe v. Roe, Nos. 02-1, 02-2, 2004 U.S. App. LEXIS 1234, at *5 (9th Cir. May 3, 2004)",
        "Doe, 2004 U.S. App. LEXIS 1234, at *5",
        2004,
    ),
    ("Doe v. Roe, No. 02-1, slip op. at 5 (9th Cir. May 3, 2004)", "Doe, No. 02-1, slip op. at 5", 2004),
]

# Every provision that they cite, with the work that each names.
PROVISIONS = [
    # citation, kind
    ("U.S.S.G. § 5K2.0", "guidelines"),
    ("18 U.S.C. § 3582(b)", "code"),
    ("Fed. R. Crim. P. 35", "rule"),
    ("Fed. R. Crim. P. 35(a)", "rule"),
    ("Fed. R. Crim. P. 35(b)", "rule"),
    ("18 U.S.C. § 3742(g)", "code"),
    ("28 U.S.C. § 2255", "code"),
    ("28 U.S.C. § 2255(f)", "code"),
    ("U.S.S.G. § 5K2.19", "guidelines"),
    ("18 U.S.C. § 3582(c)(2)", "code"),
    ("U.S.S.G. § 5K3.1", "guidelines"),
    ("21 U.S.C. § 841(b)(1)(A)", "code"),
    ("U.S.S.G. § 5G1.1(b)", "guidelines"),
    ("8 U.S.C. § 1326(a), (b)(2) (2000)", "code"),
    ("8 U.S.C. § 1227(a)(2)(B)(i)", "code"),
    ("U.S.S.G. § 2L1.2(a) (2001)", "guidelines"),
    ("U.S.S.G. § 2L1.2(b)(1)(A)(i) (2001)", "guidelines"),
    ("U.S.S.G. § 2L1.2(b)(1)(B)", "guidelines"),
    ("U.S.S.G. § 3E1.1(a)", "guidelines"),
    ("U.S.S.G. § 2L1.2 n.1(B)(iv)", "guidelines"),
    ("U.S.S.G. § 2L1.2 cmt. n.1(B)(iii)", "guidelines"),
    ("Cal. Health & Safety Code § 11360(a)", "code"),
    ("21 U.S.C. §§ 802(6), 812(c), Sched. I(c)(10)", "code"),
    ("PROTECT Act § 401(d)", "code"),
    ("18 U.S.C. § 3742(e)", "code"),
    ("U.S.S.G. § 5K2.11", "guidelines"),
    ("28 U.S.C. § 1651(a)", "code"),
    # other forms
    ("U.S.S.G.", "guidelines"),
    ("U.S.S.G. ch. 5 pt. A", "guidelines"),
    ("U.S.S.G. App. C", "guidelines"),
    ("18 U.S.C.", "code"),
    ("21 U.S.C. §§ 841(a)(1), 841(b)(1)(A), and 846", "code"),
    ("5 U.S.C. § 6103(a)", "code"),
    ("28 C.F.R. § 541.3(b)", "code"),
    ("N.Y. Penal Law § 70.00(2)(b) (McKinney 2003)", "code"),
    ("Cal. Penal Code", "code"),
    ("Fed. R. App. P. 4(b)(1)(A)", "rule"),
    ("Fed. R. App. P. 26(a)(1)", "rule"),
    ("Fed. R. Civ. P. 6(a)", "rule"),
    ("Fed. R. Evid. 404(b)", "rule"),
    ("Fed. R. Crim. P.", "rule"),
    ("Pub. L. No. 108-21, § 401(d), 117 Stat. 650, 670 (2003)", "public law"),
    ("U.S. Const. amend. V", "constitution"),
    ("U.S. Const. art. I, § 9, cl. 3", "constitution"),
]


@pytest.mark.parametrize("text, short, year", CASES)
def test_cases(text: str, short: str, year: int | None) -> None:
    citation = parsed(text)
    assert isinstance(citation, Case)
    assert citation.full() == text
    assert citation.short() == short
    assert citation.year == year_of(text) == year
    assert cite(text) == f"{short} {citation.parenthetical}"
    assert parsed(citation.full("9")).full() == citation.full("9")


@pytest.mark.parametrize("text, kind", PROVISIONS)
def test_provisions(text: str, kind: str) -> None:
    citation = parsed(text)
    assert isinstance(citation, Provision)
    assert citation.kind == kind
    assert parsed(citation.full()).key == citation.key
    assert cite(text) == citation.short()
    assert text.startswith(citation.short())
    assert citation.decided is None


def test_the_parts_of_a_case() -> None:
    assert parse(
        "Koon v. United States, No. 94-1664, 518 U.S. 81, 98, 116 S. Ct. 2035, 2046 (1996) (Kennedy, J.)"
    ) == Case(
        name="Koon v. United States",
        reports=(Report("518", "U.S.", "81"), Report("116", "S. Ct.", "2035", "2046")),
        docket="No. 94-1664",
        pinpoint="98",
        year=1996,
        notes=("Kennedy, J.",),
    )


JOINED = [
    # authority, pinpoint, as a line of a proof shows it
    (
        "United States v. Huerta-Moran, 352 F.3d 766 (2d Cir. 2003)",
        "772",
        "Huerta-Moran, 352 F.3d at 772 (2d Cir. 2003)",
    ),
    (
        "United States v. Huerta-Moran, 352 F.3d 766 (2d Cir. 2003)",
        "",
        "Huerta-Moran, 352 F.3d 766 (2d Cir. 2003)",
    ),
    (
        "United States v. Stultz, No. 02-1625, 2004 WL 64958 (2d Cir. Jan. 15, 2004)",
        "*4-*6",
        "Stultz, 2004 WL 64958, at *4-*6 (2d Cir. Jan. 15, 2004)",
    ),
    (
        "United States v. Leiva-Deras, No. 02-1628 (2d Cir. Feb. 17, 2004)",
        "at 5",
        "Leiva-Deras, No. 02-1628, at 5 (2d Cir. Feb. 17, 2004)",
    ),
    ("Koon v. United States, 518 U.S. 81, 116 S. Ct. 2035 (1996)", "98", "Koon, 518 U.S. at 98 (1996)"),
    ("U.S.S.G.", "§ 2L1.2(a)", "U.S.S.G. § 2L1.2(a)"),
    ("USSG", "§2L1.2 n.1(B)(iv)", "U.S.S.G. § 2L1.2 n.1(B)(iv)"),
    ("U.S.S.G.", "ch. 5 pt. A", "U.S.S.G. ch. 5 pt. A"),
    ("U.S.S.G. § 2L1.2", "n.1(B)(iv)", "U.S.S.G. § 2L1.2 n.1(B)(iv)"),
    ("U.S.S.G. § 2L1.2 (2001)", "(b)(1)", "U.S.S.G. § 2L1.2(b)(1)"),
    ("U.S.S.G. App. C", "amend. 768", "U.S.S.G. App. C, amend. 768"),
    ("18 U.S.C. § 3582", "(c)(2)", "18 U.S.C. § 3582(c)(2)"),
    ("18 U.S.C.", "§ 3582(c)(2)", "18 U.S.C. § 3582(c)(2)"),
    ("5 U.S.C. § 6103", "(a)", "5 U.S.C. § 6103(a)"),
    ("Fed. R. Crim. P.", "35(a)", "Fed. R. Crim. P. 35(a)"),
    ("Fed. R. Crim. P. 35", "(a)", "Fed. R. Crim. P. 35(a)"),
    ("Fed. R. App. P. 4(b)", "(1)(A)", "Fed. R. App. P. 4(b)(1)(A)"),
    ("Cal. Penal Code", "§ 187", "Cal. Penal Code § 187"),
    ("Pub. L. 108-21", "§ 401(d)", "Pub. L. No. 108-21, § 401(d)"),
    ("U.S. Const.", "art. I, § 9, cl. 3", "U.S. Const. art. I, § 9, cl. 3"),
    ("the standing order of the court", "3", "the standing order of the court, at 3"),
    ("the standing order of the court", "", "the standing order of the court"),
    ("", "", ""),
]


@pytest.mark.parametrize("authority, pinpoint, shown", JOINED)
def test_cite(authority: str, pinpoint: str, shown: str) -> None:
    assert cite(authority, pinpoint) == shown


SPELLINGS = [
    # as written, as printed
    ("United States v. Estrada, 580 Fed. App’x. 672, 673 (10th Cir. 2014)", "580 Fed. App'x 672, 673"),
    ("Korman, 343 F. 3d 628, 630–31 (2d Cir.2003)", "343 F.3d 628, 630-31 (2d Cir. 2003)"),
    ("Somerstein, 20 F.Supp.2d 454 (E.D.N.Y. 1998)", "20 F. Supp. 2d 454"),
    ("USSG §2L1.2(b)(1)(A)(i)", "U.S.S.G. § 2L1.2(b)(1)(A)(i)"),
    ("Pub. L. 108-21,  117 Stat. 650", "Pub. L. No. 108-21, 117 Stat. 650"),
    ("Smith v. Doe,\n 12 F.3d 1 (January 5, 2004)", "12 F.3d 1 (January 5, 2004)"),
]


@pytest.mark.parametrize("text, printed", SPELLINGS)
def test_spellings(text: str, printed: str) -> None:
    assert printed in parsed(text).full()


NOT_READ = [
    "",
    "huerta_moran",
    "352 F.3d 766",  # no name
    "Huerta-Moran, 352 F.3d 766",  # no date
    "Moreno-Cisneros, 319 F.3d at 462 (9th Cir. 2003)",  # a short form
    "See United States v. Baylor, 556 F.3d 672 (8th Cir. 2009)",
    "Smith, 12 Bananas 13 (2d Cir. 1999)",
    "Smith, 18 U.S.C. 13 (2d Cir. 1999)",
    "Smith, 12 F.3d 1 (2d Cir. Feb. 30, 2004)",  # no such day
    "Smith, 12 F.3d 1, and so on (2d Cir. 1999)",
    "Smith, 12 F.3d 1; Jones, 13 F.3d 2 (2d Cir. 1999)",
    "Smith, ١٢ F.3d 1 (2d Cir. 1999)",  # digits of another script
    "§ 2L1.2(b)(1)(A)(i)",  # of what?
    "Rule 35(a)",
    "18 U.S.C. § (c)(2)",
    "18 U.S.C. § 3582 (2d Cir. 2003)",  # a provision is not decided
    "18 U.S.C. § 3582; 28 U.S.C. § 2255",
    "Id. at 901",
    "(2003)",
    "))((",
    "x" * 2000,
]


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_not_read(text: str) -> None:
    assert parse(text) is None


DATES = [
    ("United States v. Stultz, No. 02-1625, 2004 WL 64958 (2d Cir. Jan. 15, 2004)", 2004, date(2004, 1, 15)),
    ("United States v. Huerta-Moran, 352 F.3d 766 (2d Cir. 2003)", 2003, None),
    ("U.S.S.G. § 2L1.2 (2001)", 2001, None),
    ("18 U.S.C. § 3582", None, None),
    ("an order of the panel (2d Cir. Sept. 5, 2003) (unpublished)", 2003, date(2003, 9, 5)),
    ("an order of the panel (undated)", None, None),
]


@pytest.mark.parametrize("text, year, day", DATES)
def test_dates(text: str, year: int | None, day: date | None) -> None:
    assert (year_of(text), decided_on(text)) == (year, day)


NAMES = [
    ("United States v. Reed", "Reed"),
    ("Koon v. United States", "Koon"),
    ("Rawlins v. Kansas", "Rawlins"),
    ("Florida v. Jardines", "Jardines"),
    ("State of Florida v. Jardines", "Jardines"),
    ("Texas v. United States", "Texas"),
    ("United States v. Texas", "Texas"),
    ("In re Winship", "In re Winship"),
]


@pytest.mark.parametrize("name, short", NAMES)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_the_same_short_name_is_not_the_same_authority() -> None:
    one = parsed("United States v. Smith, 174 F.3d 52 (2d Cir. 1999)")
    assert one.key == parsed("Smith, 174 F.3d 52, 55-56 (2d Cir. 1999)").key
    assert one.key != parsed("United States v. Smith, 175 F.3d 52 (2d Cir. 1999)").key
    docket = parsed("United States v. Smith, No. 02-1628 (2d Cir. Feb. 17, 2004)")
    assert docket.key != parsed("United States v. Smith, No. 02-1628 (2d Cir. Feb. 18, 2004)").key
    assert parsed("U.S.S.G. § 2L1.2 (2001)").key != parsed("U.S.S.G. § 2L1.2 (2003)").key


PIECES = (
    *("United States v. ", "Reed", ", ", "352 F.3d 766", "772", "(2d Cir. 2003)", "(", ")", " ", "§ ", "§§"),
    *("18 U.S.C.", "U.S.S.G.", "(a)", "3582", "No. 02-1628", "2004 WL 64958", ", at *4", "Pub. L.", "(2003)"),
    *("Fed. R. Crim. P.", "(Jan. 15, 2004)", "-", "n.1", "¶", "’", "Code", "amend.", "slip op. at 5", "\n"),
)
pieces = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)


@given(pieces, pieces)
def test_nothing_fails_and_what_is_read_is_read_again(text: str, pinpoint: str) -> None:
    assert isinstance(cite(text, pinpoint), str)
    citation = parse(text)
    if citation is not None:
        again = parse(citation.full())
        assert again is not None
        assert (again.key, again.full()) == (citation.key, citation.full())
        assert citation.year == year_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 U.S.C. §§ " + "1-" * 480,
        "1 U.S.C. § 1" + "(a)" * 320 + "!",
        "1 U.S.C. § 1" + ", (a)" * 190 + "!",
        "A" + ", A" * 320 + " (2d Cir. 2003)",
        "A, 1 " + "A." * 490,
        "A, " + "a-" * 490,
        "A (" + "A. " * 320 + ")",
        "(" * 990,
        "A " + "(a) " * 240 + "(",
    ],
)
def test_hostile_texts_are_read_in_time(text: str) -> None:
    started = time.process_time()
    cite(text, text)
    assert time.process_time() - started < 0.5
