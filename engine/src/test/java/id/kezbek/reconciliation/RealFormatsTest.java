package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.AccountKind;
import id.kezbek.payouts.floats.RecordFloatTopUp;
import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Files in the formats that Xendit and Midtrans document: the kind of each row, its match, and the effects of its VAT
 * and transfers.
 */
@EngineTest
class RealFormatsTest extends StatementSetUp {

    RealFormatsTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void readsMidtransStatementWithFeesRefundsAndTransfers() throws IOException {
        LocalDate day = LocalDate.of(2023, 2, 3);
        attempts.insert(
                List.of(
                        paid(Provider.MTRANS, Wallet.GPAID, day, 1, "XMjrpSuWSIGMKC8hSy", "6281120002001", 10_000, 300),
                        paid(
                                Provider.MTRANS,
                                Wallet.GPAID,
                                day,
                                2,
                                "rXPxb2hOetT6yDLivf",
                                "6281120002002",
                                25_000,
                                300)),
                line -> "SUCCEEDED");

        Answer imported = calls.put(
                "MTRANS",
                day + "?profile=MIDTRANS_STATEMENT",
                golden("midtrans-statement.csv").getBytes(StandardCharsets.UTF_8));

        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        assertThat(imported.body().path("rejected").asInt()).isZero();
        assertThat(lines(imported))
                .containsExactly(
                        "PAYMENT -10000.00 6281120002001 matched",
                        "FEE -300.00 6281120002001 matched",
                        "PAYMENT -25000.00 6281120002002 matched",
                        "FEE -300.00 6281120002002 matched",
                        "REVERSAL 25000.00 6281120002002 matched",
                        "FEE -3000.00 - ",
                        "TOP_UP 100000000.00 - ",
                        "TOP_UP -25000000.00 - ",
                        "OTHER 500.00 - ");
        assertThat(breaks("MTRANS", day))
                .containsExactly(
                        "UNKNOWN_MOVEMENT -3000.00",
                        "UNKNOWN_MOVEMENT 500.00",
                        "UNKNOWN_REVERSAL 25000.00",
                        "UNKNOWN_TOP_UP -25000000.00",
                        "UNKNOWN_TOP_UP 100000000.00");
    }

    @Test
    void readsXenditsTransactionsAndBooksTheirVat() throws IOException {
        LocalDate day = LocalDate.of(2024, 10, 20);
        // Our books contain the VAT of the first one in its fee, and do not contain that of the second.
        BookLine included =
                paid(Provider.XENIT, Wallet.GPAID, day, 1, "txn_ca0c1d3e-0001", "6281120003001", 5_000, 550);
        BookLine added = paid(Provider.XENIT, Wallet.LSAJA, day, 2, "txn_ca0c1d3e-0002", "6281120003002", 7_000, 550);
        BookLine failed = paid(Provider.XENIT, Wallet.GPAID, day, 3, "txn_ca0c1d3e-0003", "6281120003003", 9_000, 550);
        attempts.insert(List.of(included), line -> "SUCCEEDED");
        attempts.insert(List.of(added), line -> "SUCCEEDED");
        attempts.insert(List.of(failed), line -> "FAILED");
        String report = golden("xendit-transactions.csv")
                .replace("@ONE@", Objects.requireNonNull(included.externalId()))
                .replace("@TWO@", Objects.requireNonNull(added.externalId()))
                .replace("@THREE@", Objects.requireNonNull(failed.externalId()));
        byte[] file = report.getBytes(StandardCharsets.UTF_8);
        String taxBefore = balance(AccountKind.INPUT_TAX, "");
        String feesBefore = balance(AccountKind.FEES, "XENIT");
        String floatBefore = balance(AccountKind.FLOAT, "XENIT");
        String availableBefore = available();

        Answer imported = calls.put("XENIT", day + "?profile=XENDIT_TRANSACTIONS", file);

        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        assertThat(lines(imported))
                .containsExactly(
                        "PAYMENT -5000.00 - matched",
                        "FEE -500.00 - matched",
                        "VAT -50.00 - matched",
                        "PAYMENT -7000.00 - matched",
                        "FEE -550.00 - matched",
                        "VAT -60.50 - matched",
                        "TOP_UP 1000000.00 - ",
                        "OTHER -20000.00 - ");
        assertThat(breaks("XENIT", day))
                .as("the fees agree, with their VAT or without; a withdrawal is in no books")
                .containsExactly("UNKNOWN_MOVEMENT -20000.00", "UNKNOWN_TOP_UP 1000000.00");
        assertThat(balance(AccountKind.INPUT_TAX, ""))
                .as("one person's file books nothing")
                .isEqualTo(taxBefore);

        calls.put("XENIT", day + "?profile=XENDIT_TRANSACTIONS", file, Role.ADMIN);

        assertThat(more(AccountKind.INPUT_TAX, "", taxBefore)).isEqualByComparingTo("110.50");
        assertThat(more(AccountKind.FEES, "XENIT", feesBefore)).isEqualByComparingTo("-50");
        assertThat(more(AccountKind.FLOAT, "XENIT", floatBefore)).isEqualByComparingTo("-60.50");
        assertThat(new java.math.BigDecimal(available()).subtract(new java.math.BigDecimal(availableBefore)))
                .isEqualByComparingTo("-60.50");

        calls.put("XENIT", day + "?profile=XENDIT_TRANSACTIONS", file, Role.ADMIN);
        assertThat(more(AccountKind.INPUT_TAX, "", taxBefore)).as("once").isEqualByComparingTo("110.50");

        byte[] corrected = report.replace(",60.50,", ",0,").getBytes(StandardCharsets.UTF_8);
        calls.put("XENIT", day + "?profile=XENDIT_TRANSACTIONS", corrected);
        assertThat(more(AccountKind.INPUT_TAX, "", taxBefore))
                .as("what the superseded file had is taken back")
                .isEqualByComparingTo("0");
        calls.put("XENIT", day + "?profile=XENDIT_TRANSACTIONS", corrected, Role.ADMIN);
        assertThat(more(AccountKind.INPUT_TAX, "", taxBefore)).isEqualByComparingTo("50");
        assertThat(more(AccountKind.FLOAT, "XENIT", floatBefore)).isEqualByComparingTo("0");
    }

    @Test
    void findsTheBookingOfATransferAndTheTransferOfABooking() {
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        String reference = "BCA " + UUID.randomUUID();
        UUID booked = engine.get(RecordFloatTopUp.class).record("LSAJAH2H", Money.rupiah(3_000_007), reference, "test");
        UUID byAmount = engine.get(RecordFloatTopUp.class)
                .record("LSAJAH2H", Money.rupiah(3_000_008), "other " + reference, "test");
        UUID missing = engine.get(RecordFloatTopUp.class)
                .record("LSAJAH2H", Money.rupiah(3_000_009), "third " + reference, "test");
        String report = """
                Product ID,Transaction ID,Transaction Type,Line Type,Payment Channel,Reference,Currency,Amount,Balance,Created Date
                d1,t1,TOPUP,TRANSACTION,BCA,%1$s,IDR,3000007,3000007,%2$sT01:00:00Z
                d2,t2,TOPUP,TRANSACTION,BCA,unknown,IDR,3000008,6000015,%2$sT01:00:00Z
                d3,t3,TOPUP,TRANSACTION,BCA,nobody's,IDR,4000000,10000015,%2$sT01:00:00Z
                """.formatted(reference.toUpperCase(java.util.Locale.ROOT), today);

        Answer imported =
                calls.put("LSAJAH2H", today + "?profile=XENDIT_BALANCE", report.getBytes(StandardCharsets.UTF_8));

        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        assertThat(engine.database()
                        .sql(
                                "select top_up || ' ' || step from reconciliation.top_up_match where active and file = ? order by number")
                        .param(Ids.parse(imported.body().path("id").asString()))
                        .query(String.class)
                        .list())
                .containsExactly(booked + " 1", byAmount + " 2");
        assertThat(breaks("LSAJAH2H", today)).contains("UNKNOWN_TOP_UP 4000000.00");
        assertThat(engine.count("reconciliation.break where kind = 'MISSING_TOP_UP' and subject = '" + missing + "'"))
                .as("it may stand in the file of tomorrow")
                .isZero();
        JsonNode bridge = staff.get("/api/v2/providers/LSAJAH2H/float-bridge/" + today, Role.FINANCE)
                .body();
        assertThat(bridge.path("parts").path(0).path("statement").path("value").asString())
                .isEqualTo("10000015.00");

        engine.clock().advance(Duration.ofDays(1));
        LocalDate tomorrow = today.plusDays(1);
        String next = """
                Product ID,Transaction ID,Transaction Type,Line Type,Payment Channel,Reference,Currency,Amount,Balance,Created Date
                d4,t4,TOPUP,TRANSACTION,BCA,of tomorrow,IDR,5000000,15000015,%sT01:00:00Z
                """.formatted(tomorrow);
        assertThat(calls.put("LSAJAH2H", tomorrow + "?profile=XENDIT_BALANCE", next.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(201);
        assertThat(engine.count(
                        "reconciliation.break where kind = 'MISSING_TOP_UP' and state = 'OPEN' and difference = -3000009"
                                + " and subject = '" + missing + "'"))
                .isEqualTo(1);
        assertThat(engine.count("reconciliation.break where kind = 'MISSING_TOP_UP' and subject in ('" + booked + "', '"
                        + byAmount + "')"))
                .isZero();
    }

    /** The next statement's run sees this top-up, but not all bookings that may belong to it. */
    @Test
    void nextStatementDoesNotMatchTopUpOfEarlierStatement() {
        LocalDate day = engine.clock().dayNotYetReached();
        engine.clock().turnTo(day);
        putTopUp(day, 3_000_017);
        engine.get(RecordFloatTopUp.class)
                .record("LSAJAH2H", Money.rupiah(3_000_017), "later " + UUID.randomUUID(), "test");
        engine.clock().turnTo(day.plusDays(1));

        putTopUp(day.plusDays(1), 3_000_018);
        assertThat(topUpMatches(day)).isZero();

        putTopUp(day, 3_000_017);
        assertThat(topUpMatches(day)).as("the run of its own statement").isEqualTo(1);
    }

    private void putTopUp(LocalDate day, long rupiah) {
        String report = """
                Product ID,Transaction ID,Transaction Type,Line Type,Payment Channel,Reference,Currency,Amount,Balance,Created Date
                d1,t1-%1$s,TOPUP,TRANSACTION,BCA,unknown-%1$s,IDR,%2$d,%2$d,%1$sT01:00:00Z
                """.formatted(day, rupiah);
        Answer sent = calls.put("LSAJAH2H", day + "?profile=XENDIT_BALANCE", report.getBytes(StandardCharsets.UTF_8));
        assertThat(sent.status()).as(sent.v2()).isIn(200, 201);
    }

    private long topUpMatches(LocalDate day) {
        return engine.count("reconciliation.top_up_match m join reconciliation.file f on f.id = m.file where m.active"
                + " and f.provider = 'LSAJAH2H' and f.from_day = '" + day + "'");
    }

    private static BookLine paid(
            Provider provider,
            Wallet wallet,
            LocalDate day,
            int number,
            String reference,
            String msisdn,
            long amount,
            long fee) {
        Clock at = Clock.fixed(day.atTime(12, number).atZone(Jakarta.ZONE).toInstant(), Jakarta.ZONE);
        return new BookLine(
                BookLine.Kind.PAID,
                provider,
                Ids.text(new Ids(at, new SplittableRandom(number)).next()),
                reference,
                msisdn,
                wallet,
                amount,
                fee,
                at.millis(),
                0,
                0,
                null);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = RealFormatsTest.class.getResourceAsStream("/statements/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Kind, amount, customer, and whether the line has a match, in the order of the file. */
    private List<String> lines(Answer imported) {
        return engine.database()
                .sql("""
                        select l.kind || ' ' || l.amount || ' ' || coalesce(l.msisdn, '-') || ' ' || case when exists (
                            select from reconciliation.match m where m.active and m.file = l.file and m.number = l.number
                              and m.part = l.part) then 'matched' else '' end
                        from reconciliation.line l where l.file = ? order by l.number, l.part""")
                .param(Ids.parse(imported.body().path("id").asString()))
                .query(String.class)
                .list();
    }

    private List<String> breaks(String provider, LocalDate day) {
        return engine.database()
                .sql("""
                        select kind || ' ' || difference from reconciliation.break
                        where provider = ? and day = ? and state in ('OPEN', 'EXPLAINED') and kind not like 'FILE%'
                        order by kind, difference""")
                .params(provider, day)
                .query(String.class)
                .list();
    }

    private java.math.BigDecimal more(AccountKind kind, String owner, String before) {
        return new java.math.BigDecimal(balance(kind, owner)).subtract(new java.math.BigDecimal(before));
    }

    private String balance(AccountKind kind, String owner) {
        return engine.database()
                .sql("""
                        select coalesce(sum(l.amount), 0)::text from ledger.line l join ledger.account a on a.id = l.account
                        where a.kind = ? and a.owner = ?""")
                .params(kind.name(), owner)
                .query(String.class)
                .single();
    }

    private String available() {
        return engine.database()
                .sql("select available::text from payouts.provider_float where provider = 'XENIT'")
                .query(String.class)
                .single();
    }
}
