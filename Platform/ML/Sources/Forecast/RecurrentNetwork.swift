import Foundation
import Kernel

/// A network with a memory that is kept and forgotten (LSTM; Hochreiter and Schmidhuber, 1997; the forget gate of Gers and others, 2000): it reads the
/// last two seasons step by step and says the next value. Trained by back-propagation through time with Adam (Kingma and Ba, 2015), from a seed,
/// single-threaded.
///
/// It is slow for what it gives, and a shop's series are short: it is tried only where a thorough search is asked for, and used only where it wins.
/// Time of training: about 25 rounds × windows × steps × cells × (cells + 3) × 12 operations, windows being at most 300.
public struct RecurrentNetwork: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "recurrent network"
    private static let cells = 8
    private static let inputs = 3
    private var weights: [Double]
    private let mean: Double
    private let deviation: Double
    private let season: Int
    private let count: Int
    private let tail: [Double]

    private static var width: Int { inputs + cells + 1 }
    /// Four gates for each cell, then the sum at the end.
    private static var size: Int { 4 * cells * width + cells + 1 }

    /// Trains; nil for a series of less than six seasons or eighty values, one that does not move, or a season of more than 30 steps.
    public static func fit(_ series: [Double], season: Int) -> RecurrentNetwork? {
        let season = max(season, 1)
        let sample = Sample(series)
        guard season <= 30, series.count >= max(6 * season, 80), sample.count == series.count, sample.deviation > 1e-12
        else {
            return nil
        }
        var network = RecurrentNetwork(sample, season, series)
        network.train(series)
        return network.weights.allSatisfy { $0.isFinite } ? network : nil
    }

    private init(_ sample: Sample, _ season: Int, _ series: [Double]) {
        var random = SeededGenerator(seed: 1)
        let scale = 1 / Double(Self.width).squareRoot()
        weights = (0..<Self.size).map { _ in (2 * random.uniform() - 1) * scale }
        // Memories are kept at first.
        for cell in 0..<Self.cells { weights[(Self.cells + cell) * Self.width + Self.width - 1] = 1 }
        mean = sample.mean
        deviation = sample.deviation
        self.season = season
        count = series.count
        tail = Array(series.suffix(max(2 * season, 8)))
    }

    /// The next `horizon` values, each read as if it had come before the next is asked for.
    public func forecast(_ horizon: Int) -> [Double] {
        var values = tail.map { ($0 - mean) / deviation }
        let steps = values.count
        var tape = Tape(steps: steps)
        for step in 0..<max(horizon, 0) {
            let window = values.suffix(steps)
            values.append(min(max(run(Array(window), from: count - steps + step, &tape), -6), 6))
        }
        return values[steps...].map { $0 * deviation + mean }
    }

    /// What is remembered of a run for the way back.
    private struct Tape {
        var gates: [Double]
        var memory: [Double]
        var output: [Double]
        var input: [Double]

        init(steps: Int) {
            gates = Array(repeating: 0, count: steps * 4 * RecurrentNetwork.cells)
            memory = Array(repeating: 0, count: (steps + 1) * RecurrentNetwork.cells)
            output = memory
            input = Array(repeating: 0, count: steps * RecurrentNetwork.inputs)
        }
    }

    /// The value after a window whose first value stands at a place of the series.
    private func run(_ window: [Double], from place: Int, _ tape: inout Tape) -> Double {
        let (cells, width, inputs) = (Self.cells, Self.width, Self.inputs)
        for (step, value) in window.enumerated() {
            let angle = 2 * Double.pi * Double((place + step + 1) % season) / Double(season)
            (tape.input[step * inputs], tape.input[step * inputs + 1], tape.input[step * inputs + 2]) = (
                value, sin(angle), cos(angle)
            )
            for gate in 0..<4 * cells {
                let row = gate * width
                var sum = weights[row + width - 1]
                for input in 0..<inputs { sum += weights[row + input] * tape.input[step * inputs + input] }
                for cell in 0..<cells { sum += weights[row + inputs + cell] * tape.output[step * cells + cell] }
                tape.gates[step * 4 * cells + gate] = gate < 3 * cells ? 1 / (1 + exp(-sum)) : tanh(sum)
            }
            for cell in 0..<cells {
                let gates = step * 4 * cells + cell
                let kept = tape.gates[gates + cells] * tape.memory[step * cells + cell]
                let memory = kept + tape.gates[gates] * tape.gates[gates + 3 * cells]
                tape.memory[(step + 1) * cells + cell] = memory
                tape.output[(step + 1) * cells + cell] = tape.gates[gates + 2 * cells] * tanh(memory)
            }
        }
        let last = 4 * cells * width
        return (0..<cells).reduce(weights[last + cells]) {
            $0 + weights[last + $1] * tape.output[window.count * cells + $1]
        }
    }

    private mutating func train(_ series: [Double]) {
        let values = series.map { ($0 - mean) / deviation }
        let steps = tail.count
        var random = SeededGenerator(seed: 2)
        var order = Array(max(0, values.count - steps - 300)..<(values.count - steps))
        var tape = Tape(steps: steps)
        var slopes = [Double](repeating: 0, count: Self.size)
        var (first, second) = (slopes, slopes)
        var round = 0.0
        for epoch in 0..<25 {
            order.shuffle(using: &random)
            for (number, start) in order.enumerated() {
                let window = Array(values[start..<start + steps])
                let error = run(window, from: start, &tape) - values[start + steps]
                addSlopes(min(max(error, -3), 3), steps, tape, &slopes)
                guard number % 8 == 7 || number == order.count - 1 else { continue }
                round += 1
                let rate = 0.01 * (1 - Double(epoch) / 30)
                for index in slopes.indices {
                    let slope = slopes[index] / 8 + 1e-4 * weights[index]
                    first[index] = 0.9 * first[index] + 0.1 * slope
                    second[index] = 0.999 * second[index] + 0.001 * slope * slope
                    let (a, b) = (first[index] / (1 - pow(0.9, round)), second[index] / (1 - pow(0.999, round)))
                    weights[index] -= rate * a / (b.squareRoot() + 1e-8)
                    slopes[index] = 0
                }
            }
        }
    }

    /// Adds the slopes of half the squared error to those so far: back from the last step to the first.
    private func addSlopes(_ error: Double, _ steps: Int, _ tape: Tape, _ slopes: inout [Double]) {
        let (cells, width, inputs) = (Self.cells, Self.width, Self.inputs)
        let last = 4 * cells * width
        var output = (0..<cells).map { error * weights[last + $0] }
        var memory = [Double](repeating: 0, count: cells)
        for cell in 0..<cells { slopes[last + cell] += error * tape.output[steps * cells + cell] }
        slopes[last + cells] += error
        var gate = [Double](repeating: 0, count: 4 * cells)
        for step in stride(from: steps - 1, through: 0, by: -1) {
            for cell in 0..<cells {
                let at = step * 4 * cells + cell
                let (i, f, o, g) = (
                    tape.gates[at], tape.gates[at + cells], tape.gates[at + 2 * cells], tape.gates[at + 3 * cells]
                )
                let bent = tanh(tape.memory[(step + 1) * cells + cell])
                memory[cell] += output[cell] * o * (1 - bent * bent)
                gate[cell] = memory[cell] * g * i * (1 - i)
                gate[cells + cell] = memory[cell] * tape.memory[step * cells + cell] * f * (1 - f)
                gate[2 * cells + cell] = output[cell] * bent * o * (1 - o)
                gate[3 * cells + cell] = memory[cell] * i * (1 - g * g)
                memory[cell] *= f
                output[cell] = 0
            }
            for index in 0..<4 * cells {
                let (row, slope) = (index * width, gate[index])
                for input in 0..<inputs { slopes[row + input] += slope * tape.input[step * inputs + input] }
                for cell in 0..<cells {
                    slopes[row + inputs + cell] += slope * tape.output[step * cells + cell]
                    output[cell] += slope * weights[row + inputs + cell]
                }
                slopes[row + width - 1] += slope
            }
        }
    }
}
