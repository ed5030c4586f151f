/*
 * Notes what is written to a SQLite database, its write-ahead log and the files that are drawn once beside it, and when each is synced, so that a
 * power cut can be played: what was written and not synced is lost, in part or whole. Loaded with LD_PRELOAD; the notes go to the file named by POWER_CUT_LOG, one record each:
 *   operation ('W' write, 'T' truncate, 'S' sync), file ('d' database, 'w' log, 'k' key of the checkpoints, 'p' of the placeholders, 'i' instance), offset (8 bytes), length (4 bytes), then the bytes of a write.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char watched[4096];
static int notes = -1;
static pthread_mutex_t noting = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = dlsym(RTLD_NEXT, name)

static int ends_with(const char *path, const char *end) {
  size_t one = strlen(path), other = strlen(end);
  return one >= other && strcmp(path + one - other, end) == 0;
}

static void put(const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  real(notes, bytes, length);
}

static void note(char operation, int fd, uint64_t offset, uint32_t length, const void *bytes) {
  if (fd < 0 || fd >= (int)sizeof watched || !watched[fd]) return;
  pthread_mutex_lock(&noting);
  if (notes < 0) {
    REAL(int, "open", const char *, int, ...);
    notes = real(getenv("POWER_CUT_LOG"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  }
  char head[14] = {operation, watched[fd]};
  memcpy(head + 2, &offset, 8);
  memcpy(head + 10, &length, 4);
  put(head, sizeof head);
  if (bytes) put(bytes, length);
  pthread_mutex_unlock(&noting);
}

static int opened(const char *path, int fd) {
  if (fd >= 0 && fd < (int)sizeof watched) {
    watched[fd] = ends_with(path, "records.sqlite") ? 'd' : ends_with(path, "records.sqlite-wal") ? 'w'
      : strstr(path, "/checkpoint-key.pem") ? 'k' : strstr(path, "/placeholder-key") ? 'p' : strstr(path, "/instance") ? 'i' : 0;
  }
  return fd;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list more; \
    va_start(more, flags); \
    mode_t mode = va_arg(more, mode_t); \
    va_end(more); \
    REAL(int, #name, const char *, int, ...); \
    return opened(path, real(path, flags, mode)); \
  }
OPEN(open)
OPEN(open64)

#define WRITE_AT(name) \
  ssize_t name(int fd, const void *bytes, size_t length, off_t offset) { \
    REAL(ssize_t, #name, int, const void *, size_t, off_t); \
    ssize_t written = real(fd, bytes, length, offset); \
    if (written > 0) note('W', fd, (uint64_t)offset, (uint32_t)written, bytes); \
    return written; \
  }
WRITE_AT(pwrite)
WRITE_AT(pwrite64)

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  ssize_t written = real(fd, bytes, length);
  if (written > 0 && fd >= 0 && fd < (int)sizeof watched && watched[fd]) {
    off_t end = lseek(fd, 0, SEEK_CUR);
    // libuv closes by the system call itself, and the number is now that of a socket or a pipe.
    if (end < 0) watched[fd] = 0;
    else note('W', fd, (uint64_t)(end - written), (uint32_t)written, bytes);
  }
  return written;
}

#define TRUNCATE(name) \
  int name(int fd, off_t length) { \
    REAL(int, #name, int, off_t); \
    int failed = real(fd, length); \
    if (!failed) note('T', fd, (uint64_t)length, 0, 0); \
    return failed; \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name) \
  int name(int fd) { \
    REAL(int, #name, int); \
    int failed = real(fd); \
    if (!failed) note('S', fd, 0, 0, 0); \
    return failed; \
  }
SYNC(fsync)
SYNC(fdatasync)

/* Its number may next be that of a socket. */
int close(int fd) {
  REAL(int, "close", int);
  if (fd >= 0 && fd < (int)sizeof watched) watched[fd] = 0;
  return real(fd);
}
