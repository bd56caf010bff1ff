package id.kezbek.cashback.web;

import id.kezbek.cashback.history.PurchaseArchive;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a list of transactions. */
sealed interface TransactionsQuery {

    /** A search by reference. Each partner has at most one purchase with this reference. */
    record ByReference(List<PartnerId> partners, String reference) implements TransactionsQuery {}

    /** @param state only purchases whose payout has this state; null for all */
    record ByTime(PurchaseArchive.Page page, @Nullable PayoutState state) implements TransactionsQuery {}

    String LISTING = "transactions";

    static TransactionsQuery read(Query query, Caller caller, PartnerDirectory partners) {
        if (query.has("reference")) {
            PartnerId one = PartnerScope.oneOrAll(partners, caller, query);
            // A reference identifies one purchase of a partner, so all other filters are refused as unknown parameters.
            String reference = query.identifier("reference", Purchase.REFERENCE_MAX);
            List<PartnerId> asked =
                    one == null ? partners.all().stream().map(Partner::id).toList() : List.of(one);
            return new ByReference(asked, reference == null ? "" : reference);
        }
        PartnerId partner = PartnerScope.one(partners, caller, query);
        Instant from = query.instant("from");
        Instant to = query.instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            query.fault("to", "must be later than from");
        }
        PurchaseArchive.Page page = new PurchaseArchive.Page(
                partner,
                query.msisdn("msisdn"),
                query.text("wallet", PurchaseForm.WALLET_MAX),
                from,
                to,
                query.after(
                        LISTING,
                        position ->
                                new PurchaseArchive.Place(Instant.parse(position.get(0)), Ids.parse(position.get(1)))),
                query.limit());
        return new ByTime(page, query.oneOf("state", PayoutState.class));
    }

    static Cursor cursor(PurchaseArchive.Place place) {
        return Cursor.of(LISTING, place.acceptedAt().toString(), Ids.text(place.id()));
    }
}
