#pragma once

/// How the rows and columns of one tile of an image or a kernel are found: coordinates, -1 where a place lies outside.
typedef struct {
  const int *rows;
  const int *columns;
  /// The distance of neighbouring rows and columns in floats.
  long row_step, column_step;
  /// The tile that is read after this one, which is asked for from memory meanwhile: its rows and columns, and how many
  /// floats its image lies behind this one's. NULL if there is none.
  const int *next_rows;
  const int *next_columns;
  long next_image;
} art_tile_places;

/// Must be called by a thread that made transformed kernels, before another thread may read them.
void art_finish_streams(void);
