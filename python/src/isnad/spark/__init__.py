"""Isnad on Apache Spark: `python -m isnad.spark` runs a pipeline over files (see plugins/spark)."""
