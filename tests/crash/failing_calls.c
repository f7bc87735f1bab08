/* Fails one call on a folder: loaded in front of libc, it counts the calls by which Python and SQLite
   open and change what lies there, over all threads, and lets the n-th of a kind fail once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* In the order of KINDS in failing_calls.py. */
enum kind { OPEN, WRITE, PWRITE, FSYNC, FDATASYNC, FTRUNCATE, RENAME, MKDIR, UNLINK, N_KINDS };

static char folder[PATH_MAX];
static int failing, nth, failure;
static time_t frozen_at;
static atomic_int *counts; /* Shared, so that whoever forks reads what its children counted. */

__attribute__((constructor)) static void begin(void) {
  counts = mmap(NULL, N_KINDS * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

/* From now on: count calls on a folder (or none, where it is empty) anew, let the n-th of a kind fail
   with an errno, and let every look at the clock show one moment, in seconds since 1970. */
void arm(const char *where, int kind, int n, int error, long moment) {
  snprintf(folder, sizeof folder, "%s", where);
  failing = kind, nth = n, failure = error, frozen_at = moment;
  for (int i = 0; i < N_KINDS; i++) counts[i] = 0;
}

int counted(int kind) { return counts[kind]; }

static int fails(enum kind kind, const char *path) {
  size_t length = strlen(folder);
  if (!length || strncmp(path, folder, length) || (path[length] && path[length] != '/')) return 0;
  if (atomic_fetch_add(&counts[kind], 1) + 1 != nth || (int)kind != failing) return 0;
  errno = failure;
  return 1;
}

static int fails_on(enum kind kind, int file) {
  char link[40], path[PATH_MAX];
  int kept = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t n = readlink(link, path, sizeof path - 1);
  errno = kept;
  if (n < 0) return 0;
  path[n] = 0;
  return fails(kind, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MODE(flags) \
  va_list more; \
  va_start(more, flags); \
  mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
  va_end(more)
#define OPENS(name) \
  int name(const char *path, int flags, ...) { \
    MODE(flags); \
    return fails(OPEN, path) ? -1 : REAL(name)(path, flags, mode); \
  }
#define OPENS_AT(name) \
  int name(int at, const char *path, int flags, ...) { \
    MODE(flags); \
    return (*path == '/' ? fails(OPEN, path) : fails_on(OPEN, at)) ? -1 : REAL(name)(at, path, flags, mode); \
  }
/* A function of a path or an open file, its result, and its parameters as declared and as given on. */
#define WRAPS(kind, result, name, is_hit, declared, given) \
  result name declared { return is_hit ? -1 : REAL(name) given; }
#define ON_FILE(kind, result, name, declared, given) WRAPS(kind, result, name, fails_on(kind, file), declared, given)
#define ON_PATH(kind, name, declared, given) WRAPS(kind, int, name, fails(kind, path), declared, given)

OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)
ON_FILE(WRITE, ssize_t, write, (int file, const void *body, size_t n), (file, body, n))
ON_FILE(PWRITE, ssize_t, pwrite, (int file, const void *body, size_t n, off_t at), (file, body, n, at))
ON_FILE(PWRITE, ssize_t, pwrite64, (int file, const void *body, size_t n, off64_t at), (file, body, n, at))
ON_FILE(FSYNC, int, fsync, (int file), (file))
ON_FILE(FDATASYNC, int, fdatasync, (int file), (file))
ON_FILE(FTRUNCATE, int, ftruncate, (int file, off_t n), (file, n))
ON_FILE(FTRUNCATE, int, ftruncate64, (int file, off64_t n), (file, n))
ON_PATH(RENAME, rename, (const char *path, const char *to), (path, to))
ON_PATH(RENAME, renameat, (int at, const char *path, int at_to, const char *to), (at, path, at_to, to))
ON_PATH(MKDIR, mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(UNLINK, unlink, (const char *path), (path))

int clock_gettime(clockid_t clock, struct timespec *now) {
  if (clock != CLOCK_REALTIME || !frozen_at) return REAL(clock_gettime)(clock, now);
  *now = (struct timespec){.tv_sec = frozen_at};
  return 0;
}
