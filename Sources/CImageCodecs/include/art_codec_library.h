#pragma once

// A library that this is linked to.
typedef struct {
  const char *name;
  const char *version;
  // A function of it.
  const void *symbol;
} ArtCodecLibrary;

// libpng, libjpeg and zlib, for the numbers from 0 to 2.
ArtCodecLibrary art_codec_library(int number);
