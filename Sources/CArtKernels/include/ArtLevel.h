#pragma once

/// Which of the variants of its loops this processor runs: 2 for x86-64-v4 (AVX-512), 1 for x86-64-v3 (AVX2), 0 for plain C.
int art_kernel_level(void);
