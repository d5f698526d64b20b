// Takes one file from a server, by libcurl, which is loaded when it is first needed: it brings some thirty other
// libraries along, and all other work does without a network.
// Nothing of libcurl crosses into the caller: a failure is a number and words.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { ART_CURL_MESSAGE_SIZE = 512 };

typedef enum {
  ART_CURL_DONE,        // the server's answer came whole
  ART_CURL_STOPPED,     // the receiver did not want more
  ART_CURL_FAILED,      // the connection: code and message say why
  ART_CURL_NO_LIBRARY,  // the message names the package to install
} ArtCurlOutcome;

// What to ask for.
typedef struct {
  const char *address;
  int64_t offset;            // the first byte that is wanted
  int allows_http;           // whether addresses may be http, in redirects too; else they are all https
  const char *agent;         // the program's name for the server
  const char *certificates;  // a file of certificates to trust in the place of the system's; empty for none
  int64_t connect_seconds;   // the longest time until there is a connection
  int64_t stall_seconds;     // the longest time in which nothing comes
} ArtCurlRequest;

// What the server says before its bytes.
typedef struct {
  int64_t status;       // of HTTP: 200, 206, 404
  int64_t length;       // how many bytes follow; -1 where it is not said
  int64_t first;        // the first byte of a range, and of how many bytes in all; -1 where they are not said
  int64_t total;
} ArtCurlAnswer;

// Who takes the bytes. Each function returns 0 to stop.
typedef struct {
  void *context;
  int (*begin)(void *context, const ArtCurlAnswer *answer);                  // once, before the first byte
  int (*receive)(void *context, const uint8_t *bytes, size_t count);
  int (*go_on)(void *context);                                               // asked once a second at least
} ArtCurlReceiver;

// Why a connection failed.
typedef enum {
  ART_CURL_OTHER,
  ART_CURL_NO_HOST,         // the name of the server, or of the proxy, is not found
  ART_CURL_NO_CONNECTION,   // nobody answers there
  ART_CURL_STALLED,         // too long nothing
  ART_CURL_CUT,             // the connection ended too early
  ART_CURL_PROXY,           // the proxy refuses
  ART_CURL_NOT_TRUSTED,     // the certificate, or no certificates to trust
  ART_CURL_REFUSED_SCHEME,  // not https; the message is the address that the server redirects to, empty for the request's
  ART_CURL_REDIRECTS,       // too many
} ArtCurlFailure;

typedef struct {
  ArtCurlFailure failure;
  char message[ART_CURL_MESSAGE_SIZE];  // libcurl's words
} ArtCurlReason;

// The proxy is the one that the environment names (https_proxy, all_proxy, no_proxy).
ArtCurlOutcome art_curl_get(const ArtCurlRequest *request, ArtCurlReceiver receiver, ArtCurlReason *reason);

// What the installed libcurl says of itself and of the libraries that it uses; NULL when there is none.
const char *art_curl_version(void);

// A function of it; NULL when there is none.
const void *art_curl_symbol(void);
