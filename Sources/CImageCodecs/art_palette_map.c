#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "art_palette.h"
#include "art_palette_distance.h"

// Nearest colours are looked up once for each cell of 4x4x4 colours.
enum { CELLS = 64 * 64 * 64, UNKNOWN = 0xFFFF, SLOTS = 1024, ERROR_SAMPLES = 8192 };

struct ArtPaletteMapper {
  ArtPalette palette;
  uint16_t cells[CELLS];
  uint32_t keys[SLOTS];    // the palette's own colours, found exactly
  uint8_t numbers[SLOTS];
  float spread;            // the usual distance between neighbouring colours, in sample values
};

static uint32_t key_of(const uint8_t *rgb) { return (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2]; }

static uint32_t slot_of(const ArtPaletteMapper *mapper, uint32_t key) {
  uint32_t slot = (key * 2654435761u) >> 22;
  while (mapper->keys[slot] != UINT32_MAX && mapper->keys[slot] != key) slot = (slot + 1) % SLOTS;
  return slot;
}

static float usual_spread(const ArtPalette *palette) {
  double sum = 0;
  for (int i = 0; i < palette->count; i++) {
    int nearest = INT_MAX;
    for (int k = 0; k < palette->count; k++) {
      int distance = art_color_distance(palette->colors[i], palette->colors[k]);
      if (k != i && distance < nearest) nearest = distance;
    }
    if (nearest < INT_MAX) sum += sqrt(nearest / 11.0);  // 11: the sum of the weights
  }
  return (float)(sum / palette->count);
}

ArtPaletteMapper *art_palette_mapper_new(const ArtPalette *palette) {
  ArtPaletteMapper *mapper = malloc(sizeof *mapper);
  if (!mapper) return NULL;
  mapper->palette = *palette;
  memset(mapper->cells, 0xFF, sizeof mapper->cells);
  memset(mapper->keys, 0xFF, sizeof mapper->keys);
  for (int i = palette->count - 1; i >= 0; i--) {
    uint32_t key = key_of(palette->colors[i]), slot = slot_of(mapper, key);
    mapper->keys[slot] = key;
    mapper->numbers[slot] = (uint8_t)i;
  }
  mapper->spread = usual_spread(palette);
  return mapper;
}

void art_palette_mapper_free(ArtPaletteMapper *mapper) { free(mapper); }

static int nearest(ArtPaletteMapper *mapper, const uint8_t *rgb) {
  uint32_t key = key_of(rgb), slot = slot_of(mapper, key);
  if (mapper->keys[slot] == key) return mapper->numbers[slot];
  size_t cell = (size_t)(rgb[0] >> 2) << 12 | (size_t)(rgb[1] >> 2) << 6 | rgb[2] >> 2;
  if (mapper->cells[cell] == UNKNOWN) {
    uint8_t middle[3];
    for (int c = 0; c < 3; c++) middle[c] = (uint8_t)((rgb[c] & ~3) + 2);
    mapper->cells[cell] = (uint16_t)art_nearest_color(&mapper->palette, middle);
  }
  return mapper->cells[cell];
}

double art_palette_mapper_error(ArtPaletteMapper *mapper, const uint8_t *rgb, size_t count) {
  size_t samples = count < ERROR_SAMPLES ? count : ERROR_SAMPLES;
  double sum = 0;
  for (size_t i = 0; i < samples; i++) {
    const uint8_t *pixel = rgb + 3 * (size_t)((unsigned long long)count * i / samples);
    sum += art_color_distance(mapper->palette.colors[nearest(mapper, pixel)], pixel);
  }
  return samples > 0 ? sum / (double)samples : 0;
}

int art_palette_mapper_is_exact(const ArtPaletteMapper *mapper, const uint8_t *rgb, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t key = key_of(rgb + 3 * i);
    if (mapper->keys[slot_of(mapper, key)] != key) return 0;
  }
  return 1;
}

static uint8_t clamp(float value) { return value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)(value + 0.5f); }

// Bayer's matrix of order 8 as thresholds from -1/2 to 1/2: the bits of x ^ y and y, interleaved and reversed.
static float threshold(int x, int y) {
  int value = 0;
  for (int bit = 0; bit < 3; bit++)
    value |= (((x ^ y) >> bit) & 1) << (5 - 2 * bit) | ((y >> bit) & 1) << (4 - 2 * bit);
  return ((float)value + 0.5f) / 64 - 0.5f;
}

static void apply_ordered(ArtPaletteMapper *mapper, const uint8_t *rgb, int32_t width, int32_t height,
                          uint8_t *indices) {
  float offsets[8][8];
  for (int y = 0; y < 8; y++)
    for (int x = 0; x < 8; x++) offsets[y][x] = threshold(x, y) * mapper->spread;
  for (int32_t y = 0; y < height; y++)
    for (int32_t x = 0; x < width; x++, rgb += 3) {
      uint8_t moved[3];
      for (int c = 0; c < 3; c++) moved[c] = clamp((float)rgb[c] + offsets[y & 7][x & 7]);
      *indices++ = (uint8_t)nearest(mapper, moved);
    }
}

// Floyd and Steinberg 1976: the difference that a pixel is left with goes to its neighbours, in rows that run to and
// fro. Errors are kept for two rows, with one more pixel at each end.
static int apply_diffusion(ArtPaletteMapper *mapper, const uint8_t *rgb, int32_t width, int32_t height,
                           uint8_t *indices) {
  size_t length = ((size_t)width + 2) * 3;
  float *memory = calloc(2 * length, sizeof *memory);
  if (!memory) return 0;
  float *here = memory, *below = memory + length;
  for (int32_t y = 0; y < height; y++) {
    int step = y & 1 ? -1 : 1;
    for (int32_t i = 0, x = step > 0 ? 0 : width - 1; i < width; i++, x += step) {
      size_t place = (size_t)y * (size_t)width + (size_t)x;
      float *error = here + 3 * (x + 1), *error_below = below + 3 * (x + 1);
      uint8_t wanted[3];
      for (int c = 0; c < 3; c++) wanted[c] = clamp((float)rgb[3 * place + (size_t)c] + error[c]);
      int number = nearest(mapper, wanted);
      indices[place] = (uint8_t)number;
      for (int c = 0; c < 3; c++) {
        float left = (float)(wanted[c] - mapper->palette.colors[number][c]) / 16;
        error[3 * step + c] += 7 * left;
        error_below[-3 * step + c] += 3 * left;
        error_below[c] += 5 * left;
        error_below[3 * step + c] += left;
      }
    }
    float *spent = here;
    here = below;
    below = spent;
    memset(below, 0, length * sizeof *below);
  }
  free(memory);
  return 1;
}

int art_palette_mapper_apply(ArtPaletteMapper *mapper, const uint8_t *rgb, int32_t width, int32_t height,
                             ArtDithering dithering, uint8_t *indices) {
  size_t count = (size_t)width * (size_t)height;
  if (dithering != ART_DITHER_NONE && art_palette_mapper_is_exact(mapper, rgb, count)) dithering = ART_DITHER_NONE;
  switch (dithering) {
    case ART_DITHER_DIFFUSION: return apply_diffusion(mapper, rgb, width, height, indices);
    case ART_DITHER_ORDERED: apply_ordered(mapper, rgb, width, height, indices); return 1;
    default:
      for (size_t i = 0; i < count; i++) indices[i] = (uint8_t)nearest(mapper, rgb + 3 * i);
      return 1;
  }
}
