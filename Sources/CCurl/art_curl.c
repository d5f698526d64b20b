#include "art_curl.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "curl_library.h"

// One transfer.
typedef struct {
  const Curl *curl;
  CURL *handle;
  ArtCurlReceiver receiver;
  ArtCurlAnswer answer;
  char redirect[ART_CURL_MESSAGE_SIZE];  // where the last answer leads; empty for nowhere
  int has_begun;
  int is_stopped;
} Transfer;

// What follows a header's name and its colon; NULL for another header. The line has no NUL at its end.
static const char *value(const char *line, size_t count, const char *name, size_t *length) {
  size_t start = strlen(name);
  if (count <= start || line[start] != ':' || strncasecmp(line, name, start) != 0) return NULL;
  for (start++; start < count && line[start] == ' ';) start++;
  while (count > start && (line[count - 1] == '\r' || line[count - 1] == '\n' || line[count - 1] == ' ')) count--;
  *length = count - start;
  return line + start;
}

static size_t take_header(char *line, size_t one, size_t count, void *context) {
  (void)one;
  Transfer *transfer = context;
  if (count >= 5 && strncmp(line, "HTTP/", 5) == 0) {
    // Another answer, after a redirect.
    transfer->answer.first = transfer->answer.total = -1;
    transfer->redirect[0] = 0;
  }
  size_t length;
  const char *found = value(line, count, "location", &length);
  if (found) {
    if (length >= sizeof transfer->redirect) length = sizeof transfer->redirect - 1;
    memcpy(transfer->redirect, found, length);
    transfer->redirect[length] = 0;
  }
  found = value(line, count, "content-range", &length);
  if (found) {
    char text[100];
    if (length >= sizeof text) length = sizeof text - 1;
    memcpy(text, found, length);
    text[length] = 0;
    long long first, last, total;
    if (sscanf(text, "bytes %lld-%lld/%lld", &first, &last, &total) == 3) {
      transfer->answer.first = first;
      transfer->answer.total = total;
    }
  }
  return count;
}

static int begin(Transfer *transfer) {
  if (transfer->has_begun) return 1;
  transfer->has_begun = 1;
  long status = 0;
  int64_t length = -1;
  transfer->curl->easy_getinfo(transfer->handle, INFO_RESPONSE_CODE, &status);
  transfer->curl->easy_getinfo(transfer->handle, INFO_CONTENT_LENGTH, &length);
  transfer->answer.status = status;
  transfer->answer.length = length;
  if (!transfer->receiver.begin(transfer->receiver.context, &transfer->answer)) transfer->is_stopped = 1;
  return !transfer->is_stopped;
}

static size_t take_bytes(char *bytes, size_t one, size_t count, void *context) {
  (void)one;
  Transfer *transfer = context;
  if (!begin(transfer)) return 0;
  if (transfer->receiver.receive(transfer->receiver.context, (const uint8_t *)bytes, count)) return count;
  transfer->is_stopped = 1;
  // Any other number than the count ends the transfer; 0 would be the count of nothing.
  return count == 0 ? 1 : 0;
}

static int look(void *context, int64_t total, int64_t done, int64_t to_send, int64_t sent) {
  (void)total, (void)done, (void)to_send, (void)sent;
  Transfer *transfer = context;
  if (!transfer->receiver.go_on(transfer->receiver.context)) transfer->is_stopped = 1;
  return transfer->is_stopped;
}

static ArtCurlFailure failure(int code) {
  switch (code) {
  case CODE_UNSUPPORTED_PROTOCOL: return ART_CURL_REFUSED_SCHEME;
  case CODE_NO_PROXY:
  case CODE_NO_HOST: return ART_CURL_NO_HOST;
  case CODE_NO_CONNECTION: return ART_CURL_NO_CONNECTION;
  case CODE_TIMEOUT: return ART_CURL_STALLED;
  case CODE_PARTIAL:
  case CODE_EMPTY_ANSWER:
  case CODE_SEND_ERROR:
  case CODE_RECEIVE_ERROR:
  case CODE_HTTP2_STREAM: return ART_CURL_CUT;
  case CODE_TOO_MANY_REDIRECTS: return ART_CURL_REDIRECTS;
  case CODE_NOT_TRUSTED:
  case CODE_NO_CERTIFICATES: return ART_CURL_NOT_TRUSTED;
  default: return ART_CURL_OTHER;
  }
}

ArtCurlOutcome art_curl_get(const ArtCurlRequest *request, ArtCurlReceiver receiver, ArtCurlReason *reason) {
  const char *message;
  reason->failure = ART_CURL_OTHER;
  const Curl *curl = curl_library(&message);
  CURL *handle = curl ? curl->easy_init() : NULL;
  if (!handle) {
    snprintf(reason->message, sizeof reason->message, "%s", curl ? "libcurl cannot be set up" : message);
    return ART_CURL_NO_LIBRARY;
  }
  Transfer transfer = {.curl = curl, .handle = handle, .receiver = receiver, .answer = {.first = -1, .total = -1}};
  char words[ERROR_SIZE] = "";
  char range[40];
  const long protocols = PROTOCOL_HTTPS | (request->allows_http ? PROTOCOL_HTTP : 0);
  int code = CODE_OK;
#define SET(option, value) \
  if (code == CODE_OK) code = curl->easy_setopt(handle, option, value);
  SET(OPTION_ERRORBUFFER, words)
  SET(OPTION_URL, request->address)
  SET(OPTION_PROTOCOLS, protocols)
  SET(OPTION_REDIR_PROTOCOLS, protocols)
  SET(OPTION_FOLLOWLOCATION, 1L)
  SET(OPTION_MAXREDIRS, 10L)
  SET(OPTION_SUPPRESS_CONNECT_HEADERS, 1L)
  SET(OPTION_USERAGENT, request->agent)
  SET(OPTION_CONNECTTIMEOUT, (long)request->connect_seconds)
  SET(OPTION_LOW_SPEED_LIMIT, 1L)
  SET(OPTION_LOW_SPEED_TIME, (long)request->stall_seconds)
  SET(OPTION_NOSIGNAL, 1L)
  SET(OPTION_NOPROGRESS, 0L)
  SET(OPTION_XFERINFOFUNCTION, look)
  SET(OPTION_XFERINFODATA, &transfer)
  SET(OPTION_HEADERFUNCTION, take_header)
  SET(OPTION_HEADERDATA, &transfer)
  SET(OPTION_WRITEFUNCTION, take_bytes)
  SET(OPTION_WRITEDATA, &transfer)
  if (request->offset > 0) {
    snprintf(range, sizeof range, "%lld-", (long long)request->offset);
    SET(OPTION_RANGE, range)
  }
  if (*request->certificates) SET(OPTION_CAINFO, request->certificates)
  if (code == CODE_OK) code = curl->easy_perform(handle);
  // An answer without bytes has not begun yet.
  if (code == CODE_OK) begin(&transfer);
  long proxy = 0;
  curl->easy_getinfo(handle, INFO_PROXY_CODE, &proxy);
  curl->easy_cleanup(handle);
  if (transfer.is_stopped) return ART_CURL_STOPPED;
  if (code == CODE_OK) return ART_CURL_DONE;
  reason->failure = proxy >= 300 ? ART_CURL_PROXY : failure(code);
  const char *text = reason->failure == ART_CURL_REFUSED_SCHEME ? transfer.redirect : *words ? words : curl->easy_strerror(code);
  snprintf(reason->message, sizeof reason->message, "%s", text);
  return ART_CURL_FAILED;
}
