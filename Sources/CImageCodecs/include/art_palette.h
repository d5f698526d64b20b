#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint8_t colors[256][3];
  int32_t count;
  int32_t is_exact;  // every colour of the image is in it
} ArtPalette;

typedef enum { ART_DITHER_NONE, ART_DITHER_ORDERED, ART_DITHER_DIFFUSION } ArtDithering;

// Chooses up to `most` (1...256) colours for an image of `count` RGB pixels: all of them if they are few enough,
// else the means of boxes split where they vary most, moved by a few rounds of k-means. 0 when out of memory.
int art_palette_build(const uint8_t *rgb, size_t count, int most, ArtPalette *palette);

// Finds the nearest colours of a palette.
typedef struct ArtPaletteMapper ArtPaletteMapper;
ArtPaletteMapper *art_palette_mapper_new(const ArtPalette *palette);  // NULL when out of memory
void art_palette_mapper_free(ArtPaletteMapper *mapper);

// The mean squared distance (weighted as eyes see) from a sample of pixels to their nearest colours.
double art_palette_mapper_error(ArtPaletteMapper *mapper, const uint8_t *rgb, size_t count);

// Whether every pixel's colour is in the palette.
int art_palette_mapper_is_exact(const ArtPaletteMapper *mapper, const uint8_t *rgb, size_t count);

// Writes the number of a colour for each pixel. 0 when out of memory.
int art_palette_mapper_apply(ArtPaletteMapper *mapper, const uint8_t *rgb, int32_t width, int32_t height,
                             ArtDithering dithering, uint8_t *indices);
