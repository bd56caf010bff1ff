package id.kezbek.lambda;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a user of the pool may do, from the attributes that the engine gave him.
 *
 * @param role as the engine names its roles
 * @param partnerCode whose person or system it is; empty for Kezbek's own staff
 */
record People(String role, Optional<String> partnerCode) {

    static final String ROLE = "custom:role";
    static final String PARTNER = "custom:partner";

    static final Set<String> OF_STAFF = Set.of("ADMIN", "OPERATIONS", "FINANCE", "AUDITOR");
    static final Set<String> OF_PARTNERS = Set.of("OFFICER", "PARTNER");

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Who has no role, or one that does not go with his partner, is nobody that the engine made. */
    static People of(Event event) {
        String role = event.attribute(ROLE)
                .orElseThrow(() -> new Refused(
                        ROLE + " is missing: the engine gives every" + " user a role, and who has none gets no token"));
        Optional<String> partner = event.attribute(PARTNER);
        if (!OF_STAFF.contains(role) && !OF_PARTNERS.contains(role)) {
            throw new Refused(ROLE + " is none of the engine's roles");
        }
        if (OF_PARTNERS.contains(role) != partner.isPresent()) {
            throw new Refused(PARTNER + " must be there for a partner's people and systems, and for nobody else");
        }
        if (partner.isPresent() && !CODE.matcher(partner.get()).matches()) {
            throw new Refused(PARTNER + " must be the code of a partner");
        }
        return new People(role, partner);
    }
}
