#include "art_library.h"

#include <dlfcn.h>
#include <stddef.h>

#if defined(__APPLE__)
#include <stdio.h>

// dlopen looks in /usr/local/lib at most. Homebrew uses it on Intel's processors, another folder on Apple's, and keeps
// OpenBLAS apart in both, since the system has a BLAS of its own.
static const char *const folders[] = {
  "/opt/homebrew/lib", "/usr/local/lib", "/opt/homebrew/opt/openblas/lib", "/usr/local/opt/openblas/lib",
};
#endif

void *art_library_open(const char *name) {
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
#if defined(__APPLE__)
  for (size_t i = 0; i < sizeof folders / sizeof *folders && !library; ++i) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folders[i], name);
    library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  }
#endif
  return library;
}
