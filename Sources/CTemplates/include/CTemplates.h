#include <stddef.h>

/// The Python helper for stages, python/src/isnad/stage.py.
const void *isnad_python_helper(size_t *size);
