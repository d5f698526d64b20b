#include <math.h>
#include <string.h>

#include "CArtKernels.h"
#include "check.h"

// Every instruction of elementwise programs, on all lengths around whole vectors and on what is not an ordinary number.

static double plain(art_opcode opcode, double a, double b, double c, double k) {
  switch (opcode) {
    case ART_ADD: return a + b;
    case ART_SUBTRACT: return a - b;
    case ART_MULTIPLY: return a * b;
    case ART_DIVIDE: return a / b;
    case ART_MAXIMUM: return a != a || b != b ? NAN : a > b ? a : b;
    case ART_MINIMUM: return a != a || b != b ? NAN : a < b ? a : b;
    case ART_GREATER: return a > b;
    case ART_GREATER_EQUAL: return a >= b;
    case ART_EQUAL: return a == b;
    case ART_SELECT: return a != 0 ? b : c;
    case ART_MULTIPLY_ADD: return a * b + c;
    case ART_NEGATE: return -a;
    case ART_EXP: return exp(a);
    case ART_LOG: return log(a);
    case ART_TANH: return tanh(a);
    case ART_SIGMOID: return 1 / (1 + exp(-a));
    case ART_SOFTPLUS: return (a > 0 ? a : 0) + log1p(exp(-fabs(a)));
    case ART_RELU: return a < 0 ? 0 : a;
    case ART_LEAKY_RELU: return a >= 0 ? a : k * a;
    case ART_SQRT: return sqrt(a);
    case ART_RSQRT: return 1 / sqrt(a);
    case ART_RECIPROCAL: return 1 / a;
    case ART_ABS: return fabs(a);
    case ART_SQUARE: return a * a;
    case ART_SIGN: return a != a ? a : (a > 0) - (a < 0);
    case ART_COPY: return a;
    case ART_ADD_IMMEDIATE: return a + k;
    case ART_MULTIPLY_IMMEDIATE: return a * k;
    case ART_POWER_IMMEDIATE: return pow(a, k);
    case ART_LEAKY_RELU_GRADIENT: return b > 0 ? a : k * a;
    case ART_FILL: return k;
    case ART_SINE: return fabs(a) > 1e5 ? 0 * a : sin(a);
  }
  return NAN;
}

/// What the error is measured by: of a sum its terms, of a sine one, else the result.
static double size_of(art_opcode opcode, double a, double b, double c, double k, double value) {
  switch (opcode) {
    case ART_ADD: case ART_SUBTRACT: return fabs(a) + fabs(b);
    case ART_MULTIPLY_ADD: return fabs(a * b) + fabs(c);
    case ART_ADD_IMMEDIATE: return fabs(a) + fabs(k);
    case ART_SINE: return 1;
    default: return fabs(value);
  }
}

static void check_opcode(art_opcode opcode, long length, const float *special, long specials) {
  float *registers[4];
  for (int r = 0; r < 3; ++r) {
    registers[r] = random_room(length);
    for (long i = 0; i < length; ++i) registers[r][i] *= 4;
    // Each special number meets each other one where there is room for them.
    for (long i = 0; specials && i < length; ++i) registers[r][i] = special[(r == 0 ? i : i / specials) % specials];
  }
  if (opcode == ART_LOG || opcode == ART_SQRT || opcode == ART_RSQRT || opcode == ART_POWER_IMMEDIATE)
    for (long i = 0; !specials && i < length; ++i) registers[0][i] = fabsf(registers[0][i]) + 1e-3f;
  float *result = registers[3] = room(length);
  const art_instruction code = {(uint16_t)opcode, 3, 0, 1, 2, 0.3f};
  art_elementwise_block(&code, 1, registers, length);
  for (long i = 0; i < length; ++i) {
    const double a = (double)registers[0][i], b = (double)registers[1][i], c = (double)registers[2][i];
    const double value = plain(opcode, a, b, c, (double)code.immediate), got = (double)result[i];
    // Beyond what a float holds, and below: infinity and zero.
    const double bound = 5 * 0x1p-24 * size_of(opcode, a, b, c, (double)code.immediate, value) + 0x1p-126;
    const int holds = value != value ? got != got
      : fabs(value) > 3.4e38         ? got == (value > 0 ? INFINITY : -INFINITY) || fabs(got) > 3.3e38
                                     : fabs(got - value) <= bound;
    expect("art_elementwise_block", holds, "an instruction's result is wrong");
  }
  close_rooms("art_elementwise_block");
}

void check_elementwise(void) {
  static const float special[] = {0,    -0.0f, 1,   -1,   0.5f,      -0.5f,   3,     -3,   1e-3f, 20, -20,
                                  88.7f, -100, 1e4f, -1e4f, 1e-38f, 3e38f, -3e38f, INFINITY, -INFINITY, NAN};
  const long specials = sizeof special / sizeof *special;
  for (int opcode = ART_ADD; opcode <= ART_SINE; ++opcode) {
    for (long length = 1; length <= 50; ++length) check_opcode((art_opcode)opcode, length, NULL, 0);
    check_opcode((art_opcode)opcode, 2047, NULL, 0);
    check_opcode((art_opcode)opcode, specials * specials, special, specials);
  }
}
