#include <stddef.h>

/// The Python helper for stages, plugins/python/isnad_stage.py.
const void *isnad_python_helper(size_t *size);
