"""Queries with judgements of what should be found, from TREC qrels or a table."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Names of columns as judged sets of shops have them, in any case.
QUERY_ID = ("query_id", "qid", "queryid", "query id", "topic", "search_id")
QUERY = ("query", "query_text", "keyword", "keywords", "search_term", "search term", "question")
RECORD = ("product_id", "docid", "doc_id", "product id", "productid", "product_uid", "id")
GRADE = ("grade", "relevance", "rating", "label", "judgement", "judgment", "score", "esci_label")

# Grades in words, with the gains that the makers of such sets give them: WANDS (Chen et al.,
# 2022) and the Shopping Queries Data Set (Reddy et al., 2022).
NAMED = {
    "exact": 1.0,
    "partial": 0.5,
    "irrelevant": 0.0,
    "e": 1.0,
    "s": 0.1,
    "c": 0.01,
    "i": 0.0,
}


class JudgementsError(Exception):
    """A file of judgements or queries cannot be read; the message says where."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One query and the grades of the records that were judged for it."""

    id: str
    query: str
    grades: Mapping[str, float]


def read_judgements(qrels: Path, queries: Path | None = None) -> list[Judged]:
    """The judged queries of a file, in its order.

    `qrels` is TREC's "query-id 0 record-id grade" a line, or a table with a header whose
    columns may have many names. The queries' texts come from `queries`, with one {"id",
    "query"} a line, or from the table itself. Raises JudgementsError, with the file and
    line, for what cannot be read.
    """
    texts: dict[str, str] = dict(_texts(queries)) if queries else {}
    grades: dict[str, dict[str, float]] = defaultdict(dict)
    for row in _rows(qrels):
        grades[row.query_id][row.record] = row.grade
        if row.query:
            texts.setdefault(row.query_id, row.query)
    missing = [key for key in grades if key not in texts]
    if missing:
        raise JudgementsError(
            f"{qrels}: no text for {len(missing)} queries, the first is {missing[0]!r}; give"
            ' --queries with one {"id": ..., "query": ...} a line'
        )
    if not grades:
        raise JudgementsError(f"{qrels} has no judgements")
    return [Judged(key, texts[key], judged) for key, judged in grades.items()]


@dataclass(frozen=True, slots=True)
class _Row:
    query_id: str
    record: str
    grade: float
    query: str = ""


def _rows(path: Path) -> Iterator[_Row]:
    lines = path.read_text("utf-8-sig").splitlines()
    if _is_trec(lines[0].split() if lines else []):
        yield from _trec(path, lines)
    else:
        yield from _table(path, lines)


def _is_trec(first: Sequence[str]) -> bool:
    return len(first) == 4 and first[3].lstrip("-").replace(".", "", 1).isdigit()


def _trec(path: Path, lines: Iterable[str]) -> Iterator[_Row]:
    for number, line in enumerate(lines, start=1):
        parts = line.split()
        if len(parts) == 4:
            yield _Row(parts[0], parts[2], _grade(parts[3], f"{path}:{number}"))
        elif parts:
            raise JudgementsError(f"{path}:{number} is not 'query-id 0 record-id grade'")


def _table(path: Path, lines: Sequence[str]) -> Iterator[_Row]:
    delimiter = next((mark for mark in "\t,;" if lines and mark in lines[0]), ",")
    reader = csv.DictReader(lines, delimiter=delimiter)
    columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
    text = _column(columns, QUERY)
    query_id = _column(columns, QUERY_ID) or text
    record, grade = _column(columns, RECORD), _column(columns, GRADE)
    if query_id is None or record is None or grade is None:
        raise JudgementsError(
            f"{path}:1 needs columns such as query_id, query, product_id and grade; it has"
            f" {', '.join(columns) or 'none'}"
        )
    for row in reader:
        place = f"{path}:{reader.line_num}"
        if not row[record]:
            raise JudgementsError(f"{place}: {record} is empty")
        query = row[text] or "" if text else ""
        yield _Row(row[query_id], row[record], _grade(row[grade], place), query)


def _column(columns: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((columns[name] for name in names if name in columns), None)


def _grade(text: str | None, place: str) -> float:
    plain = (text or "").strip().lower()
    try:
        return NAMED[plain] if plain in NAMED else float(plain)
    except ValueError as error:
        raise JudgementsError(f"{place}: the grade {text!r} is no number") from error


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        if line.strip():
            try:
                value = json.loads(line)
                yield str(value["id"]), str(value["query"])
            except (ValueError, KeyError, TypeError) as error:
                raise JudgementsError(
                    f'{path}:{number} is no object such as {{"id": 1, "query": "blue shirt"}}'
                ) from error
