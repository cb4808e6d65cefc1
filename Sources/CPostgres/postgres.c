#include "include/CPostgres.h"

#include <dlfcn.h>
#include <pthread.h>

#if defined(__APPLE__)
#define LIBRARY "libpq.5.dylib"
#else
#define LIBRARY "libpq.so.5"
#endif

// Every function of libpq that is called here, with its type from libpq's header.
#define FUNCTIONS(X)                                                                                                    \
  X(connectdb) X(status) X(errorMessage) X(finish) X(exec) X(execParams) X(getResult) X(resultStatus) X(ntuples)         \
  X(nfields) X(getisnull) X(getvalue) X(clear) X(putCopyData) X(putCopyEnd)

#define FIELD(name) __typeof__(&PQ##name) name;
#define FIND(name) if (!(library.name = (__typeof__(&PQ##name))dlsym(handle, "PQ" #name))) return;

static struct {
  FUNCTIONS(FIELD)
} library;
static bool is_ready = false;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void begin(void) {
  void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return;
  FUNCTIONS(FIND)
  is_ready = true;
}

bool isnad_pq_begin(void) {
  pthread_once(&once, begin);
  return is_ready;
}

const char *isnad_pq_name(void) { return LIBRARY; }

PGconn *isnad_pq_connectdb(const char *address) { return library.connectdb(address); }

ConnStatusType isnad_pq_status(const PGconn *connection) { return library.status(connection); }

char *isnad_pq_errorMessage(const PGconn *connection) { return library.errorMessage(connection); }

void isnad_pq_finish(PGconn *connection) { library.finish(connection); }

PGresult *isnad_pq_exec(PGconn *connection, const char *query) { return library.exec(connection, query); }

PGresult *isnad_pq_execParams(
  PGconn *connection, const char *query, int count, const Oid *types, const char *const *values, const int *lengths,
  const int *formats, int result_format) {
  return library.execParams(connection, query, count, types, values, lengths, formats, result_format);
}

PGresult *isnad_pq_getResult(PGconn *connection) { return library.getResult(connection); }

ExecStatusType isnad_pq_resultStatus(const PGresult *result) { return library.resultStatus(result); }

int isnad_pq_ntuples(const PGresult *result) { return library.ntuples(result); }

int isnad_pq_nfields(const PGresult *result) { return library.nfields(result); }

int isnad_pq_getisnull(const PGresult *result, int row, int column) { return library.getisnull(result, row, column); }

char *isnad_pq_getvalue(const PGresult *result, int row, int column) { return library.getvalue(result, row, column); }

void isnad_pq_clear(PGresult *result) { library.clear(result); }

int isnad_pq_putCopyData(PGconn *connection, const char *bytes, int count) {
  return library.putCopyData(connection, bytes, count);
}

int isnad_pq_putCopyEnd(PGconn *connection, const char *error) { return library.putCopyEnd(connection, error); }
