package id.kezbek.shared.security;

/** The roles of callers. */
public enum Role {
    ADMIN(true),
    OPERATIONS(true),
    FINANCE(true),
    AUDITOR(true),
    /** An employee of a partner. */
    OFFICER(false),
    /** A partner's system. */
    PARTNER(false);

    private final boolean staff;

    Role(boolean staff) {
        this.staff = staff;
    }

    /** Whether this is a role of Kezbek's staff. */
    public boolean isStaff() {
        return staff;
    }
}
