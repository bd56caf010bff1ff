package id.kezbek.shared.security;

import id.kezbek.shared.PartnerId;
import org.jspecify.annotations.Nullable;

/**
 * Who makes this call, as the access module established it. A controller takes it as a parameter.
 *
 * @param role what the caller may do
 * @param subject the partner's code, or the e-mail address of a person
 * @param partner the partner in whose scope the caller acts; null for staff
 */
public record Caller(Role role, String subject, @Nullable PartnerId partner) {

    /** Under which a request carries it from the gate on. */
    public static final String ATTRIBUTE = Caller.class.getName();

    /** The partner in whose scope this caller acts; an operation that asks for it admits only such callers. */
    public PartnerId requirePartner() {
        if (partner == null) {
            throw new IllegalStateException("The operation admits " + role + " but needs a partner's scope");
        }
        return partner;
    }
}
