"""Sweeps: many lists, each of their targets asked once, by a crawler that keeps within the limits of every host.

`tables` holds what is known as Parquet files that DuckDB reads; `reading` fills it from lists; `owners` parts the targets by
who has to be asked slowly. Nothing here prints.
"""
