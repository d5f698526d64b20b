/// The known name that was probably meant by a mistyped one: the nearest by edit distance, or one that begins with it.
///
/// - Returns: nil where nothing is near enough to be worth asking about.
public func closest(to name: String, in known: some Sequence<String>) -> String? {
  let typed = Array(name.lowercased())
  guard !typed.isEmpty else { return nil }
  let limit = typed.count <= 2 ? 1 : max(2, typed.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in known {
    let letters = Array(candidate.lowercased())
    // Letters that one has more than the other have to be inserted at least.
    var distance = abs(typed.count - letters.count)
    if distance <= limit { distance = editDistance(typed, letters) }
    // A word cut short is a likely slip, however much is missing.
    if typed.count >= 3, letters.starts(with: typed) || typed.starts(with: letters) { distance = min(distance, 1) }
    if distance <= limit, distance < max(typed.count, letters.count), distance < best?.distance ?? .max {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// The number of letters to insert, delete, replace or swap with their neighbour to get from one word to the other.
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    current.reserveCapacity(last.count)
    for column in 0..<right.count {
      let replace = last[column] + (left[row] == right[column] ? 0 : 1)
      var best = min(replace, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        best = min(best, beforeLast[column - 1] + 1)
      }
      current.append(best)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
