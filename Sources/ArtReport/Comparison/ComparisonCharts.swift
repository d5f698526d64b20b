import ArtPipeline
import Foundation

/// The curves of several runs over each other: a chart for each curve that one run has, with a series for each run.
enum ComparisonCharts {
  /// - Parameters:
  ///   - names: What the runs are called.
  ///   - charts: The charts of each run.
  static func overlaid(_ names: [String], _ charts: [[ReportChart]]) -> [ReportChart] {
    struct Place: Hashable {
      let chart: String
      let series: String
    }
    var (order, found) = ([Place](), [Place: ReportChart]())
    for (name, ofRun) in zip(names, charts) {
      for chart in ofRun {
        let isAlone = chart.series.count == 1
        for series in chart.series {
          let place = Place(chart: chart.id, series: series.name)
          if found[place] == nil {
            order.append(place)
            var new = chart
            (new.id, new.series, new.lines) = ("\(chart.id)-\(order.count)", [], nil)
            if !isAlone { new.title += ": \(series.name)" }
            found[place] = new
          }
          found[place]?.add(series, of: name, chart)
        }
      }
    }
    return order.compactMap { found[$0]?.withOneBaseline }
  }
}

extension ReportChart {
  fileprivate mutating func add(_ series: Series, of name: String, _ chart: ReportChart) {
    var series = series
    series.name = name
    // The lowest and highest of neighbours would hide the curves of other runs.
    if group == .training { (series.low, series.high) = (nil, nil) }
    self.series.append(series)
    mean = [mean, chart.mean].compactMap(\.self).max()
    lines = (lines ?? []) + (chart.lines ?? []).map { Line(name: "\($0.name) (\(name))", y: $0.y) }
  }

  /// The chart with one line for baselines that are all the same.
  fileprivate var withOneBaseline: ReportChart {
    var chart = self
    guard let first = chart.lines?.first else {
      chart.lines = nil
      return chart
    }
    if Set((chart.lines ?? []).map(\.y)).count == 1 {
      // Without the name of the run behind it.
      chart.lines = [Line(name: first.name.components(separatedBy: " (")[0], y: first.y)]
    }
    return chart
  }
}
