import Foundation

/// A chart of a page: curves over the same steps. `Report/README.md` says what each member means.
struct ReportChart: Encodable, Equatable {
  enum Group: String, Encodable { case training, evaluation }

  enum Scale: String, Encodable { case linear, log }

  struct Series: Encodable, Equatable {
    var name: String
    var x: [Int]
    /// A missing value is a gap in the curve.
    var y: [Double?]
    var low: [Double?]?
    var high: [Double?]?
  }

  struct Line: Encodable, Equatable {
    var name: String
    var y: Double
  }

  var id: String
  var group: Group
  var title: String
  var note: String
  var scale: Scale
  var series: [Series]
  var lines: [Line]?
  /// How many steps a point is the mean of, where it is more than one.
  var mean: Int?
}

extension ReportChart.Series {
  /// More points make no better drawing.
  static let mostPoints = 1500

  /// A curve of at most ``mostPoints`` points: beyond, each is the mean of neighbours, with their lowest and highest.
  ///
  /// - Returns: The curve, and how many steps a point is the mean of; nil where no value is there.
  static func thinned(_ name: String, steps: [Int], values: [Double?]) -> (series: Self, mean: Int)? {
    let values = values.map { value in value.flatMap { $0.isFinite ? $0 : nil } }
    guard values.contains(where: { $0 != nil }) else { return nil }
    let every = (steps.count + mostPoints - 1) / mostPoints
    guard every > 1 else { return (Self(name: name, x: steps, y: values.map { $0?.short }), 1) }
    var series = Self(name: name, x: [], y: [], low: [], high: [])
    for start in stride(from: 0, to: steps.count, by: every) {
      let end = min(start + every, steps.count)
      let part = values[start..<end].compactMap(\.self)
      series.x.append(steps[end - 1])
      series.y.append(part.isEmpty ? nil : (part.reduce(0, +) / Double(part.count)).short)
      series.low?.append(part.min()?.short)
      series.high?.append(part.max()?.short)
    }
    return (series, every)
  }
}

extension Double {
  /// With five digits, as charts have them.
  var short: Double { Double(String(format: "%.5g", self)) ?? self }
}
