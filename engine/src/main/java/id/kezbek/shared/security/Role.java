package id.kezbek.shared.security;

/** Who a caller may be. */
public enum Role {
    ADMIN(true),
    OPERATIONS(true),
    FINANCE(true),
    AUDITOR(true),
    /** A person of a partner. */
    OFFICER(false),
    /** A partner's system. */
    PARTNER(false);

    private final boolean staff;

    Role(boolean staff) {
        this.staff = staff;
    }

    /** Whether Kezbek's own people have this role. */
    public boolean isStaff() {
        return staff;
    }
}
