package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Query;
import org.jspecify.annotations.Nullable;

/**
 * The partner of a v2 call: a partner reads its own records and names no partner; staff name it by its code in {@code
 * partner}.
 */
public final class PartnerScope {

    private static final String PARAMETER = "partner";
    private static final PartnerId STAND_IN = new PartnerId(0);

    private PartnerScope() {}

    /** The partner of the call; staff must name it. */
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

    /** As {@link #one}; staff may also read all partners: null. */
    public static @Nullable PartnerId oneOrAll(PartnerDirectory partners, Caller caller, Query query) {
        PartnerId own = caller.partner();
        return own != null ? own : named(partners, query);
    }

    /** Whether this caller may see records of this partner; otherwise they count as absent. */
    public static boolean admits(Caller caller, PartnerId owner) {
        return caller.partner() == null || caller.partner().equals(owner);
    }

    private static @Nullable PartnerId named(PartnerDirectory partners, Query query) {
        return query.found(PARAMETER, code -> partners.find(code).map(Partner::id), "must be the code of a partner");
    }
}
