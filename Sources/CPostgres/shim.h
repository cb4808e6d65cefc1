#ifndef ISNAD_POSTGRES_H
#define ISNAD_POSTGRES_H

#include <libpq-fe.h>

#endif
