package id.kezbek.lambda;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rights of a user of the pool, from the attributes that the engine set.
 *
 * @param role the engine's name of the role
 * @param partnerCode the partner of the person or system; empty for Kezbek's own staff
 */
record People(String role, Optional<String> partnerCode) {

    static final String ROLE = "custom:role";
    static final String PARTNER = "custom:partner";

    static final Set<String> OF_STAFF = Set.of("ADMIN", "OPERATIONS", "FINANCE", "AUDITOR");
    static final Set<String> OF_PARTNERS = Set.of("OFFICER", "PARTNER");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * Refuses a user that the engine cannot have created: a user without a role, or with a role that does not match the
     * partner.
     */
    static People of(Event event) {
        String role = event.attribute(ROLE)
                .orElseThrow(() -> new Refused(ROLE
                        + " is missing: the engine gives every user a role, and a user without one gets no token"));
        Optional<String> partner = event.attribute(PARTNER);
        if (!OF_STAFF.contains(role) && !OF_PARTNERS.contains(role)) {
            throw new Refused(ROLE + " is not a role of the engine");
        }
        if (OF_PARTNERS.contains(role) != partner.isPresent()) {
            throw new Refused(PARTNER + " must be set for a partner's people and systems, and for no other user");
        }
        if (partner.isPresent() && !CODE.matcher(partner.get()).matches()) {
            throw new Refused(PARTNER + " must be the code of a partner");
        }
        return new People(role, partner);
    }
}
