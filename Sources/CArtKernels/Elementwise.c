#include <math.h>
#include <string.h>

#include "ArtMath.h"
#include "ArtVector.h"
#include "CArtKernels.h"

/// One instruction: a loop over the block.
#define EACH(expression)                                           \
  {                                                                \
    ART_INDEPENDENT                                                \
    for (long i = 0; i < length; ++i) d[i] = (expression);         \
    break;                                                         \
  }

/// The same for the instructions that most programs are made of, with vectors A, B, C. (Loops that the compiler makes
/// vectors of take half of the AVX-512 registers' width.)
#define WIDE(expression)                                                                          \
  {                                                                                               \
    long i = 0;                                                                                   \
    for (; i + ART_LANES <= length; i += ART_LANES) {                                             \
      const art_vector A = art_load(a + i), B = art_load(b + i), C = art_load(c + i);             \
      (void)A, (void)B, (void)C;                                                                  \
      art_store(d + i, (expression));                                                             \
    }                                                                                             \
    if (i < length) {                                                                             \
      const size_t rest = (size_t)(length - i) * sizeof(float);                                   \
      art_vector A = {0}, B = {0}, C = {0};                                                       \
      memcpy(&A, a + i, rest);                                                                    \
      memcpy(&B, b + i, rest);                                                                    \
      memcpy(&C, c + i, rest);                                                                    \
      (void)A, (void)B, (void)C;                                                                  \
      const art_vector result = (expression);                                                     \
      memcpy(d + i, &result, rest);                                                               \
    }                                                                                             \
    break;                                                                                        \
  }

/// Lane by lane, `yes` where the mask is set and `no` elsewhere.
ART_INLINE art_vector choose(art_integers mask, art_vector yes, art_vector no) {
  return (art_vector)((mask & (art_integers)yes) | (~mask & (art_integers)no));
}

#define ALL(number) ((art_vector){0} + (number))

ART_INLINE void run_block(const art_instruction *code, long instructions, float *const *registers, long length) {
  for (const art_instruction *step = code; step < code + instructions; ++step) {
    float *d = registers[step->destination];
    const float *a = registers[step->a];
    const float *b = registers[step->b];
    const float *c = registers[step->c];
    const float k = step->immediate;
    switch ((art_opcode)step->opcode) {
      case ART_ADD: WIDE(A + B)
      case ART_SUBTRACT: WIDE(A - B)
      case ART_MULTIPLY: WIDE(A * B)
      case ART_DIVIDE: EACH(a[i] / b[i])
      case ART_MAXIMUM: EACH(((a[i] > b[i]) | (a[i] != a[i])) ? a[i] : b[i])
      case ART_MINIMUM: EACH(((a[i] < b[i]) | (a[i] != a[i])) ? a[i] : b[i])
      case ART_GREATER: WIDE(choose(A > B, ALL(1.0f), ALL(0.0f)))
      case ART_GREATER_EQUAL: WIDE(choose(A >= B, ALL(1.0f), ALL(0.0f)))
      case ART_EQUAL: EACH(a[i] == b[i] ? 1.0f : 0.0f)
      case ART_SELECT: WIDE(choose(A != 0.0f, B, C))
      case ART_MULTIPLY_ADD: WIDE(A * B + C)
      case ART_NEGATE: WIDE(-A)
      case ART_EXP: EACH(art_exp(a[i]))
      case ART_LOG: EACH(art_log(a[i]))
      case ART_TANH: EACH(art_tanh(a[i]))
      case ART_SIGMOID: EACH(art_sigmoid(a[i]))
      case ART_SOFTPLUS: EACH(art_softplus(a[i]))
      case ART_RELU: WIDE(choose(A < 0.0f, ALL(0.0f), A))
      case ART_LEAKY_RELU: WIDE(choose(A >= 0.0f, A, k * A))
      case ART_SQRT: EACH(ART_SQUARE_ROOT(a[i]))
      case ART_RSQRT: EACH(1.0f / ART_SQUARE_ROOT(a[i]))
      case ART_RECIPROCAL: EACH(1.0f / a[i])
      case ART_ABS: EACH(art_abs(a[i]))
      case ART_SQUARE: WIDE(A * A)
      case ART_SIGN: EACH(art_sign(a[i]))
      case ART_COPY: WIDE(A)
      case ART_ADD_IMMEDIATE: WIDE(A + k)
      case ART_MULTIPLY_IMMEDIATE: WIDE(A * k)
      case ART_POWER_IMMEDIATE:
        for (long i = 0; i < length; ++i) d[i] = powf(a[i], k);
        break;
      case ART_LEAKY_RELU_GRADIENT: WIDE(choose(B > 0.0f, A, k * A))
      case ART_FILL: WIDE(ALL(k))
      case ART_SINE: EACH(art_sine(a[i]))
    }
  }
}

#define DEFINE(VARIANT, TARGET)                                                                                    \
  TARGET static void block_##VARIANT(                                                                              \
    const art_instruction *code, long instructions, float *const *registers, long length                           \
  ) {                                                                                                              \
    run_block(code, instructions, registers, length);                                                              \
  }
ART_VARIANTS(DEFINE)

void art_ask_for(const float *numbers, long count) {
  for (long i = 0; i < count; i += 16) __builtin_prefetch(numbers + i, 0, 2);
}

void art_elementwise_block(const art_instruction *code, long instructions, float *const *registers, long length) {
  ART_CALL_VARIANT(block, code, instructions, registers, length);
}
