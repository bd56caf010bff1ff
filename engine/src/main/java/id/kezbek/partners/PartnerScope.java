package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Query;
import org.jspecify.annotations.Nullable;

/**
 * Determines the partner of a v2 request. A partner reads only its own records and omits the parameter {@code partner}.
 * Staff pass the partner's code in this parameter.
 */
public final class PartnerScope {

    private static final String PARAMETER = "partner";
    private static final PartnerId STAND_IN = new PartnerId(0);

    private PartnerScope() {}

    /** The partner of the request. Staff must name the partner. */
    public static PartnerId one(PartnerDirectory partners, Caller caller, Query query) {
        PartnerId own = caller.partner();
        if (own != null) {
            return own;
        }
        if (!query.has(PARAMETER)) {
            query.fault(PARAMETER, "is required: the code of the partner");
        }
        PartnerId named = named(partners, query);
        return named == null ? STAND_IN : named;
    }

    /** Like {@link #one}, but null if staff omit the partner, which means all partners. */
    public static @Nullable PartnerId oneOrAll(PartnerDirectory partners, Caller caller, Query query) {
        PartnerId own = caller.partner();
        return own != null ? own : named(partners, query);
    }

    /** Whether this caller may see the partner's records. If not, respond as if the records did not exist. */
    public static boolean admits(Caller caller, PartnerId owner) {
        return caller.partner() == null || caller.partner().equals(owner);
    }

    private static @Nullable PartnerId named(PartnerDirectory partners, Query query) {
        return query.found(PARAMETER, code -> partners.find(code).map(Partner::id), "must be the code of a partner");
    }
}
