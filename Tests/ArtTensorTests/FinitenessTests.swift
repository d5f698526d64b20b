import ArtTensor
import Testing

@Suite struct FinitenessTests {
  @Test(arguments: [0, 1, 7, 64, 1000])
  func ordinaryNumbersAreFinite(count: Int) {
    let extremes: [Float] = [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0, 1]
    let numbers = (0..<count).map { extremes[$0 % extremes.count] }
    #expect(Tensor(shape: [count], scalars: numbers).isFinite)
  }

  @Test(arguments: [Float.nan, -.nan, .signalingNaN, .infinity, -.infinity], [0, 5, 16, 62])
  func oneNumberThatIsNotIsFound(bad: Float, place: Int) {
    var numbers = [Float](repeating: 0.5, count: 63)
    numbers[place] = bad
    #expect(!Tensor(shape: [63], scalars: numbers).isFinite)
  }
}
