#include "CArtKernels.h"
