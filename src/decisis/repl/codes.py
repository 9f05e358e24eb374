"""The complaints that a session can make, by code, each with its meaning in one sentence; and all others."""

from __future__ import annotations

from decisis.casework.codes import CODES as CASE_CODES
from decisis.compiler.codes import CODES as COMPILER_CODES
from decisis.syntax.codes import CODES as SYNTAX_CODES

CODES: dict[str, str] = {
    "E0601": "Questions are asked of a matter, which is loaded or typed first.",
    "E0602": "A line is a question, a block of the language, or a command, and nothing else.",
    "E0603": "What a session changes is a variant as it is, so that none is declared in it.",
    "E0604": "A session is about one matter at a time.",
    "E0605": "There is nothing left to take back, or to make again.",
    "E0606": "A command about an answer needs a question that was asked, or names one.",
    "E0607": "The record can be shown of a relation or a thing that it speaks of.",
    "E0608": "A session is compared with its file, or with the last answer.",
    "E0609": "Only words of the law, the matter, the language or the session can be explained.",
    "E0610": "A session is saved and loaded by the name of a case file.",
    "E0611": "Only what stands in a file can be read again from it.",
    "E0612": "A session is saved only as a text that says the same when it is read again.",
    "E0613": "A session is written to a regular file, and to one that is there only if told so.",
    "E0614": "A journal is a file that can be written, and belongs to one session at a time.",
}

EVERY_CODE: dict[str, str] = {**SYNTAX_CODES, **COMPILER_CODES, **CASE_CODES, **CODES}
