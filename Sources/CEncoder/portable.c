// Any processor.
#include "kernels.h"
#include "arithmetic.h"

static void multiply_rows(
  const int8_t *a, const float *scales, const int32_t *sums, int rows, int depth, const uint8_t *panel,
  const float *weight_scales, const float *bias, float *out, int stride) {
  for (int i = 0; i < rows; i++) {
    int32_t total[ISNAD_PANEL] = {0};
    const int8_t *row = a + (size_t)i * depth;
    for (int k = 0; k < depth; k += 4) {
      const uint8_t *w = panel + (size_t)k * ISNAD_PANEL;
      for (int n = 0; n < ISNAD_PANEL; n++)
        for (int l = 0; l < 4; l++) total[n] += (int32_t)w[n * 4 + l] * row[k + l];
    }
    for (int n = 0; n < ISNAD_PANEL; n++)
      out[(size_t)i * stride + n] = (float)(total[n] - 128 * sums[i]) * scales[i] * weight_scales[n] + bias[n];
  }
}

static void score_rows(const int16_t *queries, int rows, const int16_t *keys, int size, float *scores) {
  for (int i = 0; i < rows; i++)
    for (int group = 0; group < size; group += 16)
      for (int n = 0; n < 16; n++) {
        int32_t total = 0;
        for (int k = 0; k < HEAD; k++) total += (int32_t)queries[i * HEAD + k] * keys[(size_t)group * HEAD + k / 2 * 32 + n * 2 + k % 2];
        scores[(size_t)i * size + group + n] = (float)total;
      }
}

static void mix_rows(const int16_t *shares, int rows, int size, const int16_t *values, float worth, float *out, int stride) {
  for (int i = 0; i < rows; i++) {
    int32_t total[HEAD] = {0};
    for (int k = 0; k < size; k += 2)
      for (int n = 0; n < HEAD; n++)
        total[n] += (int32_t)shares[(size_t)i * size + k] * values[(size_t)k * HEAD + n * 2] + (int32_t)shares[(size_t)i * size + k + 1] * values[(size_t)k * HEAD + n * 2 + 1];
    for (int n = 0; n < HEAD; n++) out[(size_t)i * stride + n] = (float)total[n] * worth;
  }
}

#include "window.h"

void isnad_read_portable(const isnad_encoder *encoder, const int32_t *pieces, int count, const isnad_scratch *scratch, float *states) {
  read_window(encoder, pieces, count, scratch, states);
}
