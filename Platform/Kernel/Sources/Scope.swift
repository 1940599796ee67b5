/// A part of a tenant's data that is run as one, such as a shop; what belongs to it carries its id.
public enum Scope {}
