"""Reports of workers, merged into the report of a run on Spark."""

from pyspark.accumulators import AccumulatorParam

SUMS = ("read", "written", "filtered", "dead_lettered", "bytes_read", "tasks")
STAGE_SUMS = ("in", "out", "failed", "filtered", "annotations", "seconds", "cpu_seconds")
# So many of the first failures and of the inputs that could not be read are named.
MAX_NAMED = 100


def of_task(report):
    """A worker's report as that of a run of one task."""
    kept = {name: report[name] for name in ("pipeline", "fingerprint", "stages_used", "filtered_by", "stages")}
    kept.update({name: report[name] for name in SUMS if name != "tasks"}, tasks=1)
    kept.update(peak_memory=report["peak_memory"], task_seconds=report["seconds"])
    kept.update(failures=report["failures"][:MAX_NAMED], unreadable=report["unreadable"][:MAX_NAMED])
    return kept


def merged(one, other):
    """The report of two tasks, or of two runs of many."""
    if not one or not other:
        return one or other
    result = dict(one)
    for name in SUMS:
        result[name] = one[name] + other[name]
    result["task_seconds"] = round(one["task_seconds"] + other["task_seconds"], 6)
    result["filtered_by"] = {
        reason: one["filtered_by"].get(reason, 0) + other["filtered_by"].get(reason, 0)
        for reason in sorted({*one["filtered_by"], *other["filtered_by"]})
    }
    result["peak_memory"] = max(one["peak_memory"], other["peak_memory"])
    result["stages"] = [_merged_stage(*pair) for pair in zip(one["stages"], other["stages"])]
    for name in ("failures", "unreadable"):
        result[name] = (one[name] + other[name])[:MAX_NAMED]
    return result


def _merged_stage(one, other):
    result = dict(one)
    for name in STAGE_SUMS:
        result[name] = round(one[name] + other[name], 6)
    slowest = [stage["slowest"] for stage in (one, other) if stage["slowest"]]
    result["slowest"] = max(slowest, key=lambda slow: slow["seconds"], default=None)
    return result


class Report(AccumulatorParam):
    """Spark adds up what a task has reported once, when its rows are counted."""

    def zero(self, value):
        return {}

    def addInPlace(self, one, other):
        return merged(one, other)
