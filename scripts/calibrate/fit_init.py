#!/usr/bin/env python3
"""Fits the default init times of every measured runtime and writes them as a Rust table.

    scripts/calibrate/fit_init.py COLD_STARTS.csv [--write TABLE.rs]

The CSV has one row a runtime, architecture, memory size and package type (columns: runtime, architecture, memory_mb,
package_type, n, init_mean_ms, init_p50_ms, init_p90_ms, init_p99_ms, duration_cold_mean_ms, memory_used_mb, source_id,
date); only lambda-perf's rows of bare functions are used. It is not part of this repository. Without --write only the
quality of the fit is printed. Standard library only; the result is the same on every run.

Init does not depend on memory (rule P3), so the rows of one runtime, architecture and package type are one sample
each of the same distribution: two lognormal groups, an ordinary one and a slow one (host or cache not warm), fitted
to the middle of the rows' percentiles and, loosely, of their means.
"""

import argparse
import collections
import csv
import math
import statistics
import sys

Z99 = statistics.NormalDist().inv_cdf(0.99)
# What is asked of the fit: percentile, its column, the relative error allowed against a measured row.
TARGETS = ((0.50, "init_p50_ms", 0.10), (0.90, "init_p90_ms", 0.20), (0.99, "init_p99_ms", 0.30))
ROWS_SAMPLE = 760  # cold starts behind a typical row
# Where the ordinary spread of a group lies when nothing in the data says otherwise (sigma of the logarithm).
USUAL_SIGMA = {"fast": 0.12, "slow": 0.30}
# A slow group beyond this would run into the 10 s limit of init, which no hello-world was seen to do.
LONGEST_P99_MS = 6000.0


class TwoGroups:
    """A mixture of two lognormal groups, times in milliseconds."""

    def __init__(self, weight_slow, fast_p50, fast_sigma, slow_p50, slow_sigma):
        self.weight_slow = weight_slow
        self.fast = (fast_p50, fast_sigma)
        self.slow = (slow_p50, slow_sigma)

    def groups(self):
        return ((1 - self.weight_slow, *self.fast), (self.weight_slow, *self.slow))

    def cdf(self, x):
        return sum(w * 0.5 * math.erfc(-math.log(x / m) / (s * math.sqrt(2))) for w, m, s in self.groups())

    def density_of_log(self, x):
        """Density of ln X at ln x."""
        return sum(
            w * math.exp(-0.5 * (math.log(x / m) / s) ** 2) / (s * math.sqrt(2 * math.pi)) for w, m, s in self.groups()
        )

    def mean(self):
        return sum(w * m * math.exp(s * s / 2) for w, m, s in self.groups())

    def quantile(self, p):
        low = math.log(min(m * math.exp(-6 * s) for _, m, s in self.groups()))
        high = math.log(max(m * math.exp(6 * s) for _, m, s in self.groups()))
        for _ in range(34):
            middle = (low + high) / 2
            if self.cdf(math.exp(middle)) < p:
                low = middle
            else:
                high = middle
        return math.exp((low + high) / 2)

    def rounded(self):
        """As it stands in the table: weight, and p50 and p99 of each group."""
        fast, slow = ((round(m, 1), round(m * math.exp(Z99 * s), 1)) for m, s in (self.fast, self.slow))
        return (round(self.weight_slow, 3), *fast, *slow)

    @staticmethod
    def from_table(weight, fast_p50, fast_p99, slow_p50, slow_p99):
        return TwoGroups(
            weight, fast_p50, math.log(fast_p99 / fast_p50) / Z99, slow_p50, math.log(slow_p99 / slow_p50) / Z99
        )


def centre(values, tolerance):
    """The value that serves most of the measured `values` within the tolerance, and of those the most central one.

    A median would do where the rows agree; the p99 of some images does not repeat from row to row by a factor of ten,
    and then a value that is right for most rows beats one that is right for none.
    """
    ordered = sorted(values)
    median = statistics.median(ordered)
    pairs = [(low, high) for at, low in enumerate(ordered) for high in ordered[at:]]

    def merit(candidate):
        served = sum(abs(candidate / v - 1) <= tolerance for v in ordered)
        return served, -abs(math.log(candidate / median)), candidate

    best = max(merit(math.sqrt(low * high)) for low, high in pairs)
    if best[0] < len(ordered):
        # The middle of what is within the tolerance of both: it lies below their own middle.
        best = max(best, *(merit(math.sqrt((1 + tolerance) * low * (1 - tolerance) * high)) for low, high in pairs))
    return best[2]


def cost_of(targets, mean, parameters):
    """How far a mixture is from the targets; parameters are unbounded, see `decode`."""
    mixture = decode(parameters)
    cost = 0.0
    for p, wanted, tolerance in targets:
        found = mixture.quantile(p)
        cost += 40 * (math.log(found / wanted) / math.log(1 + tolerance)) ** 2
        # A percentile that falls between the groups would not repeat from sample to sample, as the measured ones do.
        scatter = math.sqrt(p * (1 - p) / ROWS_SAMPLE) / max(mixture.density_of_log(found), 1e-9)
        cost += (scatter / tolerance) ** 2
    cost += 4 * (math.log(mixture.mean() / mean) / math.log(1.10)) ** 2
    for name, (_, sigma) in (("fast", mixture.fast), ("slow", mixture.slow)):
        cost += 0.05 * math.log(sigma / USUAL_SIGMA[name]) ** 2
    slow_p99 = mixture.slow[0] * math.exp(Z99 * mixture.slow[1])
    cost += 20 * max(0.0, math.log(slow_p99 / LONGEST_P99_MS)) ** 2
    return cost


def decode(parameters):
    logit, fast, fast_sigma, step, slow_sigma = parameters
    fast_p50 = math.exp(fast)
    # The slow group is at least a twentieth slower: two groups on one spot would be one.
    slow_p50 = fast_p50 * (1.05 + math.exp(max(-9.0, min(step, 4.0))))
    limited = [max(0.02, min(math.exp(max(-9.0, min(s, 2.0))), 1.0)) for s in (fast_sigma, slow_sigma)]
    weight = 0.01 + 0.49 / (1 + math.exp(-max(-30.0, min(logit, 30.0))))
    return TwoGroups(weight, fast_p50, limited[0], slow_p50, limited[1])


def nelder_mead(function, start, steps, rounds=900):
    """Minimises a function of a few variables without derivatives (Nelder and Mead 1965)."""
    size = len(start)
    points = [list(start)] + [[x + (steps[i] if i == j else 0) for j, x in enumerate(start)] for i in range(size)]
    simplex = sorted((function(p), p) for p in points)
    for _ in range(rounds):
        if simplex[-1][0] - simplex[0][0] < 1e-9:
            break
        worst = simplex[-1]
        middle = [sum(p[i] for _, p in simplex[:-1]) / size for i in range(size)]

        def along(t):
            point = [m + t * (m - w) for m, w in zip(middle, worst[1])]
            return function(point), point

        reflected = along(1.0)
        if reflected[0] < simplex[0][0]:
            candidate = min(reflected, along(2.0))
        elif reflected[0] < simplex[-2][0]:
            candidate = reflected
        else:
            candidate = min(along(0.5), along(-0.5))
        if candidate[0] < worst[0]:
            simplex[-1] = candidate
        else:
            best = simplex[0][1]
            shrunk = [[(b + x) / 2 for b, x in zip(best, p)] for _, p in simplex[1:]]
            simplex = [simplex[0]] + [(function(p), p) for p in shrunk]
        simplex.sort()
    return simplex[0]


def fit(rows):
    targets = [(p, centre([row[column] for row in rows], tol), tol) for p, column, tol in TARGETS]
    mean = statistics.median(row["init_mean_ms"] for row in rows)
    p50, p99 = targets[0][1], targets[2][1]
    best = None
    for weight in (0.03, 0.12, 0.3):
        logit = math.log((weight - 0.01) / (0.5 - weight))
        start = [logit, math.log(p50), math.log(0.1), math.log(max(0.05, 0.7 * p99 / p50 - 1)), math.log(0.2)]
        found = nelder_mead(lambda x: cost_of(targets, mean, x), start, [0.5, 0.03, 0.3, 0.3, 0.3])
        if best is None or found[0] < best[0]:
            best = found
    return decode(best[1]).rounded()


def slope_of_first_call(rows):
    """CPU time of the first handler call with one whole vCPU: cold Duration against 1769/memory, least squares."""
    points = [(1769 / row["memory_mb"], row["duration_cold_mean_ms"]) for row in rows]
    if len({x for x, _ in points}) < 2:
        return None
    return max(0.0, statistics.linear_regression(*zip(*points)).slope)


def read(path):
    numbers = ("memory_mb", "n", "init_mean_ms", "init_p50_ms", "init_p90_ms", "init_p99_ms",
               "duration_cold_mean_ms", "memory_used_mb")  # fmt: skip
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["source_id"] == "lambda-perf" and "snapstart" not in row["runtime"]:
                yield row | {name: float(row[name]) for name in numbers}


CELLS = (("zip_x86_64", "zip", "x86_64"), ("zip_arm64", "zip", "arm64"),
         ("image_x86_64", "image", "x86_64"), ("image_arm64", "image", "arm64"))  # fmt: skip


def report(fits, cells):
    """Prints how many measured rows the table meets, and every one it does not."""
    met = collections.Counter()
    total = 0
    for key, rows in sorted(cells.items()):
        mixture = TwoGroups.from_table(*fits[key])
        for row in rows:
            total += 1
            errors = [(column, mixture.quantile(p) / row[column] - 1, tol) for p, column, tol in TARGETS]
            for column, error, tol in errors:
                met[column] += abs(error) <= tol
            if all(abs(error) <= tol for _, error, tol in errors):
                met["all three"] += 1
            else:
                print("missed:", *key, f"{row['memory_mb']:.0f} MB",
                      *(f"{c[5:8]} {e:+.1%}" for c, e, t in errors if abs(e) > t))  # fmt: skip
    for column, count in met.items():
        print(f"{column}: {count} of {total} rows within tolerance")


def held_out(cells):
    """Fits without one row and asks for that row: how the fit does on cells it has not seen."""
    met = collections.Counter()
    total = 0
    for rows in cells.values():
        for left_out in rows if len(rows) > 1 else ():
            total += 1
            mixture = TwoGroups.from_table(*fit([row for row in rows if row is not left_out]))
            good = [abs(mixture.quantile(p) / left_out[c] - 1) <= tol for p, c, tol in TARGETS]
            met["all three"] += all(good)
            for (_, column, _), one in zip(TARGETS, good):
                met[column] += one
    for column, count in met.items():
        print(f"left out, {column}: {count} of {total} rows within tolerance")


def rust_table(fits, cells):
    by_runtime = collections.defaultdict(list)
    for (runtime, _, _), rows in cells.items():
        by_runtime[runtime] += rows
    lines = [
        "//! Measured init times, first-call CPU and memory of bare functions. Generated, not edited by hand:",
        "//! `scripts/calibrate/fit_init.py COLD_STARTS.csv --write crates/lambda-scenario/src/runtimes/measured.rs`.",
        "//!",
        "//! Source: lambda-perf (<https://github.com/maxday/lambda-perf>), hello-world, fresh deployment and ten forced",
        "//! cold starts a day; fitted over 128 to 1,024 MB, on which init does not depend (rule P3).",
        "",
        "use super::measurement::{Fitted, Measurement, Tenths};",
        "",
        "/// The source of a row, with the days it was measured on.",
        "macro_rules! source {",
        "    ($days:literal) => {",
        '        concat!("lambda-perf, ", $days, ", https://github.com/maxday/lambda-perf")',
        "    };",
        "}",
        "",
        "/// Every measurement, in order of name.",
        '#[allow(clippy::approx_constant, reason = "a weight near 1/π is chance")]',
        "#[rustfmt::skip]",
        "pub(super) static MEASURED: &[Measurement] = &[",
    ]
    for runtime, rows in sorted(by_runtime.items()):
        dates = {row["date"].replace("/", "..") for row in rows}
        assert len(dates) == 1, (runtime, dates)
        zips = [row for row in rows if row["package_type"] == "zip"]
        slopes = [slope_of_first_call([r for r in zips if r["architecture"] == a]) for a in ("x86_64", "arm64")]
        known = [slope for slope in slopes if slope is not None]
        memory = statistics.mean(row["memory_used_mb"] for row in zips)
        lines.append(f'    Measurement {{ name: "{runtime}", source: source!("{dates.pop()}"), '
                     f"first_call_cpu_ms: Tenths::of({statistics.mean(known):.1f}), memory_used_mb: {memory:.0f},")  # fmt: skip
        for field, package, architecture in CELLS:
            groups = fits.get((runtime, package, architecture))
            value = f"Some(Fitted::of({', '.join(map(str, groups))}))" if groups else "None"
            lines.append(f"        {field}: {value},")
        lines.append("    },")
    return "\n".join([*lines, "];", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("csv")
    parser.add_argument("--write", metavar="TABLE.rs", help="write the Rust table here")
    parser.add_argument("--held-out", action="store_true", help="also fit without each row in turn (ten minutes)")
    arguments = parser.parse_args()

    cells = collections.defaultdict(list)
    for row in read(arguments.csv):
        cells[row["runtime"], row["package_type"], row["architecture"]].append(row)
    fits = {key: fit(rows) for key, rows in cells.items()}
    report(fits, cells)
    if arguments.held_out:
        held_out(cells)
    if arguments.write:
        with open(arguments.write, "w", encoding="utf-8") as file:
            file.write(rust_table(fits, cells))
        print("wrote", arguments.write, file=sys.stderr)


if __name__ == "__main__":
    main()
