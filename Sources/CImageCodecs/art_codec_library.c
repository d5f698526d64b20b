#include "art_codec_library.h"

#include <stdio.h>

#include <jpeglib.h>
#include <png.h>
#include <zlib.h>

#define TEXT(value) TEXT_OF(value)
#define TEXT_OF(value) #value

// libjpeg does not tell its version: that of the headers stands for it.
#if defined(LIBJPEG_TURBO_VERSION)
#define JPEG_VERSION "turbo " TEXT(LIBJPEG_TURBO_VERSION)
#else
#define JPEG_VERSION TEXT(JPEG_LIB_VERSION)
#endif

ArtCodecLibrary art_codec_library(int number) {
  switch (number) {
    case 0: return (ArtCodecLibrary){"libpng", png_get_libpng_ver(NULL), (const void *)png_get_libpng_ver};
    case 1: return (ArtCodecLibrary){"libjpeg", JPEG_VERSION, (const void *)jpeg_std_error};
    default: return (ArtCodecLibrary){"zlib", zlibVersion(), (const void *)zlibVersion};
  }
}
