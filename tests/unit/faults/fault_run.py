"""The fault tests at any size: `python tests/unit/faults/fault_run.py --seeds 1-20`."""

# ruff: noqa: T201  # figures are what it is for

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from fault_engines import DeskEngine, LogEngine, StockTinyDB
from fault_rig import (
    Figures,
    bit_flips,
    full_disk,
    io_errors,
    missing_files,
    power_loss,
    read_errors,
    spoilt_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fault_engines import Engine

_ENGINES: Final[Mapping[str, Engine]] = {
    engine.name: engine for engine in (DeskEngine(), LogEngine(), StockTinyDB())
}


def _seeds(told: str) -> range:
    first, _, last = told.partition("-")
    return range(int(first), int(last or first) + 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("what", nargs="*", default=["all"], help=f"of {', '.join(_RIGS)}; or all")
    parser.add_argument("--engine", choices=_ENGINES, default="desk")
    parser.add_argument("--seeds", type=_seeds, default="1-2", help="first-last")
    parser.add_argument("--variants", type=int, default=8, help="states of each moment")
    parser.add_argument("--recovery", type=float, default=0.1, help="share whose recovery is cut as well")
    parser.add_argument("--flips", type=int, default=500, help="of each seed")
    parser.add_argument(
        "--only", type=int, nargs=2, metavar=("K", "CHOICE"), help="one case of power or reads"
    )
    chosen = parser.parse_args()
    if isinstance(chosen.seeds, str):
        chosen.seeds = _seeds(chosen.seeds)
    return chosen


def _power(engine: Engine, seed: int, told: argparse.Namespace) -> Figures:
    only = tuple(told.only) if told.only else None
    return power_loss(engine, seed, told.variants, recovery=told.recovery, only=only)


def _control(engine: Engine, seed: int, told: argparse.Namespace, knob: str) -> Figures:
    figures = power_loss(engine, seed, told.variants // 4 or 1, knobs={knob: True})
    figures.name += f", {knob} (must fail)"
    return figures


_RIGS: Final[Mapping[str, Callable[[Engine, int, argparse.Namespace], Figures]]] = {
    "power": _power,
    "io": lambda engine, seed, _: io_errors(engine, seed),
    "io-reads": lambda engine, seed, _: io_errors(engine, seed, knobs={"fail_reads": True}, faults=["EIO"]),
    "io-names": lambda engine, seed, _: io_errors(engine, seed, knobs={"forget_names": True}, faults=["EIO"]),
    "reads": lambda engine, seed, told: read_errors(
        engine, seed, told.variants, only=tuple(told.only) if told.only else None
    ),
    "full": lambda engine, seed, _: full_disk(engine, seed),
    "flips": lambda engine, seed, told: bit_flips(engine, seed, told.flips),
    "spoilt": lambda engine, seed, told: spoilt_files(engine, seed, told.flips),
    "missing": lambda engine, seed, _: missing_files(engine, seed),
    "no-sync": lambda engine, seed, told: _control(engine, seed, told, "ignore_sync"),
    "no-folder-sync": lambda engine, seed, told: _control(engine, seed, told, "ignore_folder_sync"),
}
_CONTROLS: Final = {"no-sync", "no-folder-sync"}


def main() -> int:
    """Print the figures of each rig; 1 when something was violated that must not be."""
    told = _arguments()
    engine = _ENGINES[told.engine]
    worst = 0
    for what in _RIGS if told.what == ["all"] else told.what:
        total = Figures("")
        for seed in told.seeds:
            figures = _RIGS[what](engine, seed, told)
            total.name = figures.name if what not in {"io-reads", "io-names"} else f"{figures.name} ({what})"
            total.add(figures)
        print(total, flush=True)
        worst |= bool(total.violations) != (what in _CONTROLS)
    return int(worst)


if __name__ == "__main__":
    sys.exit(main())
