#include <stdatomic.h>

#include "ArtTile.h"

void art_finish_streams(void) { atomic_thread_fence(memory_order_seq_cst); }
