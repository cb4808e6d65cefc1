// How a window is read. Included by each kernel, behind its `multiply_rows`, `score_rows` and `mix_rows`.

/// The largest query or key: sums of 32 products stay below 2^31.
#define LARGEST_QUERY 8191.0f
#define LARGEST_VALUE 32767.0f

INLINE void multiply(
  const isnad_matrix *matrix, const int8_t *rows, const float *scales, const int32_t *sums, int count, float *out) {
  for (int first = 0; first < matrix->count; first += ISNAD_PANEL)
    multiply_rows(
      rows, scales, sums, count, matrix->depth, matrix->weights + (size_t)first * matrix->depth,
      matrix->scales + first, matrix->bias + first, out + first, matrix->count);
}

/// A head's numbers in sixteen bits.
INLINE void shorten(const float *numbers, float factor, int16_t *out) {
  for (int i = 0; i < HEAD; i++) out[i] = (int16_t)(int32_t)nearest(numbers[i] * factor);
}

/// One head: each piece's numbers become the mean of the values that it looks at.
INLINE void attend(const isnad_scratch *s, int count, int width, int head, float *out) {
  const int row = 3 * width, size = isnad_padded(count);
  const float *part = s->mixed + head * HEAD;
  float sizes[3][HEAD] = {{0}};
  for (int piece = 0; piece < count; piece++)
    for (int kind = 0; kind < 3; kind++)
      for (int i = 0; i < HEAD; i++) {
        float number = part[(size_t)piece * row + kind * width + i];
        number = number < 0 ? -number : number;
        sizes[kind][i] = number > sizes[kind][i] ? number : sizes[kind][i];
      }
  float most[3], factors[3];
  for (int kind = 0; kind < 3; kind++) {
    most[kind] = largest(sizes[kind], HEAD);
    factors[kind] = most[kind] > 1e-30f ? (kind == 2 ? LARGEST_VALUE : LARGEST_QUERY) / most[kind] : 0.0f;
  }
  memset(s->keys, 0, (size_t)size * HEAD * 2);
  memset(s->values, 0, (size_t)size * HEAD * 2);
  for (int piece = 0; piece < count; piece++) {
    const float *numbers = part + (size_t)piece * row;
    int16_t key[HEAD];
    shorten(numbers, factors[0], s->queries + (size_t)piece * HEAD);
    shorten(numbers + width, factors[1], key);
    int16_t *group = s->keys + (size_t)(piece / 16) * 16 * HEAD + piece % 16 * 2;
    for (int i = 0; i < HEAD; i += 2) memcpy(group + i * 16, key + i, 4);
  }
  for (int piece = 0; piece < count; piece += 2) {
    int16_t first[HEAD], second[HEAD] = {0};
    shorten(part + (size_t)piece * row + 2 * width, factors[2], first);
    if (piece + 1 < count) shorten(part + (size_t)(piece + 1) * row + 2 * width, factors[2], second);
    int16_t *pair = s->values + (size_t)piece * HEAD;
    for (int i = 0; i < HEAD; i++) {
      pair[2 * i] = first[i];
      pair[2 * i + 1] = second[i];
    }
  }
  // What a product of a query and a key is worth, over the root of their size, as a power of two.
  float worth = (most[0] / LARGEST_QUERY) * (most[1] / LARGEST_QUERY) * (0.17677670f * 1.44269504f);
  float value_worth = (most[2] / LARGEST_VALUE) / 32767.0f;
  for (int first = 0; first < count; first += ROWS) {
    int rows = count - first < ROWS ? count - first : ROWS;
    score_rows(s->queries + (size_t)first * HEAD, rows, s->keys, size, s->scores);
    for (int i = 0; i < rows; i++) {
      float *scores = s->scores + (size_t)i * size;
      int16_t *shares = s->shares + (size_t)i * size;
      for (int k = count; k < size; k++) scores[k] = -1e30f;
      float top[LANES];
      for (int k = 0; k < LANES; k++) top[k] = -1e30f;
      for (int k = 0; k < size; k += LANES)
        for (int l = 0; l < LANES; l++) top[l] = scores[k + l] > top[l] ? scores[k + l] : top[l];
      float highest = top[0];
      for (int l = 1; l < LANES; l++) highest = top[l] > highest ? top[l] : highest;
      float lanes[LANES] = {0};
      for (int k = 0; k < size; k += LANES)
        for (int l = 0; l < LANES; l++) {
          float share = power_of_two((scores[k + l] - highest) * worth);
          scores[k + l] = share;
          lanes[l] += share;
        }
      for (int k = count; k < size; k++) scores[k] = 0;
      float factor = 32767.0f / sum_lanes(lanes);
      for (int k = 0; k < size; k++) shares[k] = (int16_t)(int32_t)nearest(scores[k] * factor);
    }
    mix_rows(s->shares, rows, size, s->values, value_worth, out + (size_t)first * width + head * HEAD, width);
  }
}

static void read_window(
  const isnad_encoder *encoder, const int32_t *pieces, int count, const isnad_scratch *s, float *states) {
  const int width = encoder->width, inner = encoder->inner;
  for (int piece = 0; piece < count; piece++) {
    float *state = states + (size_t)piece * width;
    const int8_t *word = encoder->words + (size_t)pieces[piece] * width;
    const float *place = encoder->places + (size_t)piece * width, scale = encoder->word_scales[pieces[piece]];
    for (int i = 0; i < width; i++) state[i] = (float)word[i] * scale + place[i];
    normalize(state, 0, &encoder->norm, width, encoder->epsilon);
  }
  for (int number = 0; number < encoder->layer_count; number++) {
    const isnad_layer *layer = &encoder->layers[number];
    for (int piece = 0; piece < count; piece++)
      quantize(states + (size_t)piece * width, width, s->small + (size_t)piece * width, s->scales + piece, s->sums + piece);
    multiply(&layer->attention, s->small, s->scales, s->sums, count, s->mixed);
    for (int head = 0; head < encoder->heads; head++) attend(s, count, width, head, s->added);
    for (int piece = 0; piece < count; piece++)
      quantize(s->added + (size_t)piece * width, width, s->small + (size_t)piece * width, s->scales + piece, s->sums + piece);
    multiply(&layer->out, s->small, s->scales, s->sums, count, s->added);
    for (int piece = 0; piece < count; piece++)
      normalize(states + (size_t)piece * width, s->added + (size_t)piece * width, &layer->attention_norm, width, encoder->epsilon);
    for (int first = 0; first < count; first += BLOCK) {
      int rows = count - first < BLOCK ? count - first : BLOCK;
      float *block = states + (size_t)first * width;
      for (int i = 0; i < rows; i++) quantize(block + (size_t)i * width, width, s->small + (size_t)i * width, s->scales + i, s->sums + i);
      multiply(&layer->up, s->small, s->scales, s->sums, rows, s->inner);
      for (int i = 0; i < rows * inner; i++) s->inner[i] = gelu(s->inner[i]);
      for (int i = 0; i < rows; i++) quantize(s->inner + (size_t)i * inner, inner, s->small + (size_t)i * inner, s->scales + i, s->sums + i);
      multiply(&layer->down, s->small, s->scales, s->sums, rows, s->added);
      for (int i = 0; i < rows; i++)
        normalize(block + (size_t)i * width, s->added + (size_t)i * width, &layer->output_norm, width, encoder->epsilon);
    }
  }
}
