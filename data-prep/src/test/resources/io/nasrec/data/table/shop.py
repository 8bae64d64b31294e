"""Wrote the shop.* files beside it, with pyarrow 25.0.1: rows of every type, in every codec.

TableFilesTest knows the same rows by their formulas.
"""

import datetime
import decimal

import pyarrow
import pyarrow.feather
import pyarrow.parquet

ROWS = range(40)


def unless(missing, value):
    return None if missing else value


table = pyarrow.table(
    {
        "bought": pyarrow.array([i % 3 == 0 for i in ROWS]),
        "price": pyarrow.array([unless(i % 7 == 0, i / 4) for i in ROWS], pyarrow.float64()),
        "weight": pyarrow.array([i / 8 for i in ROWS], pyarrow.float32()),
        "stock": pyarrow.array([i * 100 for i in ROWS], pyarrow.int16()),
        "cost": pyarrow.array([decimal.Decimal(100 + i) / 100 for i in ROWS], pyarrow.decimal128(12, 2)),
        "city": pyarrow.array([unless(i % 5 == 0, "Köln, %d" % (i % 4)) for i in ROWS]),
        "shop": pyarrow.array([unless(i % 6 == 0, "s%d" % (i % 3)) for i in ROWS]).dictionary_encode(),
        "big": pyarrow.array([2**64 - 1 - i % 3 for i in ROWS], pyarrow.uint64()),
        "large": pyarrow.array(["v%d" % (i % 9) for i in ROWS], pyarrow.large_string()),
        "bytes": pyarrow.array([b"x%d" % (i % 5) for i in ROWS], pyarrow.binary()),
        "day": pyarrow.array([datetime.date(2024, 1, 1 + i % 7) for i in ROWS], pyarrow.date32()),
    }
)
for codec in ["none", "snappy", "gzip", "brotli", "lz4", "zstd"]:
    pyarrow.parquet.write_table(
        table, "shop-%s.parquet" % codec, compression=codec, row_group_size=25, write_statistics=False
    )
for codec in ["uncompressed", "lz4", "zstd"]:
    pyarrow.feather.write_feather(table, "shop-%s.arrow" % codec, compression=codec, chunksize=25)
