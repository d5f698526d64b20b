#pragma once

/// The hot loops of artpipe: plain C, no dependencies, one concern a file.

#include "ArtPool.h"
#include "ArtRandom.h"
