// Arithmetic of single precision in a fixed order. Included by each kernel, which is compiled for its processor.

#include <string.h>

#pragma clang fp contract(off)

#define LANES 16
#define INLINE static inline __attribute__((always_inline))

/// The nearest whole number, halves to the even one, of numbers below 2^22.
INLINE float nearest(float x) { return (x + 12582912.0f) - 12582912.0f; }

/// 2^x for x <= 0: a polynomial between two whole powers, fitted to 3e-6 of the value.
INLINE float power_of_two(float x) {
  x = x < -126.0f ? -126.0f : x;
  float n = nearest(x);
  float f = x - n;
  float p = 0.00956052f;
  p = p * f + 0.05591712f;
  p = p * f + 0.24024981f;
  p = p * f + 0.69312197f;
  p = p * f + 0.99999917f;
  int32_t bits = ((int32_t)n + 127) << 23;
  float power;
  memcpy(&power, &bits, 4);
  return p * power;
}

/// x times the share of the normal distribution below x, by a polynomial in x^2 that was fitted to 2e-4: what comes
/// of it becomes a number of eight bits.
INLINE float gelu(float x) {
  float z = x > 4.0f ? 4.0f : x < -4.0f ? -4.0f : x;
  float u = z * z;
  float p = 2.2779934e-8f;
  p = p * u + -1.5985198e-6f;
  p = p * u + 4.7953756e-5f;
  p = p * u + -8.1399694e-4f;
  p = p * u + 8.7722903e-3f;
  p = p * u + -6.4572871e-2f;
  p = p * u + 0.39788315f;
  return x * (0.5f + z * p);
}

INLINE float sum_lanes(const float *lanes) {
  float eight[8], four[4];
  for (int i = 0; i < 8; i++) eight[i] = lanes[i] + lanes[i + 8];
  for (int i = 0; i < 4; i++) four[i] = eight[i] + eight[i + 4];
  return (four[0] + four[2]) + (four[1] + four[3]);
}

INLINE float largest(const float *x, int count) {
  float lanes[LANES] = {0};
  for (int i = 0; i < count; i += LANES)
    for (int k = 0; k < LANES; k++) {
      float size = x[i + k] < 0 ? -x[i + k] : x[i + k];
      lanes[k] = size > lanes[k] ? size : lanes[k];
    }
  float most = 0;
  for (int k = 0; k < LANES; k++) most = lanes[k] > most ? lanes[k] : most;
  return most;
}

/// A row in whole numbers of eight bits: what each is worth, and their sum.
INLINE void quantize(const float *x, int count, int8_t *out, float *scale, int32_t *total) {
  float most = largest(x, count);
  *scale = most / 127.0f;
  float factor = most > 1e-30f ? 127.0f / most : 0.0f;
  int32_t sum = 0;
  for (int i = 0; i < count; i++) {
    int32_t value = (int32_t)nearest(x[i] * factor);
    out[i] = (int8_t)value;
    sum += value;
  }
  *total = sum;
}

/// x = norm(x + y), or norm(x) where there is no y.
INLINE void normalize(float *x, const float *y, const isnad_norm *norm, int count, float epsilon) {
  float lanes[LANES] = {0};
  if (y)
    for (int i = 0; i < count; i++) x[i] += y[i];
  for (int i = 0; i < count; i += LANES)
    for (int k = 0; k < LANES; k++) lanes[k] += x[i + k];
  float mean = sum_lanes(lanes) / (float)count;
  memset(lanes, 0, sizeof lanes);
  for (int i = 0; i < count; i += LANES)
    for (int k = 0; k < LANES; k++) {
      float difference = x[i + k] - mean;
      lanes[k] += difference * difference;
    }
  float factor = 1.0f / __builtin_sqrtf(sum_lanes(lanes) / (float)count + epsilon);
  for (int i = 0; i < count; i++) x[i] = (x[i] - mean) * factor * norm->weight[i] + norm->bias[i];
}
