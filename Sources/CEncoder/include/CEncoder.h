#ifndef ISNAD_ENCODER_H
#define ISNAD_ENCODER_H

#include <stddef.h>
#include <stdint.h>

// A transformer encoder (Vaswani et al., "Attention Is All You Need", 2017, in BERT's order of norms) with weights of
// eight bits. Sums of products are sums of whole numbers, and all other arithmetic is done in an order that no
// processor changes: every kernel gives the same bits.

/// Outputs that are computed together: a matrix lies in panels of so many.
#define ISNAD_PANEL 64

/// A matrix of `depth` inputs and `count` outputs, count a multiple of ISNAD_PANEL and depth of 4. A panel holds, for
/// each four inputs, the four weights of each of its outputs, 128 above their value.
typedef struct {
  const uint8_t *weights;
  /// By which an output's weights are multiplied.
  const float *scales;
  const float *bias;
  int32_t depth, count;
} isnad_matrix;

typedef struct {
  const float *weight, *bias;
} isnad_norm;

typedef struct {
  /// Queries, keys and values, one behind the other.
  isnad_matrix attention;
  isnad_matrix out;
  isnad_norm attention_norm;
  isnad_matrix up, down;
  isnad_norm output_norm;
} isnad_layer;

typedef struct {
  int32_t width, inner, heads, layer_count, positions, pieces;
  float epsilon;
  /// Vectors of pieces, with a scale each.
  const int8_t *words;
  const float *word_scales;
  /// Vectors of positions.
  const float *places;
  isnad_norm norm;
  const isnad_layer *layers;
} isnad_encoder;

typedef enum { ISNAD_PORTABLE = 0, ISNAD_NEON = 1, ISNAD_AVX2 = 2, ISNAD_AVX512 = 3 } isnad_kernel;

/// The fastest kernel of this processor.
isnad_kernel isnad_best_kernel(void);

/// Whether this processor runs a kernel.
int isnad_has_kernel(isnad_kernel kernel);

/// Bytes that a window of `count` pieces needs while it is read.
size_t isnad_encoder_scratch(const isnad_encoder *encoder, int32_t count);

/// Reads a window of pieces.
/// - pieces: numbers below encoder->pieces, count of them, at most encoder->positions.
/// - scratch: isnad_encoder_scratch bytes, aligned to 64.
/// - states: count rows of width numbers, of the last layer.
void isnad_encoder_read(
  const isnad_encoder *encoder, isnad_kernel kernel, const int32_t *pieces, int32_t count, void *scratch, float *states);

#endif
