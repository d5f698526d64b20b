#include <string.h>

#include "ArtPack.h"
#include "ArtPanel.h"
#include "ArtProduct.h"
#include "ArtVector.h"

// Goto, van de Geijn: Anatomy of high-performance matrix multiplication (2008). A panel of b, 32 columns of at most
// DEPTH rows, is laid out in one piece and stays in the first-level cache; it meets a block of a, ROWS by DEPTH, which
// stays in the second-level cache.
enum { DEPTH = 384, ROWS = 256 };

/// The length of equal pieces of at most `most`.
static long piece(long length, long most) {
  const long count = (length + most - 1) / most;
  return count > 0 ? (length + count - 1) / count : 0;
}

/// A left factor is laid out anew where neighbouring steps of the sum would meet in the same few lines of the cache.
static int packs_left(long a_step) { return a_step >= 512 && a_step % 512 == 0; }

static long left_width(long rows) { return rows + ART_LANES; }

long art_product_scratch(long rows, long depth) {
  const long height = rows < ROWS ? rows : ROWS, length = depth < DEPTH ? depth : DEPTH;
  return length * ART_PANEL + height * ART_PANEL + length * left_width(height);
}

/// Adds or copies the columns of a panel that the product has.
static void write_part(
  const float *part, long width, long rows, long columns, float *product, long product_row, int accumulate
) {
  for (long i = 0; i < rows; ++i) {
    float *to = product + i * product_row;
    const float *from = part + i * width;
    for (long j = 0; j < columns; ++j) to[j] = accumulate ? to[j] + from[j] : from[j];
  }
}

typedef struct {
  const float *start;
  long row, step;
} art_factor;

/// A block of rows times everything, for one stretch of the sum.
static void multiply_block(
  art_factor a, art_factor b, long rows, long columns, long depth, float *product, long product_row, int accumulate,
  float *panel, float *part
) {
  for (long j = 0; j < columns; j += ART_PANEL) {
    const long count = columns - j < ART_PANEL ? columns - j : ART_PANEL;
    const long width = count <= ART_LANES ? ART_LANES : ART_PANEL;
    art_pack_panel(b.start + j * b.step, b.row, b.step, depth, count, panel, width);
    if (count == width) {
      float *const place = product + j;
      art_panel_product(
        a.start, a.row, a.step, panel, width, rows, width, depth, accumulate ? place : NULL, place, product_row);
    } else {
      art_panel_product(a.start, a.row, a.step, panel, width, rows, width, depth, NULL, part, width);
      write_part(part, width, rows, count, product + j, product_row, accumulate);
    }
  }
}

void art_product(
  int transpose_a, int transpose_b, long rows, long columns, long depth, const float *a, long a_row, const float *b,
  long b_row, float *product, long product_row, int accumulate, float *scratch
) {
  if (depth <= 0 && !accumulate)
    for (long i = 0; i < rows; ++i) memset(product + i * product_row, 0, (size_t)columns * sizeof(float));
  const long height = piece(rows, ROWS), length = piece(depth, DEPTH);
  float *panel = scratch, *part = panel + length * ART_PANEL, *left = part + height * ART_PANEL;
  for (long i = 0; i < rows; i += height) {
    const long count = rows - i < height ? rows - i : height;
    for (long p = 0; p < depth; p += length) {
      const long steps = depth - p < length ? depth - p : length;
      art_factor block = {a, transpose_a ? 1 : a_row, transpose_a ? a_row : 1};
      block.start += i * block.row + p * block.step;
      if (packs_left(block.step)) {
        art_pack_panel(block.start, block.step, block.row, steps, count, left, left_width(height));
        block = (art_factor){left, 1, left_width(height)};
      }
      art_factor right = {b, transpose_b ? 1 : b_row, transpose_b ? b_row : 1};
      right.start += p * right.row;
      multiply_block(
        block, right, count, columns, steps, product + i * product_row, product_row, accumulate || p > 0, panel,
        part);
    }
  }
}

int art_product_is_fast(void) { return art_variant() > 0; }
