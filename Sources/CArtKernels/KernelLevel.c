#include "ArtLevel.h"

#include "ArtVector.h"

int art_kernel_level(void) { return art_variant(); }
