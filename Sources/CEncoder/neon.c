// ARM processors of 64 bits.
#if defined(__aarch64__)
#include <arm_neon.h>
#include "kernels.h"
#include "arithmetic.h"

/// Two rows by sixteen outputs: each output's sum in two halves side by side.
INLINE void multiply_tile(
  const int8_t *a, const float *scales, const int32_t *sums, const int rows, int depth, const uint8_t *panel,
  const float *weight_scales, const float *bias, float *out, int stride) {
  const uint8x16_t bias8 = vdupq_n_u8(128);
  for (int part = 0; part < ISNAD_PANEL; part += 16) {
    int32x4_t total[2][8];
    for (int i = 0; i < rows; i++)
      for (int n = 0; n < 8; n++) total[i][n] = vdupq_n_s32(0);
    for (int k = 0; k < depth; k += 4) {
      const uint8_t *w = panel + (size_t)k * ISNAD_PANEL + part * 4;
      int8x16_t weights[4];
      for (int n = 0; n < 4; n++) weights[n] = vreinterpretq_s8_u8(veorq_u8(vld1q_u8(w + n * 16), bias8));
      for (int i = 0; i < rows; i++) {
        int32_t bits;
        memcpy(&bits, a + (size_t)i * depth + k, 4);
        int8x16_t x = vreinterpretq_s8_s32(vdupq_n_s32(bits));
        for (int n = 0; n < 4; n++) {
          total[i][2 * n] = vpadalq_s16(total[i][2 * n], vmull_s8(vget_low_s8(weights[n]), vget_low_s8(x)));
          total[i][2 * n + 1] = vpadalq_s16(total[i][2 * n + 1], vmull_high_s8(weights[n], x));
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      int32_t halves[32];
      for (int n = 0; n < 8; n++) vst1q_s32(halves + n * 4, total[i][n]);
      for (int n = 0; n < 16; n++)
        out[(size_t)i * stride + part + n] = (float)(halves[2 * n] + halves[2 * n + 1]) * scales[i] * weight_scales[part + n] + bias[part + n];
    }
  }
}

static void multiply_rows(
  const int8_t *a, const float *scales, const int32_t *sums, int rows, int depth, const uint8_t *panel,
  const float *weight_scales, const float *bias, float *out, int stride) {
  (void)sums;
  int i = 0;
#define PART(count) multiply_tile(a + (size_t)i * depth, scales + i, sums + i, count, depth, panel, weight_scales, bias, out + (size_t)i * stride, stride)
  for (; i + 2 <= rows; i += 2) PART(2);
  if (i < rows) PART(1);
#undef PART
}

static void score_rows(const int16_t *queries, int rows, const int16_t *keys, int size, float *scores) {
  for (int i = 0; i < rows; i++)
    for (int group = 0; group < size; group += 16) {
      const int16_t *key = keys + (size_t)group * HEAD;
      int32x4_t total[4];
      for (int n = 0; n < 4; n++) total[n] = vdupq_n_s32(0);
      for (int k = 0; k < HEAD; k += 2)
        for (int n = 0; n < 4; n++) {
          int16x4x2_t pair = vld2_s16(key + k * 16 + n * 8);
          total[n] = vmlal_n_s16(total[n], pair.val[0], queries[i * HEAD + k]);
          total[n] = vmlal_n_s16(total[n], pair.val[1], queries[i * HEAD + k + 1]);
        }
      for (int n = 0; n < 4; n++) vst1q_f32(scores + (size_t)i * size + group + n * 4, vcvtq_f32_s32(total[n]));
    }
}

static void mix_rows(const int16_t *shares, int rows, int size, const int16_t *values, float worth, float *out, int stride) {
  for (int i = 0; i < rows; i++) {
    int32x4_t total[8];
    for (int n = 0; n < 8; n++) total[n] = vdupq_n_s32(0);
    for (int k = 0; k < size; k += 2)
      for (int n = 0; n < 8; n++) {
        int16x4x2_t pair = vld2_s16(values + (size_t)k * HEAD + n * 8);
        total[n] = vmlal_n_s16(total[n], pair.val[0], shares[(size_t)i * size + k]);
        total[n] = vmlal_n_s16(total[n], pair.val[1], shares[(size_t)i * size + k + 1]);
      }
    for (int n = 0; n < 8; n++) vst1q_f32(out + (size_t)i * stride + n * 4, vmulq_n_f32(vcvtq_f32_s32(total[n]), worth));
  }
}

#include "window.h"

void isnad_read_neon(const isnad_encoder *encoder, const int32_t *pieces, int count, const isnad_scratch *scratch, float *states) {
  read_window(encoder, pieces, count, scratch, states);
}
#endif
