// A clock that a test drives, for a command that knows nothing of it (LD_PRELOAD): time stands CLOCK_OFFSET seconds ahead, and
// goes CLOCK_SPEED times as fast from the moment on at which the process begins: the time of day, and the clock that counts while
// the machine sleeps, by which feeds are fetched and states are saved. Waits and time limits of the network are as long as
// they are.
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int clocks[] = {CLOCK_REALTIME, CLOCK_BOOTTIME};
static double begin[2];
static double offset, speed = 1;

static double now(clockid_t clock) {
  struct timespec time;
  syscall(SYS_clock_gettime, clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

__attribute__((constructor)) static void prepare(void) {
  const char *value = getenv("CLOCK_OFFSET");
  if (value) offset = atof(value);
  value = getenv("CLOCK_SPEED");
  if (value) speed = atof(value);
  for (int index = 0; index < 2; index++) begin[index] = now(clocks[index]);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  for (int index = 0; index < 2; index++) {
    if (clock != clocks[index]) continue;
    double value = begin[index] + offset + (now(clock) - begin[index]) * speed;
    time->tv_sec = (time_t)value;
    time->tv_nsec = (long)((value - time->tv_sec) * 1e9);
    return 0;
  }
  return (int)syscall(SYS_clock_gettime, clock, time);
}

int gettimeofday(struct timeval *time, void *zone) {
  struct timespec value;
  clock_gettime(CLOCK_REALTIME, &value);
  time->tv_sec = value.tv_sec;
  time->tv_usec = value.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *seconds) {
  struct timespec value;
  clock_gettime(CLOCK_REALTIME, &value);
  if (seconds) *seconds = value.tv_sec;
  return value.tv_sec;
}
