package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Differences below one rupiah are written off automatically if two people have decided so. */
@EngineTest
class RoundingRuleTest extends StatementSetUp {

    private static final String PATH = "/api/v2/rounding-rule";

    RoundingRuleTest(EngineUnderTest engine) {
        super(engine);
    }

    @AfterEach
    void switchOff() {
        if (rule().path("is_on").asBoolean()) {
            change("null", "null");
        }
    }

    @Test
    void writesNothingOffAtFirst() {
        LocalDate day = LocalDate.of(2021, 3, 10);
        send(day, List.of("0.50"));

        assertThat(rule().path("is_on").asBoolean()).isFalse();
        assertThat(states(day)).containsExactly("OPEN -0.50");
    }

    @Test
    void writesOffSmallDifferencesUpToLimitOfFile() {
        LocalDate day = LocalDate.of(2021, 4, 10);
        assertThat(change("\"0.50\"", "\"0.70\"").status()).isEqualTo(200);
        assertThat(rule().path("is_on").asBoolean()).isTrue();
        BigDecimal before = writtenOff();

        // 0.20, 0.30 and 0.50 are within the line's limit; only the two small ones are within the file's limit. One
        // is too large.
        send(day, List.of("0.50", "0.20", "0.30", "0.51"));

        assertThat(states(day)).containsExactly("WRITTEN_OFF -0.20", "WRITTEN_OFF -0.30", "OPEN -0.50", "OPEN -0.51");
        assertThat(writtenOff().subtract(before)).isEqualByComparingTo("0.50");
        assertThat(engine.count("approvals.audit where act = 'ROUNDING_WRITTEN_OFF'"))
                .isPositive();

        send(day, List.of("0.50", "0.20", "0.30", "0.51"));
        assertThat(writtenOff().subtract(before)).as("once").isEqualByComparingTo("0.50");
    }

    @Test
    void fileOfOnePersonWritesNothingOff() {
        LocalDate day = LocalDate.of(2021, 5, 10);
        change("\"1.00\"", "\"100.00\"");
        List<BookLine> paid = paidByXenit("ROUNDED", 6_281_155_000_000L, day, 1);
        attempts.insert(paid, line -> "SUCCEEDED");

        assertThat(calls.put("XENIT", day, statement(paid, List.of("0.40"))).status())
                .isEqualTo(201);

        assertThat(states(day)).containsExactly("OPEN -0.40");
    }

    @Test
    void refusesMoreThanARupiahAndAStaleBase() {
        int version = rule().path("version").asInt();
        Answer large = staff.post(PATH, Role.FINANCE, body(version, "\"1.01\"", "\"5.00\""));
        assertThat(large.status()).isEqualTo(400);
        assertThat(large.fields()).containsExactly("per_line");
        assertThat(large.body().path("errors").path(0).path("reason").asString())
                .isEqualTo("must be at most 1 rupiah");
        Answer stale = staff.post(PATH, Role.FINANCE, body(version + 1, "\"0.50\"", "\"5.00\""));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(staff.post(PATH, Role.FINANCE, body(version, "\"0.50\"", "null"))
                        .fields())
                .containsExactly("per_file");
    }

    private JsonNode rule() {
        return staff.get(PATH, Role.AUDITOR).body();
    }

    private Answer change(String perLine, String perFile) {
        return staff.twoPeople(PATH, body(rule().path("version").asInt(), perLine, perFile));
    }

    private static String body(int base, String perLine, String perFile) {
        return "{\"base\": " + base + ", \"per_line\": " + amount(perLine) + ", \"per_file\": " + amount(perFile)
                + ", \"reason\": \"the provider rounds\"}";
    }

    private static String amount(String value) {
        return value.equals("null") ? value : "{\"value\": " + value + ", \"currency\": \"IDR\"}";
    }

    /** A statement of a day with higher fees by these amounts, sent by two people. */
    private void send(LocalDate day, List<String> more) {
        List<BookLine> paid = paidByXenit("ROUNDED", 6_281_155_000_000L, day, more.size());
        if (engine.count("payouts.attempt where id = '"
                        + Ids.parse(paid.getFirst().externalId()) + "'")
                == 0) {
            attempts.insert(paid, line -> "SUCCEEDED");
        }
        String file = statement(paid, more);
        assertThat(calls.put("XENIT", day, file).status()).isIn(200, 201);
        assertThat(calls.put("XENIT", day.toString(), file.getBytes(StandardCharsets.UTF_8), Role.ADMIN)
                        .status())
                .isEqualTo(200);
    }

    private List<String> states(LocalDate day) {
        return engine.database().sql("""
                        select state || ' ' || difference from reconciliation.break
                        where provider = 'XENIT' and kind = 'FEE' and day = ? order by difference desc""").param(day).query(String.class).list();
    }

    private BigDecimal writtenOff() {
        return engine.database().sql("""
                        select coalesce(sum(l.amount), 0) from ledger.line l join ledger.account a on a.id = l.account
                        where a.kind = 'WRITE_OFF' and l.kind = 'WRITE_OFF'""").query(BigDecimal.class).single();
    }

    private static String statement(List<BookLine> paid, List<String> more) {
        StringBuilder text = new StringBuilder("provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n");
        long total = 0;
        for (int n = 0; n < paid.size(); n++) {
            BookLine line = paid.get(n);
            text.append("XENIT,%s,%s,%s,%s,%d,%s,%s\n"
                    .formatted(
                            line.externalId(),
                            line.reference(),
                            line.msisdn(),
                            line.wallet(),
                            line.amount(),
                            new BigDecimal(more.get(n)).add(BigDecimal.valueOf(line.fee())),
                            line.at()));
            total += line.amount();
        }
        return text + "TRAILER," + paid.size() + "," + total + ",0,0\n";
    }
}
