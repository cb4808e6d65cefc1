#ifndef ISNAD_CURL_H
#define ISNAD_CURL_H

#include <curl/curl.h>
#include <stdbool.h>
#include <sys/socket.h>

// libcurl, looked for when it is first needed. A command that is linked with it does not start where it is missing, and
// no release could carry it: it leans on a dozen libraries, and on the system's certificates.

/// Finds libcurl and readies it, once; false where this machine has none. Nothing else here may be called before.
bool isnad_curl_begin(void);
/// The name under which the system is asked for it.
const char *isnad_curl_name(void);

CURL *isnad_curl_new(void);
void isnad_curl_free(CURL *curl);
CURLM *isnad_curl_new_multi(void);
void isnad_curl_free_multi(CURLM *multi);
CURLMcode isnad_curl_add(CURLM *multi, CURL *curl);
void isnad_curl_remove(CURLM *multi, CURL *curl);
void isnad_curl_perform(CURLM *multi);
/// Waits until a transfer can go on, so many milliseconds at the most.
void isnad_curl_poll(CURLM *multi, int milliseconds);
void isnad_curl_limit_connections(CURLM *multi, long count);
/// The next transfer that has ended, or null.
CURL *isnad_curl_ended(CURLM *multi, CURLcode *result);

struct curl_slist *isnad_curl_append(struct curl_slist *list, const char *line);
void isnad_curl_free_list(struct curl_slist *list);
const char *isnad_curl_words(CURLcode code);

// What libcurl takes as one of many types behind '...', a function a type.

CURLcode isnad_curl_text(CURL *curl, CURLoption option, const char *value);
CURLcode isnad_curl_number(CURL *curl, CURLoption option, long value);
CURLcode isnad_curl_headers(CURL *curl, struct curl_slist *list);
/// A body to post; libcurl keeps a copy.
CURLcode isnad_curl_post(CURL *curl, const char *bytes, size_t count);

typedef size_t (*isnad_curl_sink)(char *bytes, size_t size, size_t count, void *context);
void isnad_curl_body(CURL *curl, isnad_curl_sink sink, void *context);
void isnad_curl_head(CURL *curl, isnad_curl_sink sink, void *context);

typedef curl_socket_t (*isnad_curl_opener)(void *context, curlsocktype purpose, struct curl_sockaddr *address);
void isnad_curl_opens(CURL *curl, isnad_curl_opener opener, void *context);
/// A socket that no process which we start inherits.
curl_socket_t isnad_curl_socket(struct curl_sockaddr *address);
/// An address where it lies: it may be longer than its type says.
const struct sockaddr *isnad_curl_address(const struct curl_sockaddr *address);

/// http and https alone, whatever a page redirects to.
void isnad_curl_only_http(CURL *curl);
long isnad_curl_status(CURL *curl);
/// Where an answer redirects to, as a whole URL; null where it does not. It lives as long as the transfer.
const char *isnad_curl_redirect(CURL *curl);

/// A URL, taken apart; null for what is none, and where this machine has no libcurl.
CURLU *isnad_curl_url(const char *text);
void isnad_curl_free_url(CURLU *url);
/// A part of it, which `isnad_curl_free_text` frees; null where it has none.
char *isnad_curl_url_part(CURLU *url, CURLUPart part, bool with_default_port);
void isnad_curl_free_text(char *text);

#endif
