package id.kezbek.shared.security;

/** Who a caller may be. The first four are Kezbek's staff. */
public enum Role {
    ADMIN,
    OPERATIONS,
    FINANCE,
    AUDITOR,
    /** A person of a partner. */
    OFFICER,
    /** A partner's system. */
    PARTNER
}
