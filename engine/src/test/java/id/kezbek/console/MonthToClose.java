package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.reconciliation.StatementCalls;
import id.kezbek.reporting.rollup.RollUps;
import id.kezbek.reporting.verdict.VerifyRollUps;
import id.kezbek.sandbox.providers.Provider;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A month with purchases, payouts, a refund, a top-up, a statement with a wrong fee, and a partner without an invoice. The clock
 * stands in the next month.
 */
public final class MonthToClose {

    /** The whole statement of a provider for a day. */
    public interface Statements {
        byte[] of(String provider, LocalDate day);
    }

    private static final int FEE = 6;
    private static final Duration INTO_NEXT_MONTH = Duration.ofHours(10);

    private final EngineUnderTest engine;
    private final YearMonth month;

    private MonthToClose(EngineUnderTest engine, YearMonth month) {
        this.engine = engine;
        this.month = month;
    }

    /** The engine's current month. */
    public static MonthToClose of(EngineUnderTest engine, Statements statements) {
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        MonthToClose made = new MonthToClose(engine, YearMonth.from(today));
        made.invoiceTerms(made.tradingPartner());
        engine.settle();
        made.statements(today, statements);
        made.end();
        return made;
    }

    YearMonth month() {
        return month;
    }

    String state() {
        try (StaffCalls staff = new StaffCalls(engine)) {
            return staff.get("/api/v2/months/" + month, Role.FINANCE)
                    .body()
                    .at("/month/state")
                    .asString();
        }
    }

    private PartnerSystem tradingPartner() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
        Answer bought = null;
        for (int customer = 1; customer <= 3; customer++) {
            bought = partner.transact(PurchaseBody.goodV2()
                    .with("reference", "\"MONTH/" + partner.code() + "/" + customer + "\"")
                    .with("msisdn", "\"62811870990" + (10 + customer) + "\"")
                    .json());
            assertThat(bought.status()).isEqualTo(201);
        }
        engine.awaitPaid(partner.id());
        Answer refunded = partner.post(
                "/api/v2/transactions/" + bought.body().get("id").asString() + "/refunds",
                "{\"reference\":\"RET/" + partner.code() + "\"}");
        assertThat(refunded.status()).as(refunded.v2()).isLessThan(300);
        return partner;
    }

    private void invoiceTerms(PartnerSystem partner) {
        try (StaffCalls staff = new StaffCalls(engine)) {
            Answer approved =
                    staff.twoPeople("/api/v2/partners/" + partner.code() + "/invoice-terms", """
                    {"effective_from":"%s","fee":"PERCENT","percent":"5","passes_provider_fees":true,"charges_ppn":false,
                     "withholds_pph23":false,"legal_name":"PT Contoh","address":"Jalan Sudirman 1","npwp":"0123456789012345",
                     "idtku":"0123456789012345000000","language":"id","due_days":14,
                     "reason":"contract"}""".formatted(month));
            assertThat(approved.status()).as(approved.v2()).isEqualTo(200);
        }
    }

    /** Two people send each statement. That of one provider has a wrong fee. */
    private void statements(LocalDate day, Statements statements) {
        try (StatementCalls calls = new StatementCalls(engine)) {
            for (Provider provider : Provider.values()) {
                byte[] file = statements.of(provider.name(), day);
                byte[] sent = provider == Provider.MTRANS ? withWrongFee(file) : file;
                for (Role role : List.of(Role.FINANCE, Role.ADMIN)) {
                    Answer answer = calls.put(provider.name(), day.toString(), sent, role);
                    assertThat(answer.status())
                            .as(provider + " " + answer.http().body())
                            .isIn(200, 201);
                }
            }
        }
    }

    private static byte[] withWrongFee(byte[] file) {
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().collect(Collectors.toList());
        String[] cells = lines.get(1).split(",", -1);
        cells[FEE] = Long.toString(Long.parseLong(cells[FEE]) + 50);
        lines.set(1, String.join(",", cells));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void end() {
        Instant next = Jakarta.startOf(month.plusMonths(1).atDay(1)).plus(INTO_NEXT_MONTH);
        engine.clock().advance(Duration.between(engine.clock().instant(), next));
        RollUps rollUps = engine.get(RollUps.class);
        while (rollUps.read()) {
            Thread.onSpinWait();
        }
        assertThat(engine.get(VerifyRollUps.class).verify(month.atDay(1), month.atEndOfMonth()))
                .isPresent();
    }
}
