// Processors with AVX-512 VNNI: four products of eight bits, or two of sixteen, a lane and instruction.
#if defined(__x86_64__)
#include <immintrin.h>
#include "kernels.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))), apply_to = function)
#include "arithmetic.h"

INLINE __m512i four(const int8_t *at) {
  int32_t bits;
  memcpy(&bits, at, 4);
  return _mm512_set1_epi32(bits);
}

INLINE __m512i two(const int16_t *at) {
  int32_t bits;
  memcpy(&bits, at, 4);
  return _mm512_set1_epi32(bits);
}

/// Six rows by a panel: 24 registers of sums.
#define TILE 6

INLINE void multiply_tile(
  const int8_t *a, const float *scales, const int32_t *sums, const int rows, int depth, const uint8_t *panel,
  const float *weight_scales, const float *bias, float *out, int stride) {
  __m512i total[TILE][4];
  for (int i = 0; i < rows; i++)
    for (int n = 0; n < 4; n++) total[i][n] = _mm512_setzero_si512();
  for (int k = 0; k < depth; k += 4) {
    const uint8_t *w = panel + (size_t)k * ISNAD_PANEL;
    __m512i w0 = _mm512_loadu_si512(w), w1 = _mm512_loadu_si512(w + 64);
    __m512i w2 = _mm512_loadu_si512(w + 128), w3 = _mm512_loadu_si512(w + 192);
    for (int i = 0; i < rows; i++) {
      __m512i x = four(a + (size_t)i * depth + k);
      total[i][0] = _mm512_dpbusd_epi32(total[i][0], w0, x);
      total[i][1] = _mm512_dpbusd_epi32(total[i][1], w1, x);
      total[i][2] = _mm512_dpbusd_epi32(total[i][2], w2, x);
      total[i][3] = _mm512_dpbusd_epi32(total[i][3], w3, x);
    }
  }
  for (int i = 0; i < rows; i++) {
    __m512i biased = _mm512_set1_epi32(128 * sums[i]);
    __m512 scale = _mm512_set1_ps(scales[i]);
    for (int n = 0; n < 4; n++) {
      __m512 x = _mm512_cvtepi32_ps(_mm512_sub_epi32(total[i][n], biased));
      x = _mm512_mul_ps(_mm512_mul_ps(x, scale), _mm512_loadu_ps(weight_scales + n * 16));
      _mm512_storeu_ps(out + (size_t)i * stride + n * 16, _mm512_add_ps(x, _mm512_loadu_ps(bias + n * 16)));
    }
  }
}

static void multiply_rows(
  const int8_t *a, const float *scales, const int32_t *sums, int rows, int depth, const uint8_t *panel,
  const float *weight_scales, const float *bias, float *out, int stride) {
  int i = 0;
#define PART(count) multiply_tile(a + (size_t)i * depth, scales + i, sums + i, count, depth, panel, weight_scales, bias, out + (size_t)i * stride, stride)
  for (; i + TILE <= rows; i += TILE) PART(TILE);
  switch (rows - i) {
    case 5: PART(5); break;
    case 4: PART(4); break;
    case 3: PART(3); break;
    case 2: PART(2); break;
    case 1: PART(1); break;
  }
#undef PART
}

INLINE void score_tile(const int16_t *queries, const int rows, const int16_t *keys, int size, float *scores) {
  for (int group = 0; group < size; group += 32) {
    const int16_t *key = keys + (size_t)group * HEAD;
    __m512i total[ROWS][2];
    for (int i = 0; i < rows; i++) total[i][0] = total[i][1] = _mm512_setzero_si512();
    for (int k = 0; k < HEAD; k += 2) {
      __m512i first = _mm512_loadu_si512(key + k * 16), second = _mm512_loadu_si512(key + 16 * HEAD + k * 16);
      for (int i = 0; i < rows; i++) {
        __m512i x = two(queries + i * HEAD + k);
        total[i][0] = _mm512_dpwssd_epi32(total[i][0], first, x);
        total[i][1] = _mm512_dpwssd_epi32(total[i][1], second, x);
      }
    }
    for (int i = 0; i < rows; i++) {
      _mm512_storeu_ps(scores + (size_t)i * size + group, _mm512_cvtepi32_ps(total[i][0]));
      _mm512_storeu_ps(scores + (size_t)i * size + group + 16, _mm512_cvtepi32_ps(total[i][1]));
    }
  }
}

static void score_rows(const int16_t *queries, int rows, const int16_t *keys, int size, float *scores) {
  if (rows == ROWS) return score_tile(queries, ROWS, keys, size, scores);
  for (int i = 0; i < rows; i++) score_tile(queries + i * HEAD, 1, keys, size, scores + (size_t)i * size);
}

INLINE void mix_tile(const int16_t *shares, const int rows, int size, const int16_t *values, float worth, float *out, int stride) {
  __m512i total[ROWS][2];
  for (int i = 0; i < rows; i++) total[i][0] = total[i][1] = _mm512_setzero_si512();
  for (int k = 0; k < size; k += 2) {
    __m512i first = _mm512_loadu_si512(values + (size_t)k * HEAD), second = _mm512_loadu_si512(values + (size_t)k * HEAD + HEAD);
    for (int i = 0; i < rows; i++) {
      __m512i x = two(shares + (size_t)i * size + k);
      total[i][0] = _mm512_dpwssd_epi32(total[i][0], first, x);
      total[i][1] = _mm512_dpwssd_epi32(total[i][1], second, x);
    }
  }
  for (int i = 0; i < rows; i++)
    for (int n = 0; n < 2; n++)
      _mm512_storeu_ps(out + (size_t)i * stride + n * 16, _mm512_mul_ps(_mm512_cvtepi32_ps(total[i][n]), _mm512_set1_ps(worth)));
}

static void mix_rows(const int16_t *shares, int rows, int size, const int16_t *values, float worth, float *out, int stride) {
  if (rows == ROWS) return mix_tile(shares, ROWS, size, values, worth, out, stride);
  for (int i = 0; i < rows; i++) mix_tile(shares + (size_t)i * size, 1, size, values, worth, out + (size_t)i * stride, stride);
}

#include "window.h"

void isnad_read_avx512(const isnad_encoder *encoder, const int32_t *pieces, int count, const isnad_scratch *scratch, float *states) {
  read_window(encoder, pieces, count, scratch, states);
}
#pragma clang attribute pop
#endif
