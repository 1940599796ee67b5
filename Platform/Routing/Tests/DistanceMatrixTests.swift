import Routing
import Testing

@Suite struct DistanceMatrixTests {
    @Test func distancesAreThoseOfThePlane() {
        let matrix = DistanceMatrix(points: [(0, 0), (3, 4), (0, 8)])
        #expect(matrix?.values == [0, 5, 8, 5, 0, 5, 8, 5, 0])
        #expect(matrix?[0, 2] == 8)
    }

    @Test func whatIsNoMatrixIsRefused() {
        #expect(DistanceMatrix(count: 2, values: [0, 1, 1]) == nil)
        #expect(DistanceMatrix(count: 1, values: [-1]) == nil)
        #expect(DistanceMatrix(count: 1, values: [.nan]) == nil)
        #expect(DistanceMatrix(points: [(.infinity, 0)]) == nil)
        #expect(DistanceMatrix(points: [])?.count == 0)
    }
}
