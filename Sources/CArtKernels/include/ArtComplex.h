#pragma once

/// Products of complex numbers, x · conj(y) with x = a + ib and y = c + id, from three products of real ones instead of
/// four (Gauss; Knuth, "The Art of Computer Programming", vol. 2, section 4.6.4):
///
///     k = (a + b) c,    re = k + b (d − c),    im = k + a (−d − c),
///
/// or with the factors exchanged
///
///     k = b (c + d),    re = k + (a − b) c,    im = k + (−a − b) d.
///
/// Here are the sums that the products are made of.

/// sum[i] = a[i] + b[i]: the factor of k.
void art_complex_sum(const float *a, const float *b, float *sum, long count);

/// for_re[i] = d[i] − c[i] and for_im[i] = −d[i] − c[i]: the factors of the other two; exchanged with b for c and a for d.
void art_complex_factors(const float *c, const float *d, float *for_re, float *for_im, long count);
