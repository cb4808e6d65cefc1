#include <libxml/xmlversion.h>
// Where libxml2 converts by ICU, its headers bring ICU's, which clash with those in Foundation. Nothing here
// looks into a converter.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxml/xmlreader.h>

// xmlFree is a variable, which Swift 6 takes for shared state.
static inline void isnad_xml_free(void *text) { xmlFree(text); }
