import Foundation
import Testing

@testable import ArtSound

@Suite struct RealFFTTests {
  /// The sum as it is defined.
  static func powers(of numbers: [Double]) -> [Double] {
    (0...numbers.count / 2).map { k in
      var (x, y) = (0.0, 0.0)
      for (n, number) in numbers.enumerated() {
        let angle = 2 * .pi * Double(k * n % numbers.count) / Double(numbers.count)
        x += number * cos(angle)
        y -= number * sin(angle)
      }
      return x * x + y * y
    }
  }

  @Test(arguments: [4, 8, 16, 64, 256])
  func isTheSumAsDefined(size: Int) {
    let numbers = (0..<size).map { sin(Double($0 * $0) * 0.37) + Double($0 % 3) }
    var transform = RealFFT(size: size)
    let found = transform.powers(of: numbers)
    let expected = Self.powers(of: numbers)
    #expect(found.count == size / 2 + 1)
    for (found, expected) in zip(found, expected) { #expect(abs(found - expected) <= 1e-9 * (1 + expected)) }
    #expect(transform.powers(of: numbers) == found)
  }

  @Test func filtersHaveWeightOne() {
    let bank = FilterBank(bins: 513, spacing: 24_000.0 / 1024, highest: 11_000)
    #expect(bank.count == 72)
    for value in bank([Double](repeating: 2, count: 513)) { #expect(abs(value - 2) < 1e-12) }
  }
}
