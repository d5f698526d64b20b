#pragma once
#include <stddef.h>
#include <stdint.h>

// Unpacks gzip data (RFC 1952), several members one after the other included, piece by piece.
typedef struct art_inflate art_inflate;

typedef enum art_inflate_error {
  ART_INFLATE_TRUNCATED = -1,  // the input ends too early
  ART_INFLATE_DAMAGED = -2,    // the input contradicts itself; art_inflate_reason says how
  ART_INFLATE_NO_MEMORY = -3,
} art_inflate_error;

// `bytes` must stay where they are until the end. NULL where memory is short.
art_inflate *art_inflate_open(const uint8_t *bytes, size_t count);

// Unpacks up to `capacity` bytes. Returns how many, fewer than `capacity` only at the end of the data, or an error.
int64_t art_inflate_read(art_inflate *state, uint8_t *into, size_t capacity);

// Why the data is damaged, in zlib's words; never NULL. Valid until the state is closed.
const char *art_inflate_reason(const art_inflate *state);

void art_inflate_close(art_inflate *state);
