// High dynamic range to the range of usual screens.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "art_video_read.h"

typedef struct ArtToneMap ArtToneMap;

// Tables for one kind of light; NULL when out of memory.
ArtToneMap *art_tone_map_make(ArtVideoLight light);

// Converts 16 bits of red, green and blue with the primaries of ITU-R BT.2020 to sRGB.
void art_tone_map_row(const ArtToneMap *map, const uint16_t *row, int width, uint8_t *output);
