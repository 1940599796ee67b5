import Foundation
import ML
import Testing

@Suite struct NelderMeadTests {
    @Test func theValleyOfRosenbrockIsFollowedToItsEnd() {
        let found = NelderMead().minimise(from: [-1.2, 1]) { 100 * pow($0[1] - $0[0] * $0[0], 2) + pow(1 - $0[0], 2) }
        #expect(found.hasConverged)
        #expect(abs(found.point[0] - 1) < 1e-3 && abs(found.point[1] - 1) < 1e-3)
    }

    @Test func whatIsNoNumberIsAWall() {
        let found = NelderMead().minimise(from: [3]) { $0[0] < 1 ? .nan : $0[0] }
        #expect(abs(found.point[0] - 1) < 1e-3)
        let nowhere = NelderMead().minimise(from: [0, 0]) { _ in .nan }
        #expect(nowhere.value == .infinity)
        #expect(NelderMead().minimise(from: []) { _ in 4 }.value == 4)
    }

    @Test func evaluationsAreBounded() {
        var count = 0
        var search = NelderMead()
        search.evaluations = 50
        _ = search.minimise(from: [1, 2, 3]) { point in
            count += 1
            return point.reduce(0) { $0 + $1 * $1 }
        }
        #expect(count <= 55)
    }
}
