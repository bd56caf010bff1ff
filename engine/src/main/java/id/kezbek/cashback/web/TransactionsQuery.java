package id.kezbek.cashback.web;

import id.kezbek.cashback.history.PurchaseArchive;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;

/** The parameters of a list of transactions. */
sealed interface TransactionsQuery {

    /** The purchase with a reference, or none. */
    record ByReference(PartnerId partner, String reference) implements TransactionsQuery {}

    record ByTime(PurchaseArchive.Page page) implements TransactionsQuery {}

    String LISTING = "transactions";

    static TransactionsQuery read(Query query, Caller caller, PartnerDirectory partners) {
        PartnerId partner = PartnerScope.one(partners, caller, query);
        if (query.has("reference")) {
            // A reference is unique, so other parameters together with it are refused as unknown.
            String reference = query.identifier("reference", Purchase.REFERENCE_MAX);
            return new ByReference(partner, reference == null ? "" : reference);
        }
        Instant from = query.instant("from");
        Instant to = query.instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            query.fault("to", "must be later than from");
        }
        return new ByTime(new PurchaseArchive.Page(
                partner,
                query.msisdn("msisdn"),
                query.text("wallet", PurchaseForm.WALLET_MAX),
                from,
                to,
                query.after(
                        LISTING,
                        position ->
                                new PurchaseArchive.Place(Instant.parse(position.get(0)), Ids.parse(position.get(1)))),
                query.limit()));
    }

    static Cursor cursor(PurchaseArchive.Place place) {
        return Cursor.of(LISTING, place.acceptedAt().toString(), Ids.text(place.id()));
    }
}
