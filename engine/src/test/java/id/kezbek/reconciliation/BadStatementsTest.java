package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invalid files over HTTP: each is refused with its error, and nothing of it is recorded. A decompression bomb of
 * half a gigabyte takes half a minute on a busy machine; {@link id.kezbek.reconciliation.parsing.StatementReaderTest}
 * has it.
 */
@EngineTest
class BadStatementsTest {

    private static final LocalDate DAY = LocalDate.of(2023, 6, 10);
    private static final String HEADER = "provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n";
    private static final String ROW = "MTRANS,ours-1,M-1,628118770510,LSAJA,10000,500,2023-06-10T05:00:00Z\n";
    private static final String TRAILER = "TRAILER,1,10000,50000,39500\n";
    private static final int TEN_MEGABYTES = 10_000_000;

    private final EngineUnderTest engine;
    private StatementCalls calls;

    BadStatementsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        calls = new StatementCalls(engine);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                bad(
                        "of another provider",
                        HEADER + ROW.replace("MTRANS", "XENIT") + TRAILER,
                        "is not from provider MTRANS"),
                bad("in another format", "Product ID,Amount,Balance\n1,2,3\n", "lacks the columns"),
                bad("truncated", HEADER + ROW, "the file was truncated"),
                bad("truncated in a row", HEADER + ROW.substring(0, 30), "the file was truncated"),
                bad("doubled rows", HEADER + ROW + ROW + TRAILER, "rows are missing or duplicated"),
                bad("doubled as a whole", HEADER + ROW + TRAILER + HEADER + ROW + TRAILER, "rows after its trailer"),
                Arguments.of(
                        "UTF-16 without a mark",
                        (HEADER + ROW + TRAILER).getBytes(StandardCharsets.UTF_16LE),
                        "another separator or encoding"),
                Arguments.of(
                        "Latin 1",
                        (HEADER + ROW.replace("ours-1", "é") + TRAILER).getBytes(StandardCharsets.ISO_8859_1),
                        "is not in the encoding UTF-8"),
                Arguments.of("a zip archive", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0}, "ZIP archive"),
                bad("a million columns", HEADER + ",".repeat(1_000_000) + "\n", "more than 200 columns"),
                bad("a million columns in the header", "a,".repeat(1_000_000) + "\n", "more than 200 columns"),
                bad("a line of 10 MB", HEADER + "MTRANS," + "x".repeat(TEN_MEGABYTES) + "\n", "4000 characters"),
                bad("totals that do not add up", HEADER + ROW + "TRAILER,1,10001,50000,39500\n", "does not add up"),
                bad(
                        "only formulas",
                        HEADER + ROW.replace(",10000,", ",=1+1,") + "TRAILER,1,0,0,0\n",
                        "no row that can be read"),
                bad(
                        "only negative zeros",
                        HEADER + ROW.replace(",10000,", ",-0,") + "TRAILER,1,0,0,0\n",
                        "no row that can be read"),
                bad(
                        "only dates of another century",
                        HEADER + ROW.replace("2023-", "1923-") + TRAILER,
                        "no row that can be read"),
                bad("empty", "", "is empty"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void isRefusedAndLeavesNothing(String what, byte[] file, String reason) {
        long lines = engine.count("reconciliation.line");
        long audited = engine.count("approvals.audit where act = 'STATEMENT_IMPORTED'");

        Answer answer = calls.put("MTRANS", DAY.toString(), file);

        assertThat(answer.status()).as(what + ": " + answer.v2()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("body");
        assertThat(answer.body().path("errors").path(0).path("reason").asString())
                .contains(reason);
        assertThat(engine.count("reconciliation.line")).isEqualTo(lines);
        assertThat(engine.count("reconciliation.file where provider = 'MTRANS' and from_day = '" + DAY + "'"))
                .isZero();
        assertThat(engine.count("approvals.audit where act = 'STATEMENT_IMPORTED'"))
                .isEqualTo(audited);
    }

    @Test
    void rowsThatCannotBeReadAreListedAndTheOthersCount() {
        LocalDate day = DAY.plusDays(20);
        String good = ROW.replace("2023-06-10", day.toString());
        String file = HEADER + good
                + good.replace("M-1", "M-2").replace(",10000,", ",-0,")
                + good.replace("M-1", "M-3").replace(",10000,", ",=cmd|' /C calc'!A0,")
                + good.replace("M-1", "M-4").replace("2023-", "1923-")
                + good.replace("M-1", "M-5").replace("2023-", "2123-")
                + "TRAILER,5,10000,50000,39500\n";

        Answer answer = calls.put("MTRANS", day, file);

        assertThat(answer.status()).as(answer.v2()).isEqualTo(201);
        assertThat(answer.body().path("lines").asInt()).isEqualTo(2);
        assertThat(answer.body().path("complete").asBoolean()).isFalse();
        assertThat(answer.body()
                        .path("rejected_lines")
                        .valueStream()
                        .map(row -> row.path("reason").asString()))
                .satisfiesExactly(
                        zero -> assertThat(zero).contains("minus zero"),
                        formula -> assertThat(formula).contains("=cmd|", "must be an amount"),
                        past -> assertThat(past).contains("1923-06-30", "too far from"),
                        future -> assertThat(future).contains("2123-06-30", "too far from"));
    }

    @Test
    void twoStatementsOfOneDayAreADifference() {
        LocalDate day = DAY.plusDays(40);
        String row = ROW.replace("2023-06-10", day.toString());
        assertThat(calls.put("MTRANS", day, HEADER + row + TRAILER).status()).isEqualTo(201);
        String other = row.replace("M-1", "M-9").replace("ours-1", "ours-9");
        byte[] twoDays = (HEADER + other + TRAILER).getBytes(StandardCharsets.UTF_8);

        Answer overlapping = calls.put("MTRANS", day + "?to=" + day.plusDays(1), twoDays);

        assertThat(overlapping.status()).as(overlapping.v2()).isEqualTo(201);
        assertThat(engine.count(overlap(day, "OPEN"))).isEqualTo(1);
        assertThat(engine.count("reconciliation.break where provider = 'MTRANS' and kind = 'FILE_OVERLAP' and day <> '"
                        + day + "' and day between '" + day.minusDays(3) + "' and '" + day.plusDays(3) + "'"))
                .isZero();

        // Sending the same file again finds nothing more.
        assertThat(calls.put("MTRANS", day + "?to=" + day.plusDays(1), twoDays).status())
                .isEqualTo(200);
        assertThat(engine.count(overlap(day, "OPEN"))).isEqualTo(1);
    }

    private static String overlap(LocalDate day, String state) {
        return "reconciliation.break where provider = 'MTRANS' and kind = 'FILE_OVERLAP' and state = '" + state
                + "' and day = '" + day + "'";
    }

    private static Arguments bad(String what, String text, String reason) {
        return Arguments.of(what, text.getBytes(StandardCharsets.UTF_8), reason);
    }
}
