// The part of libcurl's interface that is used here, as <curl/curl.h> has it. libcurl promises that the numbers and the
// functions of libcurl.so.4 stay as they are (https://curl.se/libcurl/abi.html), so that its headers need not be
// installed where this is compiled.
#pragma once

#include <stdint.h>

typedef void CURL;
struct curl_slist;

// Options: the kind of the value in ten thousands, and a number.
enum {
  OPTION_LOW_SPEED_LIMIT = 19,
  OPTION_LOW_SPEED_TIME = 20,
  OPTION_NOPROGRESS = 43,
  OPTION_FOLLOWLOCATION = 52,
  OPTION_MAXREDIRS = 68,
  OPTION_CONNECTTIMEOUT = 78,
  OPTION_NOSIGNAL = 99,
  OPTION_PROTOCOLS = 181,
  OPTION_REDIR_PROTOCOLS = 182,
  OPTION_SUPPRESS_CONNECT_HEADERS = 265,
  OPTION_WRITEDATA = 10001,
  OPTION_URL = 10002,
  OPTION_RANGE = 10007,
  OPTION_ERRORBUFFER = 10010,
  OPTION_USERAGENT = 10018,
  OPTION_HEADERDATA = 10029,
  OPTION_XFERINFODATA = 10057,
  OPTION_CAINFO = 10065,
  OPTION_WRITEFUNCTION = 20011,
  OPTION_HEADERFUNCTION = 20079,
  OPTION_XFERINFOFUNCTION = 20219,
};

enum { INFO_RESPONSE_CODE = 0x200002, INFO_PROXY_CODE = 0x200016, INFO_CONTENT_LENGTH = 0x60000f };
enum { PROTOCOL_HTTP = 1, PROTOCOL_HTTPS = 2 };
enum { GLOBAL_ALL = 3 };

// Results.
enum {
  CODE_OK = 0,
  CODE_UNSUPPORTED_PROTOCOL = 1,
  CODE_NO_PROXY = 5,
  CODE_NO_HOST = 6,
  CODE_NO_CONNECTION = 7,
  CODE_PARTIAL = 18,
  CODE_WRITE_ERROR = 23,
  CODE_TIMEOUT = 28,
  CODE_TLS = 35,
  CODE_ABORTED = 42,
  CODE_TOO_MANY_REDIRECTS = 47,
  CODE_EMPTY_ANSWER = 52,
  CODE_SEND_ERROR = 55,
  CODE_RECEIVE_ERROR = 56,
  CODE_NOT_TRUSTED = 60,
  CODE_NO_CERTIFICATES = 77,
  CODE_HTTP2_STREAM = 92,
};

enum { ERROR_SIZE = 256 };

typedef struct {
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *);
  int (*easy_setopt)(CURL *, int option, ...);
  int (*easy_getinfo)(CURL *, int info, ...);
  int (*easy_perform)(CURL *);
  const char *(*easy_strerror)(int code);
  char *(*version)(void);
} Curl;

// Loads libcurl, once for the whole program. NULL, and a message that names the package to install, where it is missing.
const Curl *curl_library(const char **message);
