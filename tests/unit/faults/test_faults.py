"""What the desk promises of power cuts, failing disks, full disks and damage, tried at every call.

`fault_run.py` runs the same at any size. The controls say that the rig would notice: a desk whose syncs do
nothing, and TinyDB as it comes, must fail.
"""

from __future__ import annotations

import pytest
from fault_engines import DeskEngine, LogEngine, StockTinyDB
from fault_rig import (
    Figures,
    bit_flips,
    full_disk,
    io_errors,
    missing_files,
    power_loss,
    read_errors,
    record,
    spoilt_files,
)

DESK = DeskEngine()
SEEDS = range(1, 8)
EACH = 1450
"""States of one seed at least: ten thousand in all."""


def holds(figures: Figures) -> None:
    """Nothing was violated, and there was something that could have been."""
    if figures.violations:
        pytest.fail(str(figures), pytrace=False)
    assert figures.acknowledged


@pytest.mark.parametrize("seed", SEEDS)
def test_power_may_go_at_any_call(seed: int) -> None:
    """Nothing acknowledged is lost, nothing else appears, and the desk opens; also within a recovery."""
    figures = power_loss(DESK, seed, 8)
    holds(figures)
    assert figures.states >= EACH
    assert figures.within_recovery >= EACH / 10


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_call_may_fail(seed: int) -> None:
    """Once or for good, of EIO, ENOSPC or in part; power cuts afterwards."""
    holds(io_errors(DESK, seed))


def test_reads_and_openings_may_fail() -> None:
    """One at a time, on a disk that else works."""
    holds(io_errors(DESK, 4, knobs={"fail_reads": True}, faults=["EIO"]))


def test_reads_may_fail_after_a_power_cut() -> None:
    """What could not be read for once is not given up."""
    holds(read_errors(DESK, 1, 2))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_full_disk_refuses_and_loses_nothing(seed: int) -> None:
    """When there is space again, it goes on."""
    figures = full_disk(DESK, seed)
    holds(figures)
    assert figures.refusals


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_any_byte_may_be_another(seed: int) -> None:
    """The desk opens, has all annotations, and says so where their journal was hurt."""
    holds(bit_flips(DESK, seed, 500))


@pytest.mark.parametrize("seed", [1, 2])
def test_any_file_may_be_cut_off(seed: int) -> None:
    """Or have lost a sector: the same."""
    holds(spoilt_files(DESK, seed, 100))


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_any_file_may_be_missing(seed: int) -> None:
    """The same."""
    holds(missing_files(DESK, seed))


@pytest.mark.parametrize("knob", ["ignore_sync", "ignore_folder_sync"])
@pytest.mark.parametrize("engine", [DESK, LogEngine()], ids=lambda engine: engine.name)
def test_a_store_whose_syncs_do_nothing_fails(engine: DeskEngine | LogEngine, knob: str) -> None:
    """The rig sees it."""
    figures = power_loss(engine, 1, 2, knobs={knob: True})
    assert len(figures.violations) > figures.states / 10


def test_stock_tinydb_fails() -> None:
    """In each of the tests."""
    engine = StockTinyDB()
    for figures in (
        power_loss(engine, 1, 4),
        io_errors(engine, 1),
        full_disk(engine, 1, 12),
        bit_flips(engine, 1, 50),
        missing_files(engine, 1),
    ):
        assert figures.violations, str(figures)


def test_a_small_right_store_passes() -> None:
    """So what the rig says of others is not its own fault."""
    engine = LogEngine()
    for figures in (
        power_loss(engine, 1, 4),
        io_errors(engine, 1),
        io_errors(engine, 2, knobs={"forget_names": True}, faults=["EIO"]),
        io_errors(engine, 3, knobs={"fail_reads": True}, faults=["EIO"]),
        read_errors(engine, 1, 1),
        full_disk(engine, 1, 12),
    ):
        holds(figures)


def test_a_case_is_run_again_by_its_numbers() -> None:
    """What a violation says leads back to it."""
    engine = StockTinyDB()
    whole = power_loss(engine, 1, 4)
    first = next(why for why in whole.violations if "in its recovery" not in why)
    k, choice = (int(first.split(f"{name}=")[1].split(",")[0]) for name in ("k", "choice"))
    again = power_loss(engine, 1, 4, only=(k, choice))
    assert first in again.violations
    assert again.states < whole.states


def test_workloads_do_everything() -> None:
    """Each verb comes up, and texts of more than a sector."""
    verbs = [verb for seed in SEEDS for verb in record(DESK, seed).verbs]
    assert {verb.kind for verb in verbs} == DESK.kinds | {"import", "annotate", "edit", "remove", "reopen"}
    assert max(len(verb.note) for verb in verbs) > 1000
