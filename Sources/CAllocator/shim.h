// The settings of glibc's allocator, which no module of the toolchain has.
#if defined(__linux__)
#include <malloc.h>
#endif
