#include "include/art_inflate.h"

#include <stdlib.h>
#include <zlib.h>

struct art_inflate {
  z_stream stream;
  const uint8_t *next;
  size_t left;
  int ended;
  const char *reason;
};

// zlib counts in 32 bits.
static const size_t largest_piece = 1u << 30;

art_inflate *art_inflate_open(const uint8_t *bytes, size_t count) {
  art_inflate *state = calloc(1, sizeof *state);
  if (state == NULL) return NULL;
  state->next = bytes;
  state->left = count;
  state->reason = "not gzip data";
  // 15 + 16: the largest window, and a gzip header is required.
  if (inflateInit2(&state->stream, 15 + 16) != Z_OK) {
    free(state);
    return NULL;
  }
  return state;
}

static void feed(art_inflate *state) {
  if (state->stream.avail_in > 0) return;
  size_t piece = state->left < largest_piece ? state->left : largest_piece;
  state->stream.next_in = (Bytef *)state->next;
  state->stream.avail_in = (uInt)piece;
  state->next += piece;
  state->left -= piece;
}

// After one member's end: goes on with the next member, or ends. Padding with zeros is allowed, as gzip does.
static int64_t next_member(art_inflate *state) {
  for (;;) {
    feed(state);
    if (state->stream.avail_in == 0) {
      state->ended = 1;
      return 0;
    }
    if (*state->stream.next_in != 0) break;
    state->stream.next_in++;
    state->stream.avail_in--;
  }
  if (*state->stream.next_in != 0x1f) {
    state->reason = "something else follows the gzip data";
    return ART_INFLATE_DAMAGED;
  }
  return inflateReset(&state->stream) == Z_OK ? 0 : ART_INFLATE_NO_MEMORY;
}

int64_t art_inflate_read(art_inflate *state, uint8_t *into, size_t capacity) {
  size_t done = 0;
  while (done < capacity && !state->ended) {
    feed(state);
    size_t room = capacity - done;
    uInt piece = (uInt)(room < largest_piece ? room : largest_piece);
    state->stream.next_out = into + done;
    state->stream.avail_out = piece;
    int result = inflate(&state->stream, Z_NO_FLUSH);
    done += piece - state->stream.avail_out;
    if (result == Z_STREAM_END) {
      int64_t error = next_member(state);
      if (error < 0) return error;
    } else if (result == Z_MEM_ERROR) {
      return ART_INFLATE_NO_MEMORY;
    } else if (result == Z_BUF_ERROR) {
      if (state->stream.avail_in == 0 && state->left == 0) return ART_INFLATE_TRUNCATED;
    } else if (result != Z_OK) {
      if (state->stream.msg != NULL) state->reason = state->stream.msg;
      return ART_INFLATE_DAMAGED;
    }
  }
  return (int64_t)done;
}

const char *art_inflate_reason(const art_inflate *state) { return state->reason; }

void art_inflate_close(art_inflate *state) {
  if (state == NULL) return;
  inflateEnd(&state->stream);
  free(state);
}
