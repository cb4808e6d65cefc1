#define CURL_DISABLE_TYPECHECK
#include "include/CCurl.h"

#include <dlfcn.h>
#include <netinet/in.h>
#include <pthread.h>
#include <unistd.h>

#ifndef SOCK_CLOEXEC
#define SOCK_CLOEXEC 0
#endif

#if defined(__APPLE__)
#define LIBRARY "libcurl.4.dylib"
#else
#define LIBRARY "libcurl.so.4"
#endif

// Every function of libcurl that is called here, with its type from libcurl's header.
#define FUNCTIONS(X)                                                                                                    \
  X(global_init) X(easy_init) X(easy_cleanup) X(easy_setopt) X(easy_getinfo) X(easy_strerror) X(multi_init)              \
  X(multi_cleanup) X(multi_add_handle) X(multi_remove_handle) X(multi_perform) X(multi_poll) X(multi_setopt)             \
  X(multi_info_read) X(slist_append) X(slist_free_all) X(url) X(url_cleanup) X(url_set) X(url_get)                                  \
  X(free)

#define FIELD(name) __typeof__(&curl_##name) name;
#define FIND(name) if (!(library.name = (__typeof__(&curl_##name))dlsym(handle, "curl_" #name))) return;

static struct {
  FUNCTIONS(FIELD)
} library;
static bool is_ready = false;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void begin(void) {
  void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return;
  FUNCTIONS(FIND)
  is_ready = library.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

bool isnad_curl_begin(void) {
  pthread_once(&once, begin);
  return is_ready;
}

const char *isnad_curl_name(void) { return LIBRARY; }

CURLU *isnad_curl_url(const char *text) {
  CURLU *url = isnad_curl_begin() ? library.url() : NULL;
  if (url && library.url_set(url, CURLUPART_URL, text, 0) != CURLUE_OK) {
    library.url_cleanup(url);
    return NULL;
  }
  return url;
}

void isnad_curl_free_url(CURLU *url) { library.url_cleanup(url); }

char *isnad_curl_url_part(CURLU *url, CURLUPart part, bool with_default_port) {
  char *text = NULL;
  CURLUcode code = library.url_get(url, part, &text, with_default_port ? CURLU_DEFAULT_PORT : 0);
  return code == CURLUE_OK ? text : NULL;
}

void isnad_curl_free_text(char *text) { library.free(text); }

CURL *isnad_curl_new(void) { return library.easy_init(); }

void isnad_curl_free(CURL *curl) { library.easy_cleanup(curl); }

CURLM *isnad_curl_new_multi(void) { return library.multi_init(); }

void isnad_curl_free_multi(CURLM *multi) { library.multi_cleanup(multi); }

CURLMcode isnad_curl_add(CURLM *multi, CURL *curl) { return library.multi_add_handle(multi, curl); }

void isnad_curl_remove(CURLM *multi, CURL *curl) { library.multi_remove_handle(multi, curl); }

void isnad_curl_perform(CURLM *multi) {
  int running = 0;
  library.multi_perform(multi, &running);
}

void isnad_curl_poll(CURLM *multi, int milliseconds) {
  int ready = 0;
  library.multi_poll(multi, NULL, 0, milliseconds, &ready);
}

void isnad_curl_limit_connections(CURLM *multi, long count) { library.multi_setopt(multi, CURLMOPT_MAXCONNECTS, count); }

CURL *isnad_curl_ended(CURLM *multi, CURLcode *result) {
  int rest = 0;
  CURLMsg *message;
  while ((message = library.multi_info_read(multi, &rest))) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

struct curl_slist *isnad_curl_append(struct curl_slist *list, const char *line) { return library.slist_append(list, line); }

void isnad_curl_free_list(struct curl_slist *list) {
  if (list) library.slist_free_all(list);
}

const char *isnad_curl_words(CURLcode code) { return library.easy_strerror(code); }

CURLcode isnad_curl_text(CURL *curl, CURLoption option, const char *value) {
  return library.easy_setopt(curl, option, value);
}

CURLcode isnad_curl_number(CURL *curl, CURLoption option, long value) {
  return library.easy_setopt(curl, option, value);
}

CURLcode isnad_curl_headers(CURL *curl, struct curl_slist *list) {
  return library.easy_setopt(curl, CURLOPT_HTTPHEADER, list);
}

CURLcode isnad_curl_post(CURL *curl, const char *bytes, size_t count) {
  CURLcode code = library.easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  return code ? code : library.easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, bytes);
}

void isnad_curl_body(CURL *curl, isnad_curl_sink sink, void *context) {
  library.easy_setopt(curl, CURLOPT_WRITEFUNCTION, sink);
  library.easy_setopt(curl, CURLOPT_WRITEDATA, context);
}

void isnad_curl_head(CURL *curl, isnad_curl_sink sink, void *context) {
  library.easy_setopt(curl, CURLOPT_HEADERFUNCTION, sink);
  library.easy_setopt(curl, CURLOPT_HEADERDATA, context);
}

void isnad_curl_opens(CURL *curl, isnad_curl_opener opener, void *context) {
  library.easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, opener);
  library.easy_setopt(curl, CURLOPT_OPENSOCKETDATA, context);
}

curl_socket_t isnad_curl_socket(struct curl_sockaddr *address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

const struct sockaddr *isnad_curl_address(const struct curl_sockaddr *address) { return &address->addr; }

void isnad_curl_only_http(CURL *curl) {
  // The option with names is of 7.85; an older library, found when the command runs, knows the one with bits.
#if LIBCURL_VERSION_NUM >= 0x075500
  if (library.easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK) return;
#endif
  library.easy_setopt(curl, (CURLoption)181, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS)); // CURLOPT_PROTOCOLS
}

long isnad_curl_status(CURL *curl) {
  long status = 0;
  library.easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

const char *isnad_curl_redirect(CURL *curl) {
  char *url = NULL;
  library.easy_getinfo(curl, CURLINFO_REDIRECT_URL, &url);
  return url;
}
