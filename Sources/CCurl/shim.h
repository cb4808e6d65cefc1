#ifndef ISNAD_CURL_H
#define ISNAD_CURL_H

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef SOCK_CLOEXEC
#define SOCK_CLOEXEC 0
#endif

// What libcurl takes as one of many types behind '...', a function a type.

static inline CURLcode isnad_curl_text(CURL *curl, CURLoption option, const char *value) {
  return curl_easy_setopt(curl, option, value);
}

static inline CURLcode isnad_curl_number(CURL *curl, CURLoption option, long value) {
  return curl_easy_setopt(curl, option, value);
}

static inline CURLcode isnad_curl_headers(CURL *curl, struct curl_slist *list) {
  return curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
}

/// A body to post; libcurl keeps a copy.
static inline CURLcode isnad_curl_post(CURL *curl, const char *bytes, size_t count) {
  CURLcode code = curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  return code ? code : curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, bytes);
}

typedef size_t (*isnad_curl_sink)(char *bytes, size_t size, size_t count, void *context);

static inline void isnad_curl_body(CURL *curl, isnad_curl_sink sink, void *context) {
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, sink);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, context);
}

static inline void isnad_curl_head(CURL *curl, isnad_curl_sink sink, void *context) {
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, sink);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, context);
}

typedef curl_socket_t (*isnad_curl_opener)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline void isnad_curl_opens(CURL *curl, isnad_curl_opener opener, void *context) {
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, opener);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, context);
}

/// A socket that no process which we start inherits.
static inline curl_socket_t isnad_curl_socket(struct curl_sockaddr *address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// An address where it lies: it may be longer than its type says.
static inline const struct sockaddr *isnad_curl_address(const struct curl_sockaddr *address) {
  return &address->addr;
}

/// http and https alone, whatever a page redirects to.
static inline void isnad_curl_only_http(CURL *curl) {
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline long isnad_curl_status(CURL *curl) {
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

/// Where an answer redirects to, as a whole URL; null where it does not. It lives as long as the transfer.
static inline const char *isnad_curl_redirect(CURL *curl) {
  char *url = NULL;
  curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &url);
  return url;
}

/// The next transfer that has ended, or null.
static inline CURL *isnad_curl_ended(CURLM *multi, CURLcode *result) {
  int rest = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &rest))) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

static inline void isnad_curl_limit_connections(CURLM *multi, long count) {
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, count);
}

#endif
