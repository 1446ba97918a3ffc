"""Identifiers and timestamps."""

import re
import uuid

from annotator.core.ids import new_id, now


def test_ids_are_uuid_version_7_and_sort_by_time():
    ids = [new_id() for _ in range(2000)]
    assert len(set(ids)) == len(ids)
    assert {uuid.UUID(value).version for value in ids} == {7}
    assert {uuid.UUID(value).variant for value in ids} == {uuid.RFC_4122}
    stamps = [value[:13] for value in ids]
    assert stamps == sorted(stamps)


def test_now_is_utc_with_milliseconds():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", now())
