import Testing

@testable import ArtMedia

@Suite struct VideoTimelineTests {
  struct Case: CustomTestStringConvertible {
    var name: String
    var times: [Int64]
    var last: Int64 = 0
    var tick: (Int64, Int64)
    var claims: [(Int, Int)] = []
    var rate: (Int, Int)
    var count: Int
    /// nil for a constant rate.
    var varies: (repeated: Int, dropped: Int)?
    var testDescription: String { name }
  }

  static func film(_ count: Int64, step: Int64, from first: Int64 = 0) -> [Int64] {
    (0..<count).map { first + $0 * step }
  }

  static let cases = [
    Case(name: "MP4, NTSC", times: film(90, step: 1001), tick: (1, 30_000), rate: (30_000, 1001), count: 90),
    Case(name: "MP4, begun later", times: film(50, step: 512, from: 777), tick: (1, 12_800), rate: (25, 1), count: 50),
    Case(
      name: "MKV, whole milliseconds", times: (0..<100).map { Int64((Double($0) * 1001 / 30).rounded()) },
      tick: (1, 1000), claims: [(30_000, 1001)], rate: (30_000, 1001), count: 100),
    Case(
      name: "MKV that claims nothing", times: (0..<3000).map { Int64((Double($0) * 1001 / 24).rounded()) },
      tick: (1, 1000), rate: (24_000, 1001), count: 3000),
    Case(
      name: "microseconds, rounded down each", times: film(60, step: 33_333), tick: (1, 1_000_000), rate: (30, 1),
      count: 60),
    Case(name: "an odd rate", times: film(40, step: 3), tick: (2, 75), rate: (25, 2), count: 40),
    Case(name: "a GIF", times: film(8, step: 7), last: 7, tick: (1, 100), rate: (100, 7), count: 8),
    Case(name: "one frame", times: [5], last: 10, tick: (1, 100), rate: (10, 1), count: 1),
    Case(
      name: "one frame that claims a rate", times: [5], tick: (1, 90_000), claims: [(24, 1)], rate: (24, 1), count: 1),
    Case(name: "one frame alone", times: [5], tick: (1, 90_000), rate: (25, 1), count: 1),
    Case(
      name: "a claim that is wrong", times: film(50, step: 40), tick: (1, 1000), claims: [(30, 1)], rate: (25, 1),
      count: 50),
    Case(
      name: "a phone: some frames are missing",
      times: film(60, step: 20).filter { ![200, 220, 700].contains($0) }, last: 20, tick: (1, 600),
      claims: [(2975, 100)], rate: (30, 1), count: 60, varies: (3, 0)),
    Case(
      name: "a phone: frames come a little late",
      times: film(60, step: 3000).map { $0 + ($0 / 3000 % 3 == 1 ? 900 : 0) }, last: 3000, tick: (1, 90_000),
      rate: (30, 1), count: 60, varies: (0, 0)),
    Case(
      name: "two frames at once", times: [0, 40, 80, 85, 120, 160], last: 40, tick: (1, 1000), rate: (25, 1), count: 5,
      varies: (0, 1)),
    Case(
      name: "a GIF whose last frame stays", times: film(5, step: 10), last: 10, tick: (1, 100), rate: (10, 1), count: 5),
    Case(
      name: "a GIF with a pause", times: [0, 10, 20, 70, 80], last: 100, tick: (1, 100), rate: (10, 1), count: 18,
      varies: (13, 0)),
    Case(
      name: "equal times", times: [3, 3, 3], tick: (1, 25), claims: [(25, 1)], rate: (25, 1), count: 3, varies: (0, 0)),
  ]

  @Test(arguments: cases)
  func findsTheRate(_ item: Case) throws {
    let timeline = try VideoTimeline(
      times: item.times, lastDuration: item.last, tick: (item.tick.0, item.tick.1),
      claims: item.claims.map { try FrameRate($0.0, over: $0.1) }, most: 10_000)
    #expect(timeline.rate == (try FrameRate(item.rate.0, over: item.rate.1)))
    #expect(timeline.count == item.count)
    #expect(timeline.isConstant == (item.varies == nil))
    #expect(timeline.repeated == item.varies?.repeated ?? 0 && timeline.dropped == item.varies?.dropped ?? 0)
    if item.varies == nil { #expect(item.times.map(timeline.place(of:)) == Array(0..<item.count)) }
  }

  @Test func refusesWhatNeverEnds() throws {
    for times in [[0, 1, 2, 1_000_000], [.min, 0, .max]] as [[Int64]] {
      let error = #expect(throws: MediaError.self) {
        try VideoTimeline(times: times, lastDuration: 1, tick: (1, 25), claims: [], most: 1000)
      }
      #expect(error?.code == .tooLarge)
    }
  }
}
