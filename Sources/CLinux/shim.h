// Calls of Linux that no module of the toolchain has.
#if defined(__linux__)
#include <linux/falloc.h>
#include <malloc.h>
#include <sys/types.h>

// Declared by <fcntl.h> for those alone who ask for GNU extensions before anything else is included.
extern int fallocate(int descriptor, int mode, off_t start, off_t count);
#endif
