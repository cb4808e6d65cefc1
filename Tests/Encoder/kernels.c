// Reads windows of pieces with an encoder of random weights, by each kernel that the processor has, and prints a digest
// of the bits of each answer: one line a kernel and window. All processors must print the same digests.
#include <stdio.h>
#include <stdlib.h>
#include "CEncoder.h"

#pragma clang fp contract(off)

enum { WIDTH = 64, INNER = 192, LAYERS = 2, POSITIONS = 96, PIECES = 200 };

static uint64_t state = 0x9E3779B97F4A7C15u;

// xorshift64 (Marsaglia, "Xorshift RNGs", 2003).
static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

static float *numbers(int count, float size, float middle) {
  float *all = malloc((size_t)count * sizeof *all);
  for (int i = 0; i < count; i++) all[i] = middle + size * ((float)(int32_t)(next() >> 40) / 8388608.0f - 1.0f);
  return all;
}

static int8_t *words(void) {
  int8_t *all = malloc(PIECES * WIDTH);
  for (int i = 0; i < PIECES * WIDTH; i++) all[i] = (int8_t)(next() >> 56);
  return all;
}

/// Weights of a matrix, from 1 to 255, the largest and the smallest often: sums of them must hold.
static uint8_t *weights(int count) {
  uint8_t *all = malloc((size_t)count);
  for (int i = 0; i < count; i++) all[i] = i % 7 == 0 ? 255 : i % 11 == 0 ? 1 : (uint8_t)(1 + next() % 255);
  return all;
}

// One statement for each part: a compiler may fill the parts of an initialiser in any order.
static isnad_matrix matrix(int depth, int count) {
  isnad_matrix made = {.depth = depth, .count = count};
  made.weights = weights(depth * count);
  made.scales = numbers(count, 0.001f, 0.002f);
  made.bias = numbers(count, 0.1f, 0);
  return made;
}

static isnad_norm norm(void) {
  isnad_norm made;
  made.weight = numbers(WIDTH, 0.5f, 1.0f);
  made.bias = numbers(WIDTH, 0.1f, 0);
  return made;
}

static isnad_layer layer(void) {
  isnad_layer made;
  made.attention = matrix(WIDTH, 3 * WIDTH);
  made.out = matrix(WIDTH, WIDTH);
  made.attention_norm = norm();
  made.up = matrix(WIDTH, INNER);
  made.down = matrix(INNER, WIDTH);
  made.output_norm = norm();
  return made;
}

int main(void) {
  isnad_layer layers[LAYERS];
  for (int i = 0; i < LAYERS; i++) layers[i] = layer();
  isnad_encoder encoder = {
    .width = WIDTH, .inner = INNER, .heads = WIDTH / 32, .layer_count = LAYERS, .positions = POSITIONS, .pieces = PIECES, .epsilon = 1e-12f,
    .layers = layers};
  encoder.words = words();
  encoder.word_scales = numbers(PIECES, 0.01f, 0.02f);
  encoder.places = numbers(POSITIONS * WIDTH, 0.5f, 0);
  encoder.norm = norm();
  static const char *names[] = {"portable", "neon", "avx2", "avx512"};
  static const int counts[] = {1, 2, 15, 16, 17, 33, 64, 95, 96};
  for (unsigned w = 0; w < sizeof counts / sizeof *counts; w++) {
    int count = counts[w];
    int32_t pieces[POSITIONS];
    for (int i = 0; i < count; i++) pieces[i] = (int32_t)(next() % PIECES);
    for (int kernel = ISNAD_PORTABLE; kernel <= ISNAD_AVX512; kernel++) {
      if (!isnad_has_kernel((isnad_kernel)kernel)) continue;
      void *scratch = aligned_alloc(64, (isnad_encoder_scratch(&encoder, count) + 63) / 64 * 64);
      float *states = calloc((size_t)count * WIDTH, sizeof *states);
      isnad_encoder_read(&encoder, (isnad_kernel)kernel, pieces, count, scratch, states);
      // FNV-1a over the bits.
      uint64_t digest = 0xCBF29CE484222325u;
      for (size_t i = 0; i < (size_t)count * WIDTH * sizeof *states; i++) digest = (digest ^ ((uint8_t *)states)[i]) * 0x100000001B3u;
      printf("%s %d %016llx\n", names[kernel], count, (unsigned long long)digest);
      free(states);
      free(scratch);
    }
  }
  return 0;
}
