#include "art_gif.h"

#include <stdlib.h>
#include <string.h>

// Codes grow from bits + 1 to 12 bits; strings of pixels that were seen get the next free code. The table is an open
// hash of (code of the string's beginning, next pixel).
enum { MOST_CODES = 4096, SLOTS = 16384 };

typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  size_t block;  // where the length of the block in progress stands
  uint32_t bits;
  int bit_count;
  int failed;
} Output;

static void put_byte(Output *out, uint8_t byte) {
  if (out->count + 2 > out->capacity) {
    size_t capacity = out->capacity * 2 + 1024;
    uint8_t *grown = realloc(out->bytes, capacity);
    if (!grown) {
      out->failed = 1;
      return;
    }
    out->bytes = grown;
    out->capacity = capacity;
  }
  out->bytes[out->count++] = byte;
}

static void close_block(Output *out) {
  if (out->failed) return;
  size_t length = out->count - out->block - 1;
  out->bytes[out->block] = (uint8_t)length;
  if (length > 0) {
    out->block = out->count;
    put_byte(out, 0);
  }
}

static void put_code(Output *out, int code, int size) {
  out->bits |= (uint32_t)code << out->bit_count;
  out->bit_count += size;
  while (out->bit_count >= 8 && !out->failed) {
    put_byte(out, (uint8_t)out->bits);
    out->bits >>= 8;
    out->bit_count -= 8;
    if (out->count - out->block == 256) close_block(out);
  }
}

typedef struct {
  uint32_t keys[SLOTS];
  uint16_t codes[SLOTS];
} Table;

static uint32_t find(const Table *table, uint32_t key) {
  uint32_t slot = (key * 2654435761u) >> 18;
  while (table->keys[slot] != UINT32_MAX && table->keys[slot] != key) slot = (slot + 1) % SLOTS;
  return slot;
}

static void compress(Output *out, Table *table, const uint8_t *indices, size_t width, size_t height, size_t stride,
                     int bits) {
  int clear = 1 << bits, next = clear + 2, size = bits + 1, code = indices[0];
  memset(table->keys, 0xFF, sizeof table->keys);
  put_code(out, clear, size);
  for (size_t y = 0; y < height && !out->failed; y++)
    for (size_t x = y == 0; x < width; x++) {
      uint8_t pixel = indices[y * stride + x];
      uint32_t key = (uint32_t)code << 8 | pixel, slot = find(table, key);
      if (table->keys[slot] == key) {
        code = table->codes[slot];
        continue;
      }
      put_code(out, code, size);
      code = pixel;
      if (next < MOST_CODES) {
        // The decoder learns this code one step later, so the size grows when the code itself needs it.
        if (next == 1 << size) size++;
        table->keys[slot] = key;
        table->codes[slot] = (uint16_t)next++;
      } else {
        put_code(out, clear, size);
        memset(table->keys, 0xFF, sizeof table->keys);
        next = clear + 2;
        size = bits + 1;
      }
    }
  put_code(out, code, size);
  if (next < MOST_CODES && next == 1 << size) size++;
  put_code(out, clear + 1, size);
  if (out->bit_count > 0) put_code(out, 0, 8 - out->bit_count);
}

uint8_t *art_gif_compress(const uint8_t *indices, size_t width, size_t height, size_t stride, int bits,
                          size_t *count) {
  Output out = {0};
  Table *table = malloc(sizeof *table);
  if (!table) return NULL;
  put_byte(&out, (uint8_t)bits);
  out.block = out.count;
  put_byte(&out, 0);
  if (!out.failed) compress(&out, table, indices, width, height, stride, bits);
  close_block(&out);  // the last block; the 0 that it opens closes the data
  free(table);
  if (out.failed) {
    free(out.bytes);
    return NULL;
  }
  *count = out.count;
  return out.bytes;
}
