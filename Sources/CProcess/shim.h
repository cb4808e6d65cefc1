#ifndef ISNAD_PROCESS_H
#define ISNAD_PROCESS_H

#include <signal.h>
#include <stddef.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/// Makes this process the parent of all below it whose own parent has ended, so that it can find and end them. (On
/// Linux; elsewhere nothing.)
static inline void isnad_adopt_orphans(void) {
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

/// Whether a signal does nothing to this process.
static inline int isnad_ignores(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

#endif
