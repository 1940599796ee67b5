import Jobs

/// Looks for orders that nobody accepted in time.
struct RefuseOverdue: Job {
    static let name = "orders.refuse-overdue"
}

/// Forgets offers and carts that nobody will come back for.
struct TidyCarts: Job {
    static let name = "orders.tidy-carts"
}
