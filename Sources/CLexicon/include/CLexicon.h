#pragma once
#include <stddef.h>

/// The compiled lexicon of names, as `make lexicon` wrote it; it lies in the program's read-only
/// pages and needs no file beside the program. Sets its size in bytes.
const void *isnad_entity_lexicon(size_t *size);
