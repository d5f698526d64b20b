#include <math.h>
#include <string.h>

#include "CArtKernels.h"
#include "Philox.h"
#include "check.h"

// Random numbers are the same bits on every machine.

/// Word w of block j of a group of 16 blocks is element 16 w + j.
static uint32_t word_of(long element, uint64_t key) {
  const uint64_t block = (uint64_t)(element / PHILOX_GROUP) * PHILOX_LANES + (uint64_t)(element % PHILOX_LANES);
  uint32_t counter[4] = {(uint32_t)block, (uint32_t)(block >> 32), 0, PHILOX_ELEMENTS};
  const uint32_t words[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
  uint32_t out[4];
  art_philox(counter, words, out);
  return out[element % PHILOX_GROUP / PHILOX_LANES];
}

static void check_known(void) {
  // The known answers that the authors of Philox publish with it (Random123, kat_vectors).
  static const uint32_t known[][10] = {
    {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
    {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
    {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420,
     0x24126ea1}};
  for (int i = 0; i < 3; ++i) {
    uint32_t out[4];
    art_philox(known[i], known[i] + 4, out);
    expect("art_philox", memcmp(out, known[i] + 6, sizeof out) == 0, "not the known answer");
  }
}

static void check_sequence(long start, long count) {
  const uint64_t key = philox_key(7, 11, 3, PHILOX_STEP);
  float *got = room(count), *want = room(count);
  art_random_uniform(got, start, count, 7, 11, 3, 0.0f, 1.0f);
  for (long i = 0; i < count; ++i) want[i] = philox_unit(word_of(start + i, key));
  expect_same("art_random_uniform", got, want, count);

  art_random_mask(got, start, count, 7, 11, 3, 20000, 1.5f);
  for (long i = 0; i < count; ++i) {
    // Each word decides an element with its low half, and one 16 elements further on with its high half.
    const long at = start + i, group = at / 128, place = at % 128, word = place / 32 * 16 + place % 16;
    const uint32_t bits = word_of(group * 64 + word, key);
    want[i] = (place % 32 < 16 ? bits & 0xFFFF : bits >> 16) < 20000 ? 1.5f : 0.0f;
  }
  expect_same("art_random_mask", got, want, count);

  art_random_normal(got, start, count, 7, 11, 3);
  digest(got, (size_t)count * sizeof *got);
  exact *normal = exact_room(count);
  for (long i = 0; i < count; ++i) {
    const long at = start + i, pair = at % 64 / 32 * 32 + at % 16 + at / 64 * 64;
    const double u = (double)philox_unit(word_of(pair, key)) + 0x1p-24, v = (double)philox_unit(word_of(pair + 16, key));
    const double angle = 2 * 3.14159265358979323846 * v, radius = sqrt(-2 * log(u));
    normal[i] = (exact){radius * (at % 32 < 16 ? cos(angle) : sin(angle)), 1 + radius};
  }
  expect_near("art_random_normal", got, 1, normal, count, 8);
  close_rooms("random numbers");
}

void check_random(void) {
  check_known();
  for (long start = 0; start <= 130; start += 13)
    for (long count = 1; count <= 300; count += 37) check_sequence(start, count);
  for (uint64_t i = 0; i < 9; ++i) {
    const uint64_t numbers[] = {art_random_fold(i, 5), art_random_bits(i, 1000000 * i)};
    digest(numbers, sizeof numbers);
  }
  float *got = room(1000);
  art_random_uniform(got, 3, 1000, 1, 2, 3, -0.7f, 0.9f);
  for (long i = 0; i < 1000; ++i) expect("art_random_uniform", got[i] >= -0.7f && got[i] < 0.9f, "outside of its range");
  digest(got, 1000 * sizeof *got);
  close_rooms("art_random_uniform");
}
