#include "CTemplates.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char helper[] = {
#embed "../../python/src/isnad/stage.py"
};

const void *isnad_python_helper(size_t *size) {
  *size = sizeof helper;
  return helper;
}

static const unsigned char annotate[] = {
#embed "../../pipelines/annotate.yaml"
};

const void *isnad_annotate_pipeline(size_t *size) {
  *size = sizeof annotate;
  return annotate;
}

// A release links another definition in its place: see packaging/build.sh.
__attribute__((weak)) const char isnad_commit[] = "";

const char *isnad_built_from(void) { return isnad_commit; }
