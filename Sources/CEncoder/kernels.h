// What encoder.c and the kernels share.
#ifndef ISNAD_KERNELS_H
#define ISNAD_KERNELS_H

#include "CEncoder.h"

/// Numbers of a head: all encoders that are read here have so many.
#define HEAD 32
/// Rows of queries that are looked at together.
#define ROWS 8

/// Rows that go through the inner layer together: their numbers stay in the second cache.
#define BLOCK 48

/// Pieces in whole groups of two registers.
static inline int isnad_padded(int count) { return (count + 31) / 32 * 32; }

/// Where a window's numbers lie while it is read.
typedef struct {
  float *mixed;     // queries, keys and values: rows of 3 * width
  float *added;     // rows of width
  float *inner;     // BLOCK rows of inner
  float *scores;    // ROWS rows, one number a piece
  int8_t *small;    // BLOCK rows of inner, or all rows of width
  float *scales;    // of small's rows
  int32_t *sums;    // of small's rows
  int16_t *queries; // of one head: rows of 32
  int16_t *keys;    // packed: pieces in groups of 16, each two numbers of a piece side by side
  int16_t *values;  // packed: 32 numbers of two pieces side by side
  int16_t *shares;  // ROWS rows, one number a piece
} isnad_scratch;

typedef void isnad_window_reader(const isnad_encoder *, const int32_t *, int, const isnad_scratch *, float *);

isnad_window_reader isnad_read_portable;
#if defined(__x86_64__)
isnad_window_reader isnad_read_avx2, isnad_read_avx512;
#endif
#if defined(__aarch64__)
isnad_window_reader isnad_read_neon;
#endif

#endif
