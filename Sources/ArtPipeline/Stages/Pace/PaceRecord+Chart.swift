import ArtMedia

extension PaceRecord {
  /// The speed over the time, before and after; of several walks the first. Where the walk stands still the line is broken.
  func chart() throws(MediaError) -> PixelImage {
    let transitions = walks.first?.transitions ?? []
    let before = transitions.flatMap { points($0.speedBefore, from: $0.startBefore, over: $0.framesBefore) + [nil] }
    let after = transitions.flatMap { points($0.speedAfter, from: $0.startAfter, over: $0.framesAfter) + [nil] }
    return try LineChart(
      [
        .init("before", RGBColor(red: 214, green: 112, blue: 32), before),
        .init("after", RGBColor(red: 16, green: 104, blue: 176), after),
      ],
      xTitle: "seconds", yTitle: "change per frame. 1 is the mean", mark: 1
    ).render()
  }

  private func points(_ speeds: [Double], from start: Int, over frames: Int) -> [LineChart.Point?] {
    guard frames > 0 else { return [] }
    return speeds.enumerated().map { number, speed in
      let share = (Double(number) + 0.5) / Double(speeds.count)
      return LineChart.Point(x: (Double(start) + share * Double(frames)) / framesPerSecond, y: speed)
    }
  }
}
