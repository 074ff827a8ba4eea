from __future__ import annotations

import pytest

from indexes.judgements import JudgementsError, read_judgements

QUERIES = '{"id": 7, "query": "snow boot"}\n{"id": "8", "query": "mug"}\n'
SAME = {"snow boot": {"b1": 2.0, "b2": 0.0}, "mug": {"m": 1.0}}


def read(tmp_path, text, queries=None):
    qrels, texts = tmp_path / "qrels", tmp_path / "queries.jsonl"
    qrels.write_text(text, "utf-8")
    if queries:
        texts.write_text(queries, "utf-8")
    judged = read_judgements(qrels, texts if queries else None)
    return {one.query: dict(one.grades) for one in judged}


@pytest.mark.parametrize(
    "text",
    ["7 0 b1 2\n7 0 b2 0\n\n8 0 m 1\n", "7\t0\tb1\t2\n7\t0\tb2\t0\n8\t0\tm\t1\n"],
)
def test_trec_qrels(tmp_path, text):
    assert read(tmp_path, text, QUERIES) == SAME


@pytest.mark.parametrize(
    "text",
    [
        "query,product_id,grade\nsnow boot,b1,2\nsnow boot,b2,0\nmug,m,1\n",
        "\ufeffquery_id;query;Product ID;Rating\n1;snow boot;b1;2\n1;snow boot;b2;0\n2;mug;m;1\n",
        "qid\tkeywords\tdocid\trelevance\n1\tsnow boot\tb1\t2\n1\t\tb2\t0\n2\tmug\tm\t1\n",
    ],
)
def test_tables(tmp_path, text):
    assert read(tmp_path, text) == SAME


def test_a_table_whose_queries_are_in_another_file(tmp_path):
    text = "query_id,product_id,grade\n7,b1,2\n7,b2,0\n8,m,1\n"
    assert read(tmp_path, text, QUERIES) == SAME


def test_grades_in_words(tmp_path):
    text = "query,product_id,label\nq,a,Exact\nq,b,Partial\nq,c,Irrelevant\nq,d,S\n"
    assert read(tmp_path, text) == {"q": {"a": 1.0, "b": 0.5, "c": 0.0, "d": 0.1}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1 needs columns"),
        ("query,product_id\nq,a\n", ":1 needs columns"),
        ("query,product_id,grade\nq,a,good\n", ":2: the grade 'good'"),
        ("query,product_id,grade\nq,,1\n", ":2: product_id is empty"),
        ("query,product_id,grade\nq,a\n", ":2: the grade None"),
        ("query,product_id,grade\n", "no judgements"),
        ("7 0 b1 2\n7 0 b1\n", ":2 is not"),
        ("7 0 b1 2\n9 0 b1 1\n", "no text for 2 queries, the first is '7'"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, said):
    with pytest.raises(JudgementsError, match="qrels") as error:
        read(tmp_path, text)
    assert said in str(error.value)


def test_a_bad_query_is_said_with_its_line(tmp_path):
    with pytest.raises(JudgementsError, match=r"queries\.jsonl:3"):
        read(tmp_path, "7 0 b1 2\n", QUERIES + '{"query": 3}\n')
