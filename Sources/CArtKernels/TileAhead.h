#pragma once

#include <stddef.h>

#include "ArtTile.h"
#include "ArtVector.h"

/// Asks for 16 channels at a place of the tile that is read next. Tiles are read in short pieces far from each other,
/// which the hardware does not foresee.
ART_INLINE void ask_for_next(
  const art_tile_places *places, const float *image, long channel, int row, int column, const int writes
) {
  if (places->next_rows == NULL || places->next_rows[row] < 0 || places->next_columns[column] < 0) return;
  const float *const place = image + places->next_image + places->next_rows[row] * places->row_step
    + places->next_columns[column] * places->column_step + channel;
  if (writes) __builtin_prefetch(place, 1); else __builtin_prefetch(place);
}
