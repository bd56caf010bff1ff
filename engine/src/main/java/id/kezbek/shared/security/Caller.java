package id.kezbek.shared.security;

import id.kezbek.shared.PartnerId;
import org.jspecify.annotations.Nullable;

/**
 * The caller, as the access module has authenticated it. A controller takes it as a parameter.
 *
 * @param role the caller's rights
 * @param subject the partner's code, or a person's e-mail address
 * @param partner the caller's partner; null for staff
 */
public record Caller(Role role, String subject, @Nullable PartnerId partner) {

    /** The request attribute that holds it after the gate. */
    public static final String ATTRIBUTE = Caller.class.getName();

    /** The caller's partner; an operation that calls this permits only callers of a partner. */
    public PartnerId requirePartner() {
        if (partner == null) {
            throw new IllegalStateException("The operation admits " + role + " but needs a partner's scope");
        }
        return partner;
    }
}
