#pragma once

#include <stddef.h>
#include <stdint.h>

// GIF's variant of LZW: `count` numbers below 2^bits (bits 2...8), rows of `width` every `stride` bytes, as GIF's image
// data: the code size, blocks of up to 255 bytes, a closing 0. Freed with free(). NULL when out of memory.
uint8_t *art_gif_compress(const uint8_t *indices, size_t width, size_t height, size_t stride, int bits, size_t *count);
