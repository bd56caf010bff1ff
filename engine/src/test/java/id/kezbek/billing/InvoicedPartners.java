package id.kezbek.billing;

import id.kezbek.partners.Partner;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;

/** The set-up of tests of invoices: a partner with purchases in a month that is over, and the calls of finance. */
abstract class InvoicedPartners {

    static final AtomicLong REFERENCE = new AtomicLong();

    final EngineUnderTest engine;
    final TestPartners partners;
    final FundingWorld world;
    final StaffCalls staff;
    final YearMonth month;
    final YearMonth last;

    InvoicedPartners(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
        this.world = new FundingWorld(engine);
        this.staff = new StaffCalls(engine);
        this.month = YearMonth.from(Jakarta.dayOf(engine.clock().instant()));
        this.last = TestInvoices.lastMonth(engine);
    }

    @AfterEach
    void close() {
        staff.close();
        engine.clock().reset();
    }

    Money open(Partner partner, Answer issued) {
        return amount(invoice(partner, issued), "open");
    }

    JsonNode invoice(Partner partner, Answer issued) {
        return staff.get(path(partner, "/" + id(issued)), Role.FINANCE).body().get("invoice");
    }

    static String id(Answer issued) {
        return issued.body().at("/invoice/id").asString();
    }

    static String number(Answer issued) {
        return issued.body().at("/invoice/number").asString();
    }

    /** A time after all earlier events, with enough distance to now. */
    String cut() {
        String cut = engine.clock().instant().plusMillis(1).toString();
        engine.clock().advance(Duration.ofMinutes(2));
        return cut;
    }

    Answer issue(Partner partner, YearMonth period, String cut) {
        return staff.post(
                path(partner, ""),
                Role.FINANCE,
                "{\"period\":\"" + period + "\"" + (cut == null ? "" : ",\"cut\":\"" + cut + "\"") + "}");
    }

    static String terms(YearMonth from, String fee, String minimum) {
        return """
                {"effective_from":"%s","fee":%s,"minimum":{"value":"%s","currency":"IDR"},"passes_provider_fees":false,
                 "charges_ppn":true,"withholds_pph23":true,"legal_name":"PT Contoh Dagang","address":"Jalan Sudirman 1",
                 "npwp":"0123456789012345","idtku":"0123456789012345000000","language":"id","due_days":30,
                 "reason":"contract"}""".formatted(from, fee, minimum);
    }

    static String path(Partner partner, String rest) {
        String what = rest.startsWith("-") ? "invoice" + rest : "invoices" + rest;
        return "/api/v2/partners/" + partner.code() + "/" + what;
    }

    static Money amount(JsonNode node, String field) {
        return Money.rupiah(new BigDecimal(node.at("/" + field + "/value").asString()));
    }
}
