// Stands before the C library in one program and tells it a time of day that is wrong by as many seconds as the file
// FALSE_CLOCK begins with, a number of 64 bits. Time that passes is left as it is.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile const int64_t *ahead;

__attribute__((constructor)) static void look_for_file(void) {
    int file = open(getenv("FALSE_CLOCK"), O_RDONLY | O_CLOEXEC);
    void *place = mmap(NULL, sizeof *ahead, PROT_READ, MAP_SHARED, file, 0);
    if (place == MAP_FAILED) abort();
    ahead = place;
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int code = (int)syscall(SYS_clock_gettime, clock, time);
    if (code == 0 && clock == CLOCK_REALTIME && ahead) time->tv_sec += *ahead;
    return code;
}
