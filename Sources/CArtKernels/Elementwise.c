#include <math.h>

#include "ArtMath.h"
#include "CArtKernels.h"

/// One instruction: a loop over the block.
#define EACH(expression)                                           \
  {                                                                \
    ART_INDEPENDENT                                                \
    for (long i = 0; i < length; ++i) d[i] = (expression);         \
    break;                                                         \
  }

ART_KERNEL
void art_elementwise_block(
  const art_instruction *code, long instructions, float *const *registers, long length
) {
  for (const art_instruction *step = code; step < code + instructions; ++step) {
    float *d = registers[step->destination];
    const float *a = registers[step->a];
    const float *b = registers[step->b];
    const float *c = registers[step->c];
    const float k = step->immediate;
    switch ((art_opcode)step->opcode) {
      case ART_ADD: EACH(a[i] + b[i])
      case ART_SUBTRACT: EACH(a[i] - b[i])
      case ART_MULTIPLY: EACH(a[i] * b[i])
      case ART_DIVIDE: EACH(a[i] / b[i])
      case ART_MAXIMUM: EACH(((a[i] > b[i]) | (a[i] != a[i])) ? a[i] : b[i])
      case ART_MINIMUM: EACH(((a[i] < b[i]) | (a[i] != a[i])) ? a[i] : b[i])
      case ART_GREATER: EACH(a[i] > b[i] ? 1.0f : 0.0f)
      case ART_GREATER_EQUAL: EACH(a[i] >= b[i] ? 1.0f : 0.0f)
      case ART_EQUAL: EACH(a[i] == b[i] ? 1.0f : 0.0f)
      case ART_SELECT: EACH(a[i] != 0.0f ? b[i] : c[i])
      case ART_MULTIPLY_ADD: EACH(a[i] * b[i] + c[i])
      case ART_NEGATE: EACH(-a[i])
      case ART_EXP: EACH(art_exp(a[i]))
      case ART_LOG: EACH(art_log(a[i]))
      case ART_TANH: EACH(art_tanh(a[i]))
      case ART_SIGMOID: EACH(art_sigmoid(a[i]))
      case ART_SOFTPLUS: EACH(art_softplus(a[i]))
      case ART_RELU: EACH(a[i] < 0.0f ? 0.0f : a[i])
      case ART_LEAKY_RELU: EACH(a[i] >= 0.0f ? a[i] : k * a[i])
      case ART_SQRT: EACH(ART_SQUARE_ROOT(a[i]))
      case ART_RSQRT: EACH(1.0f / ART_SQUARE_ROOT(a[i]))
      case ART_RECIPROCAL: EACH(1.0f / a[i])
      case ART_ABS: EACH(art_abs(a[i]))
      case ART_SQUARE: EACH(a[i] * a[i])
      case ART_SIGN: EACH(art_sign(a[i]))
      case ART_COPY: EACH(a[i])
      case ART_ADD_IMMEDIATE: EACH(a[i] + k)
      case ART_MULTIPLY_IMMEDIATE: EACH(a[i] * k)
      case ART_POWER_IMMEDIATE:
        for (long i = 0; i < length; ++i) d[i] = powf(a[i], k);
        break;
      case ART_LEAKY_RELU_GRADIENT: EACH(b[i] > 0.0f ? a[i] : k * a[i])
      case ART_FILL: EACH(k)
    }
  }
}
