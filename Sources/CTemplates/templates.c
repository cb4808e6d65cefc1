#include "CTemplates.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char helper[] = {
#embed "../../python/src/isnad/stage.py"
};

const void *isnad_python_helper(size_t *size) {
  *size = sizeof helper;
  return helper;
}
