/// One request of the benchmark data.
struct BenchmarkUsage {
  private static let provider = Array("prov-a".utf8)
  private static let request = Array("req-".utf8)
  private static let orphan = Array("lost-".utf8)
  private static let good = Array("1,ok".utf8)
  private static let bad = Array("1,error".utf8)
  /// Micro-dollars per million tokens of uncached, cached and written input and of output, by tool.
  private static let prices: [[UInt64]] = [
    [5_000_000, 500_000, 6_250_000, 25_000_000], [1_000_000, 100_000, 1_250_000, 5_000_000],
  ]

  let data: BenchmarkData
  let row: UInt64

  /// The task that this row's place stands for; the last rows of a file have none left and take an earlier one.
  private var task: BenchmarkTask {
    let rowsOfBlock = BenchmarkTask.block * 5
    let place = row / rowsOfBlock * BenchmarkTask.block + row % BenchmarkTask.block
    let last = UInt64(max(1, data.outcomeRows)) - 1
    return BenchmarkTask(data: data, number: min(place, last)).nearestWithUsage
  }

  /// Whether the row is a sub-agent's call for the row one block before, which is of the same task.
  private var parent: UInt64? {
    let place = row % (BenchmarkTask.block * 5)
    return place >= BenchmarkTask.block * 4 && row % 2 == 0 ? row - BenchmarkTask.block : nil
  }

  func write(to text: inout CSVText) {
    let chance = data.bits(row, 3)
    let task = task
    text.append(Self.request)
    text.append(hexadecimal: data.bits(row, 0))
    text.comma()
    switch chance % 50 {
    case 0: break
    case 1:
      text.append(Self.orphan)
      text.append(row, width: 9)
    default: task.writeID(to: &text)
    }
    text.comma()
    if let parent {
      text.append(Self.request)
      text.append(hexadecimal: data.bits(parent, 0))
    }
    text.comma()
    text.append(secondOfQuarter: BenchmarkTask.second(row: row, of: data.rows))
    text.comma()
    BenchmarkTask.writeWorker(task.worker, to: &text)
    text.comma()
    text.append(BenchmarkData.departments[task.department])
    text.comma()
    text.append(BenchmarkData.categories[task.category])
    text.comma()
    text.append(Self.provider)
    text.comma()
    text.append(BenchmarkData.tools[task.tool])
    text.comma()
    writeTokens(chance, tool: task.tool, to: &text)
    text.append((chance >> 56) % 100 == 0 ? Self.bad : Self.good)
    text.newline()
  }

  private func writeTokens(_ chance: UInt64, tool: Int, to text: inout CSVText) {
    let input = 300 + (chance >> 6) % 24_000
    let cached = input * ((chance >> 20) % 8) / 10
    let written = (chance >> 24) % 4 == 0 ? (input - cached) / 8 : 0
    let output = 40 + (chance >> 28) % 2500
    let reasoning = output * ((chance >> 40) % 6) / 10
    text.append(input)
    text.comma()
    text.append(cached)
    text.comma()
    if written > 0 { text.append(written) }
    text.comma()
    text.append(output)
    text.comma()
    if reasoning > 0 { text.append(reasoning) }
    text.comma()
    if (chance >> 48) % 5 > 0 {
      let price = Self.prices[min(tool, 1)]
      let uncached = (input - cached - written) * price[0]
      let cost = (uncached + cached * price[1] + written * price[2] + output * price[3]) / 1_000_000
      BenchmarkTask.write(cost, decimals: 1_000_000, width: 6, to: &text)
    }
    text.comma()
  }
}
