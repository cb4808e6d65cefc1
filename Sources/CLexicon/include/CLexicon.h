#pragma once
#include <stddef.h>

/// The compiled lexicon of names, as `make lexicon` wrote it; it lies in the program's read-only
/// pages and needs no file beside the program. Sets its size in bytes.
const void *isnad_entity_lexicon(size_t *size);

/// The model of the entity tagger, as `make model` wrote it, in the same way.
const void *isnad_entity_model(size_t *size);

/// The gazetteer of places, as `make gazetteer` wrote it, in the same way.
const void *isnad_place_gazetteer(size_t *size);

/// What the quote attributor has learnt, as `make quotes-model` wrote it, in the same way.
const void *isnad_quote_model(size_t *size);

/// The tables of the language, as `make language` compiled them, in the same way.
const void *isnad_language(size_t *size);

/// The words by which a number's event is known, as `make language` wrote them, in the same way.
const void *isnad_event_lexicon(size_t *size);
