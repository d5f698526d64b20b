#pragma once

#include <stddef.h>
#include <stdint.h>

// A file that is read from, which somebody else keeps.
typedef struct {
  void *context;
  int64_t size;
  // The number of bytes read from a place on, 0 at the end, or -1 on failure.
  int64_t (*read)(void *context, uint8_t *bytes, size_t count, int64_t offset);
} ArtInputFile;
