package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.reconciliation.imports.StatementFile;
import id.kezbek.reconciliation.imports.StatementFiles;
import id.kezbek.reconciliation.matching.MatchStatements;
import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each row of a statement that the books lack is a difference, whatever its kind. */
@EngineTest
class UnknownMovementsTest extends StatementsOfOneProvider {

    UnknownMovementsTest(EngineUnderTest engine) {
        super(engine);
    }

    /** The close finds fees that the books lack by these differences. */
    @AfterEach
    void eachUnmatchedChargeOfAMatchedStatementBelongsToADifference() {
        assertThat(engine.count("""
                        reconciliation.file f join reconciliation.line l on l.file = f.id
                        where f.provider in ('XENIT', 'JOSVOH2H') and f.state = 'LOADED' and f.matched_at is not null
                          and l.kind in ('FEE', 'VAT', 'OTHER')
                          and not exists (select from reconciliation.match m
                            where m.active and m.file = l.file and m.number = l.number and m.part = l.part)
                          and not exists (select from reconciliation.break b
                            where b.file = l.file and b.number = l.number and b.part in (0, l.part)
                              and b.kind in ('UNKNOWN_MOVEMENT', 'UNKNOWN_PAYMENT', 'DUPLICATE_LINE', 'PAID_TWICE')
                              and (b.state <> 'RESOLVED' or b.written_off_before <> 0))""")).isZero();
    }

    @Test
    void movementOfUnknownKindIsDecidedBeforeDayIsComplete() {
        LocalDate day = LocalDate.of(2018, 9, 10);
        PaidStatement paid = paid(Provider.JOSVOH2H, day, 1);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        String adjusted = withRow(paid.statement(), -5_000_000, "ADJUSTMENT", day);
        assertThat(calls.put("JOSVOH2H", day, adjusted).status()).isEqualTo(201);
        assertThat(open(day)).containsExactly("UNKNOWN_MOVEMENT -5000000.00");
        JsonNode bridge = bridge(day);
        assertThat(bridge.at("/residual/value").asString()).isEqualTo("0.00");
        assertThat(bridge.get("missing").toString()).contains("1 differences of this day are open");
        BigDecimal before = available();

        writeOff(day);

        assertThat(before.subtract(available())).isEqualByComparingTo("5000000");
        assertThat(calls.put("JOSVOH2H", day, adjusted).status()).isEqualTo(200);
        assertThat(open(day)).isEmpty();
        assertThat(bridge(day).get("complete").asBoolean()).isTrue();
    }

    @Test
    void feeWithoutPaymentIsADifferenceAndIsAccruedUntilItIsWrittenOff() {
        LocalDate day = LocalDate.of(2018, 11, 10);
        PaidStatement paid = paid(Provider.JOSVOH2H, day, 1);
        attempts.insert(paid.lines(), line -> "SUCCEEDED");
        String charged = withRow(paid.statement(), -700, "FEE", day);
        assertThat(calls.put("JOSVOH2H", day, charged).status()).isEqualTo(201);
        assertThat(open(day)).containsExactly("UNKNOWN_MOVEMENT -700.00");
        BigDecimal accrued = accrued(day);

        writeOff(day);

        assertThat(accrued.subtract(accrued(day))).isEqualByComparingTo("700");
    }

    /** A row is one difference: its fee belongs to the unknown payment. */
    @Test
    void feeInRowOfUnknownPaymentBelongsToIt() {
        LocalDate day = LocalDate.of(2018, 9, 10);
        String statement = new XenitFile()
                .with(paidByXenit("WITH-FEE", 6_281_199_000_000L, day, 1))
                .text();
        assertThat(calls.put("XENIT", day, statement).status()).isEqualTo(201);

        assertThat(engine.database()
                        .sql(
                                "select kind || ' ' || difference from reconciliation.break where provider = 'XENIT' and day = ?")
                        .param(day)
                        .query(String.class)
                        .list())
                .containsExactly("UNKNOWN_PAYMENT -6550.00");
    }

    /** The write-off booked the fee of 550. Only the part that the corrected fee adds is not in the books. */
    @Test
    void onlyOpenRestOfWrittenOffFeeIsAccrued() {
        LocalDate day = LocalDate.of(2018, 12, 10);
        BookLine unknown = paidByXenit("REST", 6_281_199_100_000L, day, 1).getFirst();
        put(day, new XenitFile().with(unknown, row -> row).text());
        BigDecimal accrued = accrued("XENIT", day);
        writeOff("XENIT", day);
        assertThat(accrued.subtract(accrued("XENIT", day))).isEqualByComparingTo("550");

        put(
                day,
                new XenitFile()
                        .with(unknown, row -> row.replace(",550,", ",650,"))
                        .text());

        assertThat(open("XENIT", day)).containsExactly("UNKNOWN_PAYMENT -100.00");
        assertThat(accrued.subtract(accrued("XENIT", day))).isEqualByComparingTo("450");
    }

    /** An earlier version wrote off unknown payments without the fee in the same row. */
    @Test
    void feeThatEarlierVersionDidNotWriteOffIsOpenedAndAccrued() throws IOException {
        LocalDate day = LocalDate.of(2017, 9, 10);
        BookLine unknown = paidByXenit("UPGRADE", 6_281_199_200_000L, day, 1).getFirst();
        put(day, new XenitFile().with(unknown, row -> row).text());
        BigDecimal accrued = accrued("XENIT", day);
        engine.database().sql("""
                        update reconciliation.break set state = 'WRITTEN_OFF', difference = -6000
                        where provider = 'XENIT' and day = ? and kind = 'UNKNOWN_PAYMENT'""").param(day).update();

        try (InputStream migration = getClass()
                .getResourceAsStream("/db/migration/reconciliation/V475__match_statements_with_loose_fees.sql")) {
            engine.database()
                    .sql(new String(Objects.requireNonNull(migration).readAllBytes(), StandardCharsets.UTF_8))
                    .update();
        }
        List<StatementFile> due = engine
                .get(StatementFiles.class)
                .unmatched(engine.clock().instant(), 10_000)
                .stream()
                .filter(file -> file.provider().equals("XENIT") && file.from().equals(day))
                .toList();
        assertThat(due).hasSize(1);
        due.forEach(engine.get(MatchStatements.class)::run);

        assertThat(open("XENIT", day)).containsExactly("UNKNOWN_PAYMENT -550.00");
        assertThat(accrued("XENIT", day)).isEqualByComparingTo(accrued);
    }

    private void put(LocalDate day, String statement) {
        Answer imported = calls.put("XENIT", day, statement);
        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
    }

    /** The statement with one more row without references, and the right trailer. */
    private static String withRow(String statement, long amount, String kind, LocalDate day) {
        String last = statement.lines().toList().getLast();
        String[] trailer = last.split(",", -1);
        return statement.replace(
                last,
                "JOSVOH2H,,of-%s,,,%d,%s,%sT05:00:00Z\nTRAILER,%d,%d,%s,%d"
                        .formatted(
                                kind,
                                amount,
                                kind,
                                day,
                                Long.parseLong(trailer[1]) + 1,
                                Long.parseLong(trailer[2]) + amount,
                                trailer[3],
                                Long.parseLong(trailer[4]) + amount));
    }

    private JsonNode bridge(LocalDate day) {
        return staff.get("/api/v2/providers/JOSVOH2H/float-bridge/" + day, Role.AUDITOR)
                .body();
    }

    private void writeOff(LocalDate day) {
        writeOff("JOSVOH2H", day);
    }

    private void writeOff(String provider, LocalDate day) {
        UUID id = engine.database()
                .sql("select id from reconciliation.break where provider = ? and day = ? and state = 'OPEN'")
                .params(provider, day)
                .query(UUID.class)
                .single();
        Answer done = staff.twoPeople(
                "/api/v2/breaks/" + Ids.text(id) + "/write-off", "{\"reason\":\"the provider showed the invoice\"}");
        assertThat(done.status()).as(done.v2()).isEqualTo(200);
    }

    private List<String> open(LocalDate day) {
        return open("JOSVOH2H", day);
    }

    private List<String> open(String provider, LocalDate day) {
        return engine.database()
                .sql("""
                        select kind || ' ' || difference from reconciliation.break
                        where provider = ? and day = ? and state = 'OPEN'""")
                .params(provider, day)
                .query(String.class)
                .list();
    }

    /** What the close of the day's month would accrue. */
    private BigDecimal accrued(LocalDate day) {
        return accrued("JOSVOH2H", day);
    }

    private BigDecimal accrued(String provider, LocalDate day) {
        String words = staff.get("/api/v2/months/" + day.toString().substring(0, 7), Role.FINANCE)
                .body()
                .toString();
        java.util.regex.Matcher fees =
                java.util.regex.Pattern.compile(provider + " IDR (-?[0-9.]+)").matcher(words);
        return fees.find() ? new BigDecimal(fees.group(1)) : BigDecimal.ZERO;
    }

    private BigDecimal available() {
        return engine.database()
                .sql("select available from payouts.provider_float where provider = 'JOSVOH2H'")
                .query(BigDecimal.class)
                .single();
    }
}
