"""Figures as a page: RESULTS.md."""

import re

MICRO_BYTES = 8 << 20


def markdown(figures):
    parts = [_head(figures)]
    parts += [_beside(figures, name, title) for name, title in BESIDE if name in figures]
    parts += [make(figures) for needs, make in SECTIONS if needs in figures]
    return "\n\n".join(part for part in parts if part) + "\n"


BESIDE = [
    ("chain", "The whole chain: JSON Lines in, names, numbers and quotes found, JSON Lines out"),
    ("normalising", "Normalising"),
    ("numbers", "Numbers"),
    ("copying", "The framework without stages: JSON Lines in and out"),
]


def _head(figures):
    machine, articles = figures["machine"], figures["articles"]
    return (
        "# Results\n\n"
        f"Written by `make bench` on {machine['date']} at commit {machine['commit']}: {machine['processor']}, {machine['system']}, Swift {machine['swift']}, "
        f"Python {machine['python']}; load {machine['load']} at the beginning, {machine.get('load_after', '?')} at the end. "
        f"{articles.count:,} articles, {articles.text_bytes() / 1e6:.1f} MB of text ({articles.origin}). "
        f"Contenders run in turn, {machine['rounds']} rounds, each on one core; figures are medians, with the least and the most. "
        "Of a peer the work alone is timed, without its imports and word lists; of Isnad the whole command from its start, unless a line says otherwise. "
        "The machine is shared: compare within a table, not between two pages.")


def _beside(figures, name, title):
    series = figures[name]
    # Like is compared with like: nobody else has a model.
    ours = [one for one in series if one.name.startswith("Isnad")][-1]
    rows = ["| | MB of text a CPU second | least–most | Isnad is | found |", "|---|--:|--:|--:|---|"]
    for one in series:
        low, high = one.spread
        ratio = "" if one.name.startswith("Isnad") else f"{_times(ours.rate / one.rate)} as fast"
        found = ", ".join(f"{value:,} {key}" if isinstance(value, int) else f"{value}" for key, value in one.sanity.items() if key not in ("normalizer", "writer", "sample", "answers"))
        rows.append(f"| {one.name} | {_figure(one.rate)} | {_figure(low)}–{_figure(high)} | {ratio} | {found} |")
    if name == "normalising" and (seconds := figures.get("micro", {}).get("normalise with alignment")):
        rows.insert(2, f"| Isnad: aligned, alone (micro-benchmark, other articles) | {_figure(MICRO_BYTES / 1e6 / seconds)} | | | |")
    return f"## {title}\n\n" + "\n".join(rows)


def _times(ratio):
    return f"{ratio:,.0f} ×" if ratio >= 10 else f"{ratio:.1f} ×"


def _figure(rate):
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}" if rate >= 1 else f"{rate:.2g}"


# MARK: Targets


def _targets(figures):
    rows = [row for row in _target_rows(figures) if row]
    lines = ["| | target | figure | |", "|---|--:|--:|---|"]
    lines += [f"| {what} | {target} | {figure} | {'met' if met else 'missed'} |" for what, target, figure, met in rows]
    return "## Targets, on one core\n\n" + "\n".join(lines)


def _rate_row(what, target, rate):
    return (what, f"≥ {target} MB/s", f"{_figure(rate)} MB/s", rate >= target)


def _framework_rows(micro):
    """What the framework itself costs."""
    many, none = (micro[f"100000 documents and {stages} stages that do nothing"] for stages in (20, 0))
    idle = (many - none) / (20 * 100_000) * 1e9
    yield ("a document and a stage that does nothing", "≤ 60 ns", f"{idle:.0f} ns", idle <= 60)
    tiny = micro["100000 tiny documents read and written"] / 100_000 * 1e6
    yield ("a tiny document read and written", "≤ 3 µs", f"{tiny:.1f} µs", tiny <= 3)
    service = "480 documents and a service at 50 ms"
    ratio = micro[f"{service} in turn"] / micro[service]
    yield ("a service at 50 ms, 16 documents in flight, against one", "≥ 15 ×", f"{ratio:.1f} ×", ratio >= 15)


def _target_rows(figures):
    if "copying" in figures:
        yield _rate_row("JSON Lines in and out, no stage", 150, figures["copying"][0].rate)
    micro = {name: MICRO_BYTES / 1e6 / seconds for name, seconds in figures.get("micro", {}).items() if seconds}
    if micro:
        yield _rate_row("normaliser with alignment (micro-benchmark)", 300, micro["normalise with alignment"])
        yield _rate_row("tokens and sentences (micro-benchmark)", 200, micro["tokens and sentences"])
        yield from _framework_rows(figures["micro"])
    stages = figures["stages"]
    own = lambda series, stage: series.median(lambda run: run.bytes / 1e6 / run.stages[stage])
    yield _rate_row("numbers, the stage", 100, own(stages["with"], "number-extractor"))
    yield _rate_row("quotes, the stage", 60, own(stages["with"], "quote-attributor"))
    yield _rate_row("names with the model, the stage", 4.5, own(stages["with"], "entity-tagger"))
    yield _rate_row("names with the accurate model, the stage (2,500 words/s)", 0.0275, own(stages["accurate"], "entity-tagger"))
    yield _rate_row("names without it, the stage", 60, own(stages["without"], "entity-tagger"))
    yield _rate_row("six stages with the model", 4, stages["with"].rate)
    yield _rate_row("six stages without it", 15, stages["without"].rate)
    if "workers" in figures:
        one, two = (series.median(lambda run: run.wall) for series in figures["workers"])
        yield ("two workers on two cores, against one on one", "≥ 1.8 ×", f"{one / two:.2f} ×", one / two >= 1.8)
    for line in figures.get("command", []):
        if match := re.search(r"first document: (\d+) ms", line):
            yield ("start to first document, with the model", "≤ 80 ms", f"{match[1]} ms", int(match[1]) <= 80)
    if "scale" in figures:
        memory = [series.median(lambda run: run.memory) / 1e6 for series in figures["scale"]]
        yield ("peak memory, two workers", "≤ 150 MB + 4 batches", f"{max(memory):.0f} MB", max(memory) <= 154)
        costs = [series.median(lambda run: run.cpu / run.sanity["documents"]) for series in figures["scale"]]
        drift = max(costs) / min(costs) - 1
        yield ("cost of a document from 10,000 to 1,000,000", "flat within 5%", f"{drift * 100:.1f}%", drift <= 0.05)


def _scale(figures):
    rows = ["| | CPU a document | peak memory | wall |", "|---|--:|--:|--:|"]
    for series in figures["scale"]:
        cost = series.median(lambda run: run.cpu / run.sanity["documents"] * 1e6)
        rows.append(f"| {series.name} | {cost:.0f} µs | {series.median(lambda run: run.memory) / 1e6:.1f} MB | {series.median(lambda run: run.wall):.1f} s |")
    return "## From ten thousand to a million documents\n\nThe chain without its model, two workers, from a pipe to /dev/null.\n\n" + "\n".join(rows)


def _spark(figures):
    rows = ["| | wall | least–most | articles a second |", "|---|--:|--:|--:|"]
    count = figures["articles"].count
    for series in figures["spark"]:
        walls = [run.wall for run in series.runs]
        wall = series.median(lambda run: run.wall)
        rate = "" if series.name.endswith("10 articles") else f"{count / wall:,.0f}"
        rows.append(f"| {series.name} | {wall:.1f} s | {min(walls):.1f}–{max(walls):.1f} s | {rate} |")
    alone, lines, tables, empty = (series.median(lambda run: run.wall) for series in figures["spark"])
    text = f"To begin and to end takes Spark {empty:.0f} s. Without that, JSON Lines take {(lines - empty) / alone:.1f} times as long as by the command alone, Parquet {(tables - empty) / alone:.1f} times."
    return "## Spark beside the command alone\n\nThe chain with its model, two cores, all articles.\n\n" + "\n".join(rows) + f"\n\n{text}"


def _micro(figures):
    rows = [f"| {name} | {seconds * 1000:.0f} ms |" for name, seconds in figures["micro"].items()]
    return "## Micro-benchmarks\n\nProcessor time of a pass over 8 MB of text (of the project's own articles), the median; its unit is 10 ms. With a service, time on the wall.\n\n| | |\n|---|--:|\n" + "\n".join(rows)


def _scripts(figures):
    lines = figures.get("command", []) + figures.get("plugins", []) + figures.get("package", [])
    return "## The command, stages outside the distribution, and the package for Python\n\n" + "\n".join(f"- {line}" for line in lines)


def _profile(figures):
    if not figures["profile"]:
        return "## Where the time goes\n\nThis machine has no perf."
    parts = ["## Where the time goes\n\nShares of samples (perf), the first twelve functions."]
    for name, symbols in figures["profile"].items():
        parts.append(f"**{name}**: " + " · ".join(f"`{symbol}` {share:.1f}%" for share, symbol in symbols) + f" (together {sum(share for share, _ in symbols):.0f}%)")
    return "\n\n".join(parts)


SECTIONS = [("stages", _targets), ("scale", _scale), ("spark", _spark), ("micro", _micro), ("command", _scripts), ("profile", _profile)]
