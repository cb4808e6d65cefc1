#pragma once
#include <stddef.h>

/// The style of the page, CSS in UTF-8.
const void *_Nonnull isnad_page_style(size_t *_Nonnull size);
/// The script of the page.
const void *_Nonnull isnad_page_script(size_t *_Nonnull size);
/// The land of the world as the data of an SVG path. A unit is a tenth of a degree, from 180 degrees west and 84 north.
const void *_Nonnull isnad_page_land(size_t *_Nonnull size);
