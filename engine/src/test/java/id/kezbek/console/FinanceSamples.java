package id.kezbek.console;

import id.kezbek.billing.TestInvoices;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.reconciliation.TestStatements;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.util.Optional;
import java.util.UUID;

/**
 * A partner's data for every page of finance.
 *
 * @param note a credit note of the invoice
 * @param account an account of the ledger
 */
record FinanceSamples(
        PartnerSystem partner, String statement, String difference, String invoice, String note, String account) {

    private static final String MONTH = "2019-04";

    /** A statement with a difference, and an invoice with a credit note. */
    static FinanceSamples of(EngineUnderTest engine, PartnerSystem partner) {
        String statement = TestStatements.imported(engine);
        UUID difference = engine.database()
                .sql("select id from reconciliation.break where file = ? order by number limit 1")
                .param(Ids.parse(statement))
                .query(UUID.class)
                .single();
        TestInvoices.insert(engine, partner.id(), "test");
        TestInvoices.credit(engine, partner.id());
        long account = engine.database()
                .sql("select id from ledger.account where owner = ? order by id limit 1")
                .param(partner.code())
                .query(Long.class)
                .single();
        try (StaffCalls staff = new StaffCalls(engine)) {
            String invoices = "/api/v2/partners/" + partner.code() + "/invoices";
            String invoice =
                    staff.get(invoices, Role.FINANCE).body().at("/items/0/id").asString();
            String note = staff.get(invoices + "/" + invoice, Role.FINANCE)
                    .body()
                    .at("/credit_notes/0/id")
                    .asString();
            return new FinanceSamples(partner, statement, Ids.text(difference), invoice, note, Long.toString(account));
        }
    }

    String invoicePage() {
        return "/console/invoices/" + partner.code() + "/" + invoice;
    }

    /** The value of a variable on a finance page; empty for other pages. */
    Optional<String> value(String path, String variable) {
        if (path.startsWith("/console/statements/")) {
            return Optional.of(statement);
        }
        if (path.startsWith("/console/breaks/")) {
            return Optional.of(difference);
        }
        if (path.startsWith("/console/invoices/")) {
            return Optional.of(
                    switch (variable) {
                        case "code" -> partner.code();
                        case "note" -> note;
                        default -> invoice;
                    });
        }
        if (path.startsWith("/console/ledger/")) {
            return Optional.of(account);
        }
        if (path.startsWith("/console/months/")) {
            return Optional.of(MONTH);
        }
        // Used only by forms and files of staff, which tests do not open.
        return path.startsWith("/console/exports/") ? Optional.of(statement) : Optional.empty();
    }

    /** Filters that find data of the partner; empty if the page needs none. */
    String query(String path) {
        return path.equals("/console/invoices") || path.equals("/console/invoice-preview")
                ? "?partner=" + partner.code()
                : "";
    }
}
