import ArtGraph
import ArtTensor
import CArtKernels

/// A unit of pointwise nodes and reductions as a short program over registers. A register is a run of neighbouring
/// numbers of the unit's index space: a piece of an operand, of a result, or of scratch memory.
struct FusedCode {
  /// Where a register's numbers are.
  enum Place: Equatable {
    /// In a buffer, `offset` floats behind the place that is being computed.
    case memory(buffer: Int, offset: Int)
    /// In a vector that repeats with every row, where blocks are parts of rows: `offset` floats behind the block's column.
    case row(buffer: Int, offset: Int)
    case scratch(Int)
  }

  /// How a register is filled before the instructions run.
  enum Source {
    /// The same numbers for every block: filled once.
    case invariant(buffer: Int, StridedView)
    case strided(buffer: Int, StridedView)
    case random(Random)
  }

  struct Load {
    var register: Int
    var source: Source
  }

  struct Reduction {
    var register: Int
    var buffer: Int
    var kind: Reduce.Kind
  }

  var space: Shape
  var form: ReductionForm?
  var instructions: [art_instruction] = []
  var places: [Place] = []
  var loads: [Load] = []
  var reductions: [Reduction] = []
  var scratchCount = 0
  var blocking = FusedBlocking(count: 1, row: nil, registers: 1)

  /// The arrays that are gone through place by place.
  var arrayCount: Int {
    places.count { if case .memory = $0 { true } else { false } }
  }
}
