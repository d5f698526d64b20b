import ArtProtobuf

/// A record of an event file, as far as artpipe writes them: the numbers of fields are those of TensorFlow's
/// tensorflow/core/util/event.proto (Event, SessionLog) and tensorflow/core/framework/summary.proto (Summary,
/// HistogramProto), which any reader of event files goes by.
struct Event {
  enum Content {
    /// The first record's: `brain.Event:2`.
    case fileVersion(String)
    case summary([Summary])
    /// What was told of the step and of later ones no longer counts.
    case start
  }

  /// Something to show under a tag.
  struct Summary {
    enum Value {
      case scalar(Float)
      /// A PNG file; 1 channel is grey, 3 are RGB, 4 are RGBA.
      case image(png: [UInt8], width: Int, height: Int, channels: Int)
      case histogram(Histogram)
    }

    var tag: String
    var value: Value
  }

  /// In seconds since 1970.
  var wallTime: Double
  var step: Int
  var content: Content

  /// The message `Event`.
  var encoded: [UInt8] {
    var writer = ProtobufWriter()
    writer.add(1, wallTime)
    writer.add(2, step)
    switch content {
    case .fileVersion(let version): writer.add(3, version)
    case .summary(let values): writer.add(5) { summary in for value in values { summary.add(1, value.encode) } }
    // SessionLog: its status is START.
    case .start: writer.add(7) { $0.add(1, 1) }
    }
    return writer.bytes
  }
}

extension Event.Summary {
  /// The message `Summary.Value`.
  fileprivate func encode(_ writer: inout ProtobufWriter) {
    writer.add(1, tag)
    switch value {
    case .scalar(let number): writer.add(2, number)
    case .image(let png, let width, let height, let channels):
      writer.add(4) {
        $0.add(1, height)
        $0.add(2, width)
        $0.add(3, channels)
        $0.add(4, png)
      }
    case .histogram(let histogram): writer.add(5, histogram.encode)
    }
  }
}

extension Histogram {
  /// The message `HistogramProto`.
  fileprivate func encode(_ writer: inout ProtobufWriter) {
    writer.add(1, low)
    writer.add(2, high)
    writer.add(3, Double(count))
    writer.add(4, sum)
    writer.add(5, sumOfSquares)
    writer.add(6, packed: upperEnds)
    writer.add(7, packed: counts.map(Double.init))
  }
}
