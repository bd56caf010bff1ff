package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Query;
import org.jspecify.annotations.Nullable;

/**
 * Determines the partner of a v2 request. A partner can read only its own records, so requests of partners omit {@code
 * partner}. Staff pass the partner's code in {@code partner}.
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

    /**
     * Like {@link #one}, but staff may omit the partner to read the records of all partners. The result is then null.
     */
    public static @Nullable PartnerId oneOrAll(PartnerDirectory partners, Caller caller, Query query) {
        PartnerId own = caller.partner();
        return own != null ? own : named(partners, query);
    }

    /**
     * Whether this caller may see the partner's records. A caller without this right gets the same response as for
     * records that do not exist.
     */
    public static boolean admits(Caller caller, PartnerId owner) {
        return caller.partner() == null || caller.partner().equals(owner);
    }

    private static @Nullable PartnerId named(PartnerDirectory partners, Query query) {
        return query.found(PARAMETER, code -> partners.find(code).map(Partner::id), "must be the code of a partner");
    }
}
