package id.kezbek.console.search;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.payouts.Payouts;
import id.kezbek.console.transactions.CustomerLink;
import id.kezbek.console.transactions.Payout;
import id.kezbek.console.transactions.Purchase;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls each operation for which the typed text could be an identifier. */
final class Finders {

    private static final Pattern ID = Pattern.compile("[0-9a-z]{26}");
    private static final Pattern PARTNER = Pattern.compile("[A-Z0-9_-]{2,20}");
    private static final int REFERENCE_MAX = 30;
    private static final Pattern PROVIDER_REFERENCE = Pattern.compile("[\\x21-\\x7E]{1,60}");
    private static final Pattern INVOICE = Pattern.compile("[\\x21-\\x7E]{1,40}");
    private static final String FEW = "10";

    private record Partner(String code, String company) {}

    private record Customer(
            String partner, String msisdn, @Nullable String tier) {}

    private record Customers(List<Customer> items) {}

    private record Invoice(String partner, String id, String number, String period) {}

    private record Invoices(List<Invoice> items) {}

    private final Screen screen;
    private final Operations operations;
    private final List<Hit> hits = new ArrayList<>();

    private Finders(Screen screen, Operations operations) {
        this.screen = screen;
        this.operations = operations;
    }

    static List<Hit> find(String text, Screen screen, Operations operations) {
        Finders finders = new Finders(screen, operations);
        String lower = text.toLowerCase(Locale.ROOT);
        if (ID.matcher(lower).matches()) {
            finders.byId(lower);
        }
        Msisdn.parse(text).ifPresent(msisdn -> finders.customer(msisdn.digits()));
        if (text.length() <= REFERENCE_MAX) {
            finders.purchases("reference", text);
        }
        if (PROVIDER_REFERENCE.matcher(text).matches()) {
            finders.payouts(ID.matcher(lower).matches() ? lower : text);
        }
        if (INVOICE.matcher(text).matches() && screen.has(Role.ADMIN, Role.FINANCE, Role.AUDITOR, Role.OFFICER)) {
            finders.invoice(text);
        }
        finders.partner(text.toUpperCase(Locale.ROOT));
        return List.copyOf(finders.hits);
    }

    private void byId(String id) {
        operations
                .find(Purchase.class, Path.of("/api/v2/transactions/{}", id), Map.of())
                .ifPresent(this::add);
        operations
                .find(Payout.class, Path.of("/api/v2/payouts/{}", id), Map.of())
                .ifPresent(this::add);
    }

    private void purchases(String filter, String value) {
        // With a reference, the operation refuses the parameter limit.
        Map<String, String> query =
                filter.equals("reference") ? Map.of(filter, value) : Map.of(filter, value, "limit", FEW);
        Purchase.Purchases found = operations.get(Purchase.Purchases.class, "/api/v2/transactions", query);
        found.items().forEach(this::add);
        if (found.nextCursor() != null) {
            add("search.more", value, "", Filters.address("/console/transactions", Map.of(filter, value)));
        }
    }

    /** Finds payouts by the id of an attempt, or by the provider's reference for an attempt. */
    private void payouts(String reference) {
        operations
                .get(Payouts.class, "/api/v2/payouts", Map.of("reference", reference, "limit", FEW))
                .items()
                .forEach(this::add);
    }

    private void invoice(String number) {
        operations
                .get(Invoices.class, "/api/v2/invoices", Map.of("number", number))
                .items()
                .forEach(invoice -> add(
                        "search.invoice",
                        invoice.number(),
                        invoice.partner() + " · " + invoice.period(),
                        screen.link(Path.of("/console/invoices/{}/{}", invoice.partner(), invoice.id()))));
    }

    /**
     * Finds customers by phone number. Several partners may have a customer with this number. For officers, finds the
     * purchases of this number.
     */
    private void customer(String msisdn) {
        if (!screen.role().isStaff()) {
            purchases("msisdn", msisdn);
            return;
        }
        operations
                .get(Customers.class, "/api/v2/customers", Map.of("msisdn", msisdn))
                .items()
                .forEach(customer -> add(
                        "search.customer",
                        customer.msisdn(),
                        customer.partner() + " · "
                                + Objects.requireNonNullElseGet(
                                        customer.tier(), () -> screen.text("customers.tier.none")),
                        CustomerLink.of(screen, customer.partner(), msisdn)));
    }

    private void partner(String code) {
        if (PARTNER.matcher(code).matches()) {
            operations
                    .find(Partner.class, Path.of("/api/v2/partners/{}", code), Map.of())
                    .ifPresent(partner -> add(
                            "search.partner",
                            partner.code(),
                            partner.company(),
                            screen.link(Path.of("/console/partners/{}", partner.code()))));
        }
    }

    private void add(Purchase purchase) {
        add(
                "search.purchase",
                purchase.reference(),
                purchase.partner() + " · " + purchase.msisdn() + " · "
                        + screen.written().money(purchase.amount()) + " · "
                        + screen.written().time(purchase.acceptedAt()),
                Path.of("/console/transactions/{}", purchase.id()));
    }

    /** Adds a payout. If the user may not open its page, the result links to the purchase. */
    private void add(Payout payout) {
        Optional<String> purchase =
                payout.items().stream().map(Payout.Item::purchase).findFirst();
        @Nullable String page = screen.link(Path.of("/console/payouts/{}", payout.id()));
        add(
                "search.payout",
                payout.id(),
                payout.partner() + " · " + screen.written().money(payout.amount()),
                page != null
                        ? page
                        : purchase.map(id -> Path.of("/console/transactions/{}", id))
                                .orElse(null));
    }

    private void add(String words, String title, String detail, @Nullable String href) {
        if (href != null && hits.stream().noneMatch(hit -> hit.href().equals(href))) {
            hits.add(new Hit(words, title, detail, href));
        }
    }
}
