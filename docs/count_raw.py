#!/usr/bin/env python3
"""Counts a raw file without this project's code, to hold a data set's manifest against it.

    ./nasrec prepare experiments/configs/avazu-sample.yaml --set data.raw=FILE \
        --set data.split=chronological --out DIR
    python3 docs/count_raw.py avazu FILE DIR/manifest.json

Only Python's standard library is used. The split must be chronological (the first 80 % of the rows
train): the counts of values then need no random numbers. Prints rows, label rate and each field's
number of ids (values seen often enough in training, and two more for missing and rare), and ends
with status 1 if a figure of the manifest differs. KDD Cup 2012 is counted without user profiles.
"""

import collections
import csv
import datetime
import gzip
import json
import sys

MIN_COUNT = {"criteo": 10, "avazu": 5, "kdd12": 10}
KDD12 = [2, 3, 4, 7, 8, 9, 10, 11]
PARTS = ("train", "validation", "test")


def criteo(lines):
    for line in lines:
        values = line.rstrip("\n").split("\t")
        yield int(values[0]), [value.lower() for value in values[14:]]


def avazu(lines):
    rows = csv.DictReader(lines)
    for row in rows:
        time = datetime.datetime.strptime(row["hour"], "%y%m%d%H")
        rest = [row[name] for name in rows.fieldnames if name not in ("id", "click", "hour")]
        yield int(row["click"]), [str(time.hour), str(time.isoweekday())] + rest


def kdd12(lines):
    for line in lines:
        values = line.rstrip("\n").split("\t")
        yield int(int(values[0]) > 0), [values[i] for i in KDD12] + ["", ""]


def main(name, raw, manifest):
    rows = []
    with open(raw, "rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
    with (gzip.open if compressed else open)(raw, "rt", encoding="ascii", newline="") as lines:
        rows = list(globals()[name](lines))
    folds = [min(9, 10 * i // len(rows)) for i in range(len(rows))]
    split = [PARTS[max(0, fold - 7)] for fold in folds]
    counted = {part: [0, 0] for part in PARTS}
    for part, (label, _) in zip(split, rows):
        counted[part][0] += 1
        counted[part][1] += label
    train = [values for part, (_, values) in zip(split, rows) if part == "train"]
    cardinalities = []
    for field in range(len(train[0])):
        counts = collections.Counter(values[field] for values in train if values[field] != "")
        cardinalities.append(2 + sum(n >= MIN_COUNT[name] for n in counts.values()))

    with open(manifest, encoding="utf-8") as file:
        made = json.load(file)
    assert made["key"]["split"] == "chronological", "prepare with --set data.split=chronological"
    print("rows", len(rows), "label rate %.4f" % (sum(label for label, _ in rows) / len(rows)))
    wrong = 0
    for part in PARTS:
        found = [made[part]["rows"], made[part]["positives"]]
        wrong += found != counted[part]
        print(part, "rows, positives", counted[part], "manifest", found)
    for field, ids, found in zip(made["sparseNames"], cardinalities, made["cardinalities"]):
        wrong += ids != found
        print(field, ids, "" if ids == found else "but the manifest has %d" % found)
    wrong += len(made["sparseNames"]) != len(cardinalities)
    print("%d figures differ" % wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in MIN_COUNT:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
