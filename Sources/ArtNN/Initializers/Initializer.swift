/// How a parameter's first values are drawn.
///
/// Fan-in and fan-out are counted as in Keras: the last two dimensions of the shape times the kernel's area. For a
/// transposed convolution, whose kernel is `[height, width, out, in]`, the two are therefore exchanged, as in Keras.
public enum Initializer: Hashable, Sendable {
  case zeros
  case ones
  case constant(Double)

  /// Uniform in ±√(6 / (fanIn + fanOut)): Keras's default for kernels.
  /// Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), eq. 16.
  case glorotUniform

  /// Normal of variance 2 / (fanIn + fanOut), also called Xavier normal. As in Keras the normal distribution is cut at
  /// two standard deviations and widened, so that the variance after the cut is the one named.
  case glorotNormal

  /// Uniform in ±√(6 / fanIn).
  /// Source: He, Zhang, Ren, Sun, Delving deep into rectifiers (2015).
  case heUniform

  /// Normal of variance 2 / fanIn, cut at two standard deviations and widened like ``glorotNormal``.
  case heNormal

  /// Normal, not cut. Radford, Metz and Chintala (DCGAN, 2015) use mean 0 and standard deviation 0.02.
  case normal(mean: Double = 0, standardDeviation: Double = 0.02)

  /// An orthogonal matrix, evenly distributed, times a gain. All dimensions but the last count as rows.
  /// Source: Saxe, McClelland, Ganguli, Exact solutions to the nonlinear dynamics of learning (2013).
  case orthogonal(gain: Double = 1)

  /// Another name of ``glorotNormal``.
  public static var xavierNormal: Initializer { .glorotNormal }

  /// Another name of ``glorotUniform``.
  public static var xavierUniform: Initializer { .glorotUniform }
}
