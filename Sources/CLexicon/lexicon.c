#include "CLexicon.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// A build does not look at what is embedded here: touch this file after one of them has changed.

static const unsigned char lexicon[] = {
#embed "entities.lexicon"
};

const void *isnad_entity_lexicon(size_t *size) {
  *size = sizeof lexicon;
  return lexicon;
}

static const unsigned char model[] = {
#embed "news.model"
};

const void *isnad_entity_model(size_t *size) {
  *size = sizeof model;
  return model;
}

static const unsigned char gazetteer[] = {
#embed "places.gazetteer"
};

const void *isnad_place_gazetteer(size_t *size) {
  *size = sizeof gazetteer;
  return gazetteer;
}

static const unsigned char quotes[] = {
#embed "quotes.model"
};

const void *isnad_quote_model(size_t *size) {
  *size = sizeof quotes;
  return quotes;
}

static const unsigned char language[] = {
#embed "language.lexicon"
};

const void *isnad_language(size_t *size) {
  *size = sizeof language;
  return language;
}

static const unsigned char events[] = {
#embed "events.lexicon"
};

const void *isnad_event_lexicon(size_t *size) {
  *size = sizeof events;
  return events;
}
