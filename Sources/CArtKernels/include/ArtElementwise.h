#pragma once

#include <stdint.h>

/// What one instruction does to each element. a, b, c are its operand registers, k its immediate number.
typedef enum {
  ART_ADD,                    ///< a + b
  ART_SUBTRACT,               ///< a - b
  ART_MULTIPLY,               ///< a b
  ART_DIVIDE,                 ///< a / b
  ART_MAXIMUM,                ///< the larger; NaN if either is
  ART_MINIMUM,                ///< the smaller; NaN if either is
  ART_GREATER,                ///< a > b as 0 or 1
  ART_GREATER_EQUAL,          ///< a >= b as 0 or 1
  ART_EQUAL,                  ///< a == b as 0 or 1
  ART_SELECT,                 ///< a != 0 ? b : c
  ART_MULTIPLY_ADD,           ///< a b + c
  ART_NEGATE,                 ///< -a
  ART_EXP,                    ///< e^a
  ART_LOG,                    ///< ln a
  ART_TANH,                   ///< tanh a
  ART_SIGMOID,                ///< 1 / (1 + e^-a)
  ART_SOFTPLUS,               ///< ln(1 + e^a)
  ART_RELU,                   ///< max(a, 0)
  ART_LEAKY_RELU,             ///< a >= 0 ? a : k a
  ART_SQRT,                   ///< square root
  ART_RSQRT,                  ///< 1 / square root
  ART_RECIPROCAL,             ///< 1 / a
  ART_ABS,                    ///< |a|
  ART_SQUARE,                 ///< a a
  ART_SIGN,                   ///< -1, 0 or 1
  ART_COPY,                   ///< a
  ART_ADD_IMMEDIATE,          ///< a + k
  ART_MULTIPLY_IMMEDIATE,     ///< k a
  ART_POWER_IMMEDIATE,        ///< a^k
  ART_LEAKY_RELU_GRADIENT,    ///< b > 0 ? a : k a
  ART_FILL,                   ///< k
  ART_SINE,                   ///< sin a; 0 where a is beyond 10^5
} art_opcode;

/// Registers that an instruction does not use may hold any valid number; 0 will do.
typedef struct {
  uint16_t opcode, destination, a, b, c;
  float immediate;
} art_instruction;

/// Runs a program over one block: each register is `length` floats, each instruction runs over all of them before the
/// next starts. Blocks of 512 to 2048 keep the registers in the first-level cache. A destination may also be an
/// operand; apart from that registers must not overlap. Element i of the result depends on elements i alone, in the
/// same way wherever a block starts.
void art_elementwise_block(
  const art_instruction *code, long instructions, float *const *registers, long length);

/// Asks for numbers that are needed soon, up to the second-level cache.
void art_ask_for(const float *numbers, long count);
