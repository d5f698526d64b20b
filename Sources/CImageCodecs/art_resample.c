#include "art_resample.h"

#include "resample_rows.h"

// The steps of filtering along a row are taken one by one, those along a column eight at a time.
static int is_cheaper_rows_first(const ArtImage *source, const ArtFilter *horizontal, const ArtFilter *vertical) {
  double across = horizontal->taps * (double)horizontal->size, down = vertical->taps * (double)vertical->size;
  double rows_first = across * source->height + down * horizontal->size / 8;
  double columns_first = across * vertical->size + down * source->width / 8;
  return rows_first < columns_first;
}

int art_resample(ArtImage source, ArtFilter horizontal, ArtFilter vertical, ArtTransfer transfer, uint8_t *output) {
  return is_cheaper_rows_first(&source, &horizontal, &vertical)
             ? art_resample_rows_first(&source, &horizontal, &vertical, &transfer, output)
             : art_resample_columns_first(&source, &horizontal, &vertical, &transfer, output);
}
