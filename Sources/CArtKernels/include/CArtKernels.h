#pragma once

/// The hot loops of artpipe: plain C, no dependencies, one concern a file.

#include "ArtBlocks.h"
#include "ArtComplex.h"
#include "ArtElementwise.h"
#include "ArtSmallChannels.h"
#include "ArtFourier.h"
#include "ArtLevel.h"
#include "ArtMatrix.h"
#include "ArtPack.h"
#include "ArtPanel.h"
#include "ArtPatches.h"
#include "ArtPool.h"
#include "ArtProduct.h"
#include "ArtRandom.h"
#include "ArtReduce.h"
#include "ArtResample.h"
#include "ArtStrided.h"
#include "ArtThin.h"
#include "ArtTile.h"
#include "ArtWinograd.h"
