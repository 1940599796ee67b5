public import Kernel

/// A date on which the week's hours do not hold: a holiday, or special hours.
public struct HoursException: Hashable, Sendable {
    /// The business day it replaces.
    public let date: CivilDate
    /// What the day is called, for people; may be empty.
    public let label: LocalizedText
    /// The whole of that day's hours. A mode that is missing is closed.
    public let hours: [ServiceMode: [ServiceSpan]]

    /// Replaces the hours of `date` for every mode; without `hours` the shop is closed on that day.
    public init(
        _ date: CivilDate, label: LocalizedText = LocalizedText(it: ""), hours: [ServiceMode: [ServiceSpan]] = [:]
    ) {
        self.date = date
        self.label = label
        self.hours = hours.mapValues(ServiceSpan.joined)
    }
}
