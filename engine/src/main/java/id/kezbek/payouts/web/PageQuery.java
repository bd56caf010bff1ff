package id.kezbek.payouts.web;

import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.reading.PayoutTotals;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.UUID;

/** The query parameters of a list of payouts. */
final class PageQuery {

    private static final String LISTING = "payouts";
    private static final int WALLET_MAX = 20;
    private static final int REFERENCE_MAX = 60;

    private PageQuery() {}

    static PayoutArchive.Page read(Query query, Caller caller, PartnerDirectory partners) {
        PayoutTotals.Period ordered = period(query);
        return new PayoutArchive.Page(
                PartnerScope.oneOrAll(partners, caller, query),
                query.oneOf("state", PayoutArchive.State.class),
                query.msisdn("msisdn"),
                query.text("wallet", WALLET_MAX),
                query.text("reference", REFERENCE_MAX),
                query.instantOrEndOfDay("open_at"),
                ordered.from(),
                ordered.to(),
                query.after(LISTING, position -> Ids.parse(position.getFirst())),
                query.limit());
    }

    static PayoutTotals.Period period(Query query) {
        Instant from = query.instant("from");
        Instant to = query.instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            query.fault("to", "must be later than from");
        }
        return new PayoutTotals.Period(from, to);
    }

    static Cursor cursor(UUID lastSeen) {
        return Cursor.of(LISTING, Ids.text(lastSeen));
    }
}
