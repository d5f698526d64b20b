#pragma once

#include <stddef.h>
#include <stdint.h>

/// Works whole blocks of 64 bytes into the eight words of a SHA-256 state (FIPS 180-4, section 6.2.2). Uses the
/// processor's own instructions where it has them.
void art_sha256_blocks(uint32_t *state, const uint8_t *bytes, size_t blocks);

/// The same without the processor's instructions.
void art_sha256_blocks_portable(uint32_t *state, const uint8_t *bytes, size_t blocks);
