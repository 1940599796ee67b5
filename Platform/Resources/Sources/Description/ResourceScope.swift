/// To whom the rows of a resource belong.
public enum ResourceScope: Sendable {
    /// To the tenant: all shops of the database share them.
    case tenant
    /// To the shop whose id is in this column; every statement is bound to the shop of the call.
    case shop(column: StaticString)
    /// The row is the shop: there is one for each, and its id is the shop's. It is neither made nor removed here.
    case shopItself
}
