"""Mutated pages and feeds are read, in processes of their own: a crash is seen, its seed named."""

import subprocess
import sys

import pytest

from scraper.parse.page import parse_page
from tests.parse.fuzzing import mutated, originals


def ended(kind, bounds):
    """What is wrong with reading each run of seeds, all at once; nothing when all is well."""
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.parse.fuzzing", kind, str(first), str(last)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first, last in bounds
    ]
    told = [child.communicate(timeout=170) for child in children]
    return [
        f"seed {out.split()[-1:]} ended with {child.returncode}: {error[-800:]}"
        for child, (out, error), (_, last) in zip(children, told, bounds, strict=True)
        if child.returncode or int(out.split()[-1]) != last - 1
    ]


def test_20_000_mutated_pages_crash_nothing():
    assert ended("page", [(0, 10_000), (10_000, 20_000)]) == []


def test_2_000_mutated_feeds_are_read_or_named():
    assert ended("feed", [(0, 1_000), (1_000, 2_000)]) == []


@pytest.mark.parametrize("kind", ["page", "feed"])
def test_a_seed_names_its_page_and_most_differ(kind):
    bodies = originals(kind)
    made = [mutated(seed, bodies) for seed in range(300)]
    assert made == [mutated(seed, bodies) for seed in range(300)]
    assert len(set(made)) > 270


def test_mutation_leaves_many_pages_whole_enough_to_hold_a_post():
    """Noise alone would exercise nothing behind the parser of HTML."""
    bodies = originals("page")
    readings = [parse_page(*mutated(seed, bodies)[:2]) for seed in range(300)]
    assert sum(reading.post is not None for reading in readings) > 100
    assert any(reading.comments for reading in readings)
    assert any(reading.problem for reading in readings)
