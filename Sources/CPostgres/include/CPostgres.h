#ifndef ISNAD_POSTGRES_H
#define ISNAD_POSTGRES_H

#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h> // where Debian has it
#endif
#include <stdbool.h>

// libpq, looked for when it is first needed, as libcurl is: a command that is linked with it does not start where it is
// missing. Each function is the one of libpq that has its name.

/// Finds libpq, once; false where this machine has none. Nothing else here may be called before.
bool isnad_pq_begin(void);
/// The name under which the system is asked for it.
const char *isnad_pq_name(void);

PGconn *isnad_pq_connectdb(const char *address);
ConnStatusType isnad_pq_status(const PGconn *connection);
char *isnad_pq_errorMessage(const PGconn *connection);
void isnad_pq_finish(PGconn *connection);

PGresult *isnad_pq_exec(PGconn *connection, const char *query);
PGresult *isnad_pq_execParams(
  PGconn *connection, const char *query, int count, const Oid *types, const char *const *values, const int *lengths,
  const int *formats, int result_format);
PGresult *isnad_pq_getResult(PGconn *connection);
ExecStatusType isnad_pq_resultStatus(const PGresult *result);
int isnad_pq_ntuples(const PGresult *result);
int isnad_pq_nfields(const PGresult *result);
int isnad_pq_getisnull(const PGresult *result, int row, int column);
char *isnad_pq_getvalue(const PGresult *result, int row, int column);
void isnad_pq_clear(PGresult *result);

int isnad_pq_putCopyData(PGconn *connection, const char *bytes, int count);
int isnad_pq_putCopyEnd(PGconn *connection, const char *error);

#endif
