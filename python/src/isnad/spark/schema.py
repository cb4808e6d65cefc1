"""The tables that a run on Spark writes, as Spark's types."""

PART = "STRUCT<start: BIGINT, end: BIGINT, text: STRING>"

# A document as it leaves the pipeline. `metadata` and `layers` hold what nobody can know beforehand: texts as they
# are, everything else as JSON. Offsets are of the unit that `offsets` says.
DOCUMENT = f"""
  schema STRING, offsets STRING, id STRING,
  source STRUCT<uri: STRING, record: BIGINT>,
  metadata MAP<STRING, STRING>,
  text STRING,
  sentences ARRAY<STRUCT<start: BIGINT, end: BIGINT>>,
  entities ARRAY<STRUCT<
    id: STRING, start: BIGINT, end: BIGINT, text: STRING, label: STRING, name: STRING, cluster: STRING,
    kb_id: STRING, country: STRING, latitude: DOUBLE, longitude: DOUBLE, confidence: DOUBLE, by: STRING>>,
  numbers ARRAY<STRUCT<
    id: STRING, start: BIGINT, end: BIGINT, text: STRING, kind: STRING, value: DOUBLE, min: DOUBLE, max: DOUBLE,
    unit: STRING, currency: STRING, iso: STRING, hijri: STRING, modifier: STRING, by: STRING>>,
  quotes ARRAY<STRUCT<
    id: STRING, start: BIGINT, end: BIGINT, text: STRING, kind: STRING, polarity: STRING,
    cue: {PART}, speaker: {PART}, speaker_name: STRING, speaker_type: STRING, speaker_entity: STRING,
    via: {PART}, nested_in: STRING, confidence: DOUBLE, by: STRING>>,
  figures ARRAY<STRUCT<
    id: STRING, start: BIGINT, end: BIGINT, text: STRING, number: STRING, value: DOUBLE, min: DOUBLE, max: DOUBLE,
    unit: STRING, modifier: STRING, event: STRING, trigger: {PART}, subject: {PART}, place: {PART},
    place_entity: STRING, place_scope: STRING, inferred_place: {PART}, inferred_place_entity: STRING, time: {PART},
    time_number: STRING, source_name: STRING, source_entity: STRING, quote: STRING, part_of: STRING,
    polarity: STRING, confidence: DOUBLE, by: STRING>>,
  layers MAP<STRING, STRING>,
  errors ARRAY<STRUCT<stage: STRING, code: STRING, message: STRING>>
"""

# A record that failed, with all that is needed to try it again: `isnad run --dead-letters` reads it as JSON Lines.
DEAD_LETTER = """
  schema STRING,
  source STRUCT<uri: STRING, record: BIGINT, byte_offset: BIGINT>,
  id STRING, stage STRING, code STRING, message STRING, attempts BIGINT, time STRING, reader BIGINT,
  format STRING, record STRING, record_base64 STRING
"""
