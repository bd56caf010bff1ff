package id.kezbek.shared.security;

import id.kezbek.shared.PartnerId;
import org.jspecify.annotations.Nullable;

/**
 * The caller, authenticated by the access module. Controllers get the caller as a parameter.
 *
 * @param role the caller's role
 * @param subject the partner's code, or a person's e-mail address
 * @param partner the caller's partner; null for staff
 */
public record Caller(Role role, String subject, @Nullable PartnerId partner) {

    /** The request attribute that contains the caller after authentication. */
    public static final String ATTRIBUTE = Caller.class.getName();

    /** The caller's partner. Call this method only in operations that no staff role may use. */
    public PartnerId requirePartner() {
        if (partner == null) {
            throw new IllegalStateException("The operation permits " + role + " but needs the caller's partner");
        }
        return partner;
    }
}
