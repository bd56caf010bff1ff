package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.billing.ChangeFundingTerms;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.reporting.verdict.VerifyRollUps;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.ProviderStatements;
import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A month with real movements: purchases, payouts at three providers with their fees, a refund, top-ups, and a wrong fee in
 * one statement. It has its own engine, database and providers, so that no other test's payments are in it.
 */
final class MonthOfMovements implements AutoCloseable {

    private static final String TERMS = """
            {"effective_from":"%s","fee":"PERCENT","percent":"2.5","passes_provider_fees":true,"charges_ppn":true,
             "withholds_pph23":true,"legal_name":"PT Contoh %s","address":"Jalan Sudirman 1, Jakarta",
             "npwp":"0123456789012345","idtku":"0123456789012345000000","language":"id","due_days":30,"reason":"the contract"}""";

    private static final String TOP_UP = """
            {"amount":{"value":"250000.00","currency":"IDR"},"bank_reference":"TU-%s","reason":"the transfer of today"}""";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int FIRST_DAY = 10;
    private static final Duration BEFORE_MIDNIGHT = Duration.ofHours(11).plusMinutes(35);
    private static final Duration OVER_MIDNIGHT = Duration.ofMinutes(30);

    private final YearMonth month;
    private final Path folder;
    private final ProviderSandbox providers;
    private final OwnEngine own;
    private final StaffCalls staff;

    private MonthOfMovements(YearMonth month, Path folder, TestClock clock) {
        this.month = month;
        this.folder = folder;
        this.providers = ProviderSandbox.start(folder, clock);
        Map<String, Object> properties =
                SharedWorld.propertiesOnNewDatabase("month_of_movements_" + NUMBER.incrementAndGet());
        properties.putAll(providers.engineProperties());
        properties.put("server.port", "0");
        this.own = OwnEngine.start(properties, clock);
        this.staff = new StaffCalls(own.engine());
    }

    /** All movements of the month. The engine's clock stands at the first day of the next month. */
    static MonthOfMovements booked(Path folder) {
        TestClock clock = new TestClock();
        YearMonth month = YearMonth.from(Jakarta.dayOf(clock.instant())).plusMonths(1);
        // The log-in of a partner lasts an hour, so the two days of purchases meet at midnight.
        clock.turnTo(month.atDay(FIRST_DAY));
        clock.advance(BEFORE_MIDNIGHT);
        MonthOfMovements made = new MonthOfMovements(month, folder, clock);
        made.book();
        return made;
    }

    private void book() {
        PartnerSystem prepaid = PartnerSystem.onboarded(engine(), Money.rupiah(10_000_000));
        PartnerSystem postpaid = PartnerSystem.onboarded(engine(), Money.ZERO);
        engine().get(ChangeFundingTerms.class).postpaid(postpaid.id(), Optional.empty(), AuditEntry.SYSTEM);
        for (PartnerSystem partner : List.of(prepaid, postpaid)) {
            assertThat(staff.twoPeople(
                                    "/api/v2/partners/" + partner.code() + "/invoice-terms",
                                    TERMS.formatted(month, partner.code()))
                            .status())
                    .isEqualTo(200);
        }
        String refunded = paid(prepaid, "LSAJA");
        paid(prepaid, "GPAID");
        paid(prepaid, "JOSVO");
        paid(postpaid, "LSAJA");

        engine().clock().advance(OVER_MIDNIGHT);
        paid(prepaid, "LSAJA");
        paid(postpaid, "GPAID");
        assertThat(prepaid.post("/api/v2/transactions/" + refunded + "/refunds", "{\"reference\":\"RETURN/1\"}")
                        .status())
                .isEqualTo(201);
        assertThat(staff.twoPeople(
                                "/api/v2/partners/" + prepaid.code() + "/funding/top-ups",
                                TOP_UP.formatted(prepaid.code()))
                        .status())
                .isEqualTo(200);

        engine().clock().turnTo(month.plusMonths(1).atDay(1));
        engine().awaitFactsRead();
        // The job that compares the reports with the ledger runs each day.
        engine().get(VerifyRollUps.class).verify(month.atDay(1), month.atEndOfMonth());
    }

    /** @return the purchase's id */
    private static String paid(PartnerSystem partner, String wallet) {
        Answer accepted = partner.transact(
                PurchaseBody.goodV2().with("wallet", "\"" + wallet + "\"").json(), "Prefer", "wait=30");
        assertThat(accepted.body().at("/payout/state").asString(""))
                .as(accepted.v2())
                .isEqualTo("PAID");
        return accepted.body().get("id").asString();
    }

    /** The statements of the days with movements, each in a file that is named as the provider's page names it. */
    List<Path> statements() {
        List<Path> files = new ArrayList<>();
        try (HttpCalls calls = new HttpCalls(providers.url().toString())) {
            ProviderStatements statements = new ProviderStatements(calls);
            for (LocalDate day : List.of(month.atDay(FIRST_DAY), month.atDay(FIRST_DAY + 1))) {
                for (Provider provider : List.of(Provider.MTRANS, Provider.GOPAIDH2H, Provider.XENIT)) {
                    if (provider == Provider.MTRANS && day.getDayOfMonth() > FIRST_DAY) {
                        chargesTooMuch(provider);
                    }
                    Path file = folder.resolve(provider + "-" + day + ".csv");
                    files.add(Files.write(file, statements.whole(provider.name(), day)));
                }
            }
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
        return files;
    }

    /** From now on the provider's statements contain wrong fees. */
    private void chargesTooMuch(Provider provider) throws IOException {
        URI anomalies = providers.url().resolve("/sandbox/anomalies/" + provider);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(anomalies)
                    .PUT(BodyPublishers.ofString("{\"wrong_fee\": 1.0}"))
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    YearMonth month() {
        return month;
    }

    EngineUnderTest engine() {
        return own.engine();
    }

    StaffCalls staff() {
        return staff;
    }

    @Override
    public void close() {
        staff.close();
        own.close();
        providers.close();
    }
}
