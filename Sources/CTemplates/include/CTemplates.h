#include <stddef.h>

/// The Python helper for stages, python/src/isnad/stage.py.
const void *isnad_python_helper(size_t *size);

/// The pipeline of 'isnad annotate', pipelines/annotate.yaml.
const void *isnad_annotate_pipeline(size_t *size);

/// The commit that the command was built from; empty where the build did not say.
const char *isnad_built_from(void);
