// Thin shims over libpng and libjpeg-turbo, and the pixel loops of ArtMedia.
// Nothing here exits or jumps into its caller: every failure is a return code and a message.
#pragma once

#include "art_codec_library.h"
#include "art_gif.h"
#include "art_inflate.h"
#include "art_jpeg.h"
#include "art_message.h"
#include "art_palette.h"
#include "art_png.h"
#include "art_resample.h"
