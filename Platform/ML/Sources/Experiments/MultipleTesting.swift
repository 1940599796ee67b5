/// Probabilities made larger because several questions were asked at once: below `alpha` afterwards means found.
public enum MultipleTesting {
    /// Each times their number; no false finding with the stated confidence, whatever they have to do with one another.
    public static func bonferroni(_ significances: [Double]) -> [Double] {
        significances.map { min($0 * Double(significances.count), 1) }
    }

    /// Holm (1979): promises the same and finds more.
    public static func holm(_ significances: [Double]) -> [Double] {
        var (adjusted, largest) = (significances, 0.0)
        for (place, index) in order(significances).enumerated() {
            largest = max(largest, min(significances[index] * Double(significances.count - place), 1))
            adjusted[index] = largest
        }
        return adjusted
    }

    /// Benjamini and Hochberg (1995): of what is found at most the part `alpha` is false, on average.
    public static func benjaminiHochberg(_ significances: [Double]) -> [Double] {
        var (adjusted, smallest) = (significances, 1.0)
        for (place, index) in order(significances).enumerated().reversed() {
            smallest = min(smallest, significances[index] * Double(significances.count) / Double(place + 1))
            adjusted[index] = smallest
        }
        return adjusted
    }

    private static func order(_ values: [Double]) -> [Int] {
        values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    }
}
