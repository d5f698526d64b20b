#include "ffmpeg_functions.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "art_ffmpeg_library.h"
#include "art_library.h"

// The library's file name carries the version of the headers that this was compiled with, so that structures match.
#define TEXT(value) TEXT_OF(value)
#define TEXT_OF(value) #value
#if defined(__APPLE__)
#define LIBRARY(name, major) "lib" name "." TEXT(major) ".dylib"
#else
#define LIBRARY(name, major) "lib" name ".so." TEXT(major)
#endif
#if defined(__APPLE__)
#define PACKAGE(name, major) "ffmpeg"
#define HOW_TO_INSTALL "with Homebrew: brew install"
#else
#define PACKAGE(name, major) "lib" name TEXT(major)
#define HOW_TO_INSTALL "on Debian: apt install"
#endif

static ArtFFmpeg functions;
static int is_loaded;
static char load_message[ART_FFMPEG_MESSAGE_SIZE];
static _Thread_local char first_log[256];

static void keep_errors(void *source, int level, const char *format, va_list arguments) {
  (void)source;
  if (level > AV_LOG_ERROR || first_log[0]) return;
  char line[sizeof first_log];
  vsnprintf(line, sizeof line, format, arguments);
  size_t length = strlen(line);
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '.' || line[length - 1] == ' ')) length--;
  line[length] = 0;
  if (length > 0) memcpy(first_log, line, length + 1);
}

static void *open_library(const char *file, const char *package) {
  void *library = art_library_open(file);
  if (library) return library;
  // The system tells the reason in words only; this program lets it speak English.
  const char *words = dlerror();
  if (!words) words = "";
  if (strstr(words, "allocate memory") || strstr(words, "failed to map"))
    snprintf(load_message, sizeof load_message,
             "FFmpeg's library %s cannot be loaded: too little memory is free or allowed ('ulimit -v' shows the limit)",
             file);
  else if (strstr(words, "open files"))
    snprintf(load_message, sizeof load_message,
             "FFmpeg's library %s cannot be loaded: too few files may be open ('ulimit -n' shows the limit)", file);
  // Of all other reasons this one is usual.
  else if (!*words || strstr(words, "No such file") || strstr(words, "no such file"))
    snprintf(load_message, sizeof load_message, "FFmpeg's library %s is not installed (" HOW_TO_INSTALL " %s)", file,
             package);
  else
    snprintf(load_message, sizeof load_message, "FFmpeg's library cannot be loaded: %s", words);
  return NULL;
}

static void *find(void *library, const char *name, int *is_complete) {
  void *function = dlsym(library, name);
  if (!function) {
    snprintf(load_message, sizeof load_message, "FFmpeg's libraries lack the function %s", name);
    *is_complete = 0;
  }
  return function;
}

static void load(void) {
  void *util = open_library(LIBRARY("avutil", LIBAVUTIL_VERSION_MAJOR), PACKAGE("avutil", LIBAVUTIL_VERSION_MAJOR));
  if (!util) return;
  void *codec =
      open_library(LIBRARY("avcodec", LIBAVCODEC_VERSION_MAJOR), PACKAGE("avcodec", LIBAVCODEC_VERSION_MAJOR));
  if (!codec) return;
  void *format =
      open_library(LIBRARY("avformat", LIBAVFORMAT_VERSION_MAJOR), PACKAGE("avformat", LIBAVFORMAT_VERSION_MAJOR));
  if (!format) return;
  void *resample = open_library(LIBRARY("swresample", LIBSWRESAMPLE_VERSION_MAJOR),
                                PACKAGE("swresample", LIBSWRESAMPLE_VERSION_MAJOR));
  if (!resample) return;
  void *scale =
      open_library(LIBRARY("swscale", LIBSWSCALE_VERSION_MAJOR), PACKAGE("swscale", LIBSWSCALE_VERSION_MAJOR));
  if (!scale) return;
  int is_complete = 1;
#define FIND_IN_UTIL(name) functions.name = (__typeof__(&name))find(util, #name, &is_complete);
#define FIND_IN_CODEC(name) functions.name = (__typeof__(&name))find(codec, #name, &is_complete);
#define FIND_IN_FORMAT(name) functions.name = (__typeof__(&name))find(format, #name, &is_complete);
#define FIND_IN_RESAMPLE(name) functions.name = (__typeof__(&name))find(resample, #name, &is_complete);
#define FIND_IN_SCALE(name) functions.name = (__typeof__(&name))find(scale, #name, &is_complete);
  ART_AVUTIL_FUNCTIONS(FIND_IN_UTIL)
  ART_AVCODEC_FUNCTIONS(FIND_IN_CODEC)
  ART_AVFORMAT_FUNCTIONS(FIND_IN_FORMAT)
  ART_SWRESAMPLE_FUNCTIONS(FIND_IN_RESAMPLE)
  ART_SWSCALE_FUNCTIONS(FIND_IN_SCALE)
  if (!is_complete) return;
  functions.av_log_set_callback(keep_errors);
  is_loaded = 1;
}

int art_ffmpeg_load(char *message) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  if (!is_loaded && message) snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "%s", load_message);
  return is_loaded;
}

const ArtFFmpeg *art_ffmpeg(void) { return &functions; }

int art_ffmpeg_has_encoder(const char *name) {
  return art_ffmpeg_load(NULL) && functions.avcodec_find_encoder_by_name(name) != NULL;
}

int art_ffmpeg_has_decoder(const char *codec) {
  if (!art_ffmpeg_load(NULL)) return 0;
  const AVCodecDescriptor *descriptor = functions.avcodec_descriptor_get_by_name(codec);
  return descriptor && functions.avcodec_find_decoder(descriptor->id) != NULL;
}

const char *art_ffmpeg_version(void) { return art_ffmpeg_load(NULL) ? functions.av_version_info() : NULL; }

int art_ffmpeg_library(int number, ArtFFmpegLibrary *library) {
  if (!art_ffmpeg_load(NULL)) return 0;
  const struct {
    const char *name;
    unsigned (*version)(void);
  } all[] = {
      {"libavutil", functions.avutil_version},     {"libavcodec", functions.avcodec_version},
      {"libavformat", functions.avformat_version}, {"libswresample", functions.swresample_version},
      {"libswscale", functions.swscale_version},
  };
  if (number < 0 || number >= (int)(sizeof all / sizeof *all)) return 0;
  *library = (ArtFFmpegLibrary){all[number].name, all[number].version(), (const void *)all[number].version};
  return 1;
}

void art_ffmpeg_forget_log(void) { first_log[0] = 0; }

const char *art_ffmpeg_first_log(void) { return first_log; }

int art_ffmpeg_fail(char *message, const char *what, int error) {
  char words[128] = "";
  if (error != 0) functions.av_strerror(error, words, sizeof words);
  snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "%s%s%s%s%s%s", what, words[0] ? ": " : "", words,
           first_log[0] ? " (" : "", first_log, first_log[0] ? ")" : "");
  return 0;
}
