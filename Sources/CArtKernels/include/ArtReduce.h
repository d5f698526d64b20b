#pragma once

/// Sums and maxima. Sums run over short stretches in float, in a fixed order written out by hand so that vector
/// registers can be used, and over the stretches in double: an error of a few units in the last place for any length.
/// A maximum is NaN where any element is.

/// The sum of n numbers.
float art_sum(const float *x, long n);

/// Sums the rows of a matrix up: out[c] = sum over r of x[r, c].
void art_sum_over_rows(const float *x, long rows, long columns, float *out);

/// Sums along each row: out[r] = sum over c of x[r, c].
void art_sum_over_columns(const float *x, long rows, long columns, float *out);

/// Adds up arrays of `count` numbers that lie `distance` apart, one after the other: out = (part 0 + part 1) + ...
void art_add_parts(const float *parts, long number, long distance, long count, float *out);

/// The largest of n numbers; minus infinity where there are none.
float art_max(const float *x, long n);

/// out[c] = the largest x[r, c] over all r.
void art_max_over_rows(const float *x, long rows, long columns, float *out);

/// out[r] = the largest x[r, c] over all c.
void art_max_over_columns(const float *x, long rows, long columns, float *out);
