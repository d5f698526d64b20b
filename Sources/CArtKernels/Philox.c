#include "Philox.h"

#include "CArtKernels.h"

void art_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  for (int w = 0; w < 4; ++w) out[w] = counter[w];
  philox_block(out, key[0], key[1]);
}

uint64_t art_random_fold(uint64_t key, uint64_t data) { return philox_key(key, data, 0, PHILOX_FOLD); }

uint64_t art_random_bits(uint64_t key, uint64_t index) { return philox_key(key, index, 0, PHILOX_BITS); }
