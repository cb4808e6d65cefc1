#include "CLexicon.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char lexicon[] = {
#embed "entities.lexicon"
};

const void *isnad_entity_lexicon(size_t *size) {
  *size = sizeof lexicon;
  return lexicon;
}
