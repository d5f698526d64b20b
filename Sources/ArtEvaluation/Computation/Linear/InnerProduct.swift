/// The sum of the products of two rows of numbers, in eight interleaved parts: a fixed order, and work that a processor
/// does at once.
func innerProduct(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  var parts = SIMD8<Double>(repeating: 0)
  var index = 0
  while index + 8 <= count {
    let x = UnsafeRawPointer(a + index).loadUnaligned(as: SIMD8<Double>.self)
    let y = UnsafeRawPointer(b + index).loadUnaligned(as: SIMD8<Double>.self)
    parts += x * y
    index += 8
  }
  var sum = parts.sum()
  while index < count {
    sum += a[index] * b[index]
    index += 1
  }
  return sum
}
