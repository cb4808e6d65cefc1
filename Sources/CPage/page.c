#include "CPage.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char style[] = {
#embed "page.css"
};

static const unsigned char script[] = {
#embed "script/tools.js"
  ,
#embed "script/pointer.js"
  ,
#embed "script/article.js"
  ,
#embed "script/report.js"
  ,
#embed "script/live.js"
  ,
#embed "script/archive.js"
  ,
#embed "script/page.js"
};

static const unsigned char land[] = {
#embed "land.txt"
};

const void *isnad_page_style(size_t *size) {
  *size = sizeof style;
  return style;
}

const void *isnad_page_script(size_t *size) {
  *size = sizeof script;
  return script;
}

const void *isnad_page_land(size_t *size) {
  *size = sizeof land;
  return land;
}
