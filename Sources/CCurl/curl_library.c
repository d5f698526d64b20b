#include "curl_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "art_curl.h"
#include "art_library.h"

static Curl functions;
static int is_loaded;
static char load_message[ART_CURL_MESSAGE_SIZE];

// Debian has libcurl twice, with OpenSSL and with GnuTLS; either does.
#if defined(__APPLE__)
static const char *const names[] = {"libcurl.4.dylib"};
#else
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
#endif

static void *find(void *library, const char *name, int *is_complete) {
  void *function = dlsym(library, name);
  if (function) return function;
  snprintf(load_message, sizeof load_message, "libcurl lacks the function %s", name);
  *is_complete = 0;
  return NULL;
}

static void load(void) {
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++) library = art_library_open(names[i]);
  if (!library) {
    const char *words = dlerror();
    if (words && !strstr(words, "o such file"))
      snprintf(load_message, sizeof load_message, "libcurl cannot be loaded: %s", words);
    else
      snprintf(load_message, sizeof load_message, "libcurl is not installed (on Debian: apt install libcurl4)");
    return;
  }
  int is_complete = 1;
#define FIND(name) functions.name = (__typeof__(functions.name))find(library, "curl_" #name, &is_complete);
  FIND(easy_init)
  FIND(easy_cleanup)
  FIND(easy_setopt)
  FIND(easy_getinfo)
  FIND(easy_perform)
  FIND(easy_strerror)
  FIND(version)
  int (*global_init)(long) = (int (*)(long))find(library, "curl_global_init", &is_complete);
  if (!is_complete) return;
  if (global_init(GLOBAL_ALL) != CODE_OK) {
    snprintf(load_message, sizeof load_message, "libcurl cannot be set up");
    return;
  }
  is_loaded = 1;
}

const Curl *curl_library(const char **message) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  *message = load_message;
  return is_loaded ? &functions : NULL;
}

const char *art_curl_version(void) {
  const char *message;
  const Curl *curl = curl_library(&message);
  return curl ? curl->version() : NULL;
}

const void *art_curl_symbol(void) {
  const char *message;
  const Curl *curl = curl_library(&message);
  return curl ? (const void *)curl->version : NULL;
}
