package id.kezbek.console.transactions;

import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Additional data about a purchase, from API v2. A part is empty if the user may not see it.
 *
 * @param decision why the rule was chosen; null if the user may not see rules
 * @param lines the statement lines of each attempt; the key is the reference of the attempt
 */
record Consequences(
        @Nullable Decision decision, Map<String, List<Line>> lines, List<Email> emails, List<Invoice> invoices) {

    /** The maximum number of attempts with statement lines. The payout's own page shows all attempts. */
    private static final int ATTEMPTS_MAX = 10;

    private static final String EMAILS_MAX = "200";
    private static final int INVOICES_MAX = 3;

    record Lines(List<Line> items) {}

    record Line(String role, String statement, String provider, int line, Money amount, Instant at, boolean byPeople) {}

    record Emails(List<Email> items) {}

    record Email(
            String template,
            String to,
            String state,
            Instant createdAt,
            @Nullable String transactionId,
            @Nullable String reason) {}

    record Invoices(List<Invoice> items) {}

    record Invoice(String id, String number, String period, Instant issuedAt) {}

    record Whole(Content content) {}

    record Content(Instant from, Instant until) {}

    static Consequences of(Screen screen, Operations operations, Purchase purchase, @Nullable Payout payout) {
        boolean isStaff = screen.role().isStaff();
        return new Consequences(
                isStaff
                        ? operations.get(Decision.class, Path.of("/api/v2/transactions/{}/decision", purchase.id()))
                        : null,
                isStaff && payout != null ? lines(operations, payout) : Map.of(),
                screen.has(Role.ADMIN, Role.OPERATIONS) ? emails(operations, purchase) : List.of(),
                screen.has(Role.ADMIN, Role.FINANCE, Role.AUDITOR, Role.OFFICER)
                        ? invoices(operations, purchase)
                        : List.of());
    }

    private static Map<String, List<Line>> lines(Operations operations, Payout payout) {
        Map<String, List<Line>> lines = new LinkedHashMap<>();
        payout.attempts().stream()
                .limit(ATTEMPTS_MAX)
                .forEach(attempt -> lines.put(
                        attempt.reference(),
                        operations
                                .get(Lines.class, Path.of("/api/v2/attempts/{}/statement-lines", attempt.reference()))
                                .items()));
        return lines;
    }

    /** Searches only the latest e-mails to the customer's e-mail address. */
    private static List<Email> emails(Operations operations, Purchase purchase) {
        if (purchase.email() == null) {
            return List.of();
        }
        Map<String, String> query = Map.of("to", purchase.email(), "limit", EMAILS_MAX);
        return operations.get(Emails.class, "/api/v2/emails", query).items().stream()
                .filter(email -> purchase.id().equals(email.transactionId()))
                .toList();
    }

    /**
     * Reads the invoice of the purchase's month and of the next month. If an invoice was issued before its month ended,
     * the next invoice contains the later purchases.
     */
    private static List<Invoice> invoices(Operations operations, Purchase purchase) {
        YearMonth month = YearMonth.from(Jakarta.dayOf(purchase.acceptedAt()));
        List<String> periods = List.of(month.toString(), month.plusMonths(1).toString());
        return operations
                .get(Invoices.class, Path.of("/api/v2/partners/{}/invoices", purchase.partner()))
                .items()
                .stream()
                .filter(invoice -> periods.contains(invoice.period()))
                .limit(INVOICES_MAX)
                .filter(invoice -> covers(operations, purchase, invoice))
                .toList();
    }

    private static boolean covers(Operations operations, Purchase purchase, Invoice invoice) {
        Content content = operations
                .get(Whole.class, Path.of("/api/v2/partners/{}/invoices/{}", purchase.partner(), invoice.id()))
                .content();
        return !purchase.acceptedAt().isBefore(content.from())
                && purchase.acceptedAt().isBefore(content.until());
    }
}
