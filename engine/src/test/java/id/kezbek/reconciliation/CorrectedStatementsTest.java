package id.kezbek.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Differences and removed matches follow their lines to corrected statements. */
@EngineTest
class CorrectedStatementsTest extends StatementSetUp {

    private static final long CUSTOMER = 6_281_188_000_000L;

    CorrectedStatementsTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void writeOffOfUnknownPaymentIsBookedOnce() {
        LocalDate day = LocalDate.of(2018, 1, 10);
        List<BookLine> paid = paidByXenit("WRITTEN-OFF", CUSTOMER, day, 2);
        BookLine known = paid.getFirst();
        BookLine unknown = paid.getLast();
        attempts.insert(List.of(known), line -> "SUCCEEDED");
        put(day, new XenitFile().with(unknown, row -> withoutFee(row)).with(known, row -> row));
        BigDecimal before = available();
        writeOff(day, "UNKNOWN_PAYMENT");
        assertThat(before.subtract(available())).isEqualByComparingTo("6001");

        put(
                day,
                new XenitFile()
                        .with(known, row -> row.replace(",550,", ",650,"))
                        .with(unknown, row -> withoutFee(row)));
        assertThat(states(day)).containsExactly("FEE OPEN -100.00", "UNKNOWN_PAYMENT WRITTEN_OFF -6001.00");

        put(day, new XenitFile().with(known, row -> row));
        assertThat(states(day)).containsExactly("FEE RESOLVED -100.00", "UNKNOWN_PAYMENT OPEN 6001.00");
        writeOff(day, "UNKNOWN_PAYMENT");
        assertThat(available()).isEqualByComparingTo(before);

        put(day, new XenitFile().with(known, row -> row.replace(",550,", ",560,")));
        assertThat(states(day)).containsExactly("FEE OPEN -10.00", "UNKNOWN_PAYMENT WRITTEN_OFF 6001.00");
    }

    @Test
    void restOfWrittenOffDifferenceIsOpen() {
        LocalDate day = LocalDate.of(2018, 3, 10);
        BookLine paid = paidByXenit("REST", CUSTOMER + 100, day, 1).getFirst();
        attempts.insert(List.of(paid), line -> "SUCCEEDED");
        BigDecimal before = available();
        put(day, withFee(paid, 600));
        writeOff(day, "FEE");

        put(day, withFee(paid, 630));
        assertThat(states(day)).containsExactly("FEE OPEN -30.00");
        put(day, withFee(paid, 600));
        assertThat(states(day)).as("as it was written off").containsExactly("FEE RESOLVED -30.00");
        put(day, withFee(paid, 550));
        assertThat(states(day)).containsExactly("FEE OPEN 50.00");

        writeOff(day, "FEE");
        assertThat(available()).isEqualByComparingTo(before);
        send(day, withFee(paid, 550).text());
        assertThat(states(day)).containsExactly("FEE WRITTEN_OFF 50.00");
    }

    @Test
    void differenceOfAttemptFollowsItsLine() {
        LocalDate day = LocalDate.of(2018, 5, 10);
        List<BookLine> paid = paidByXenit("FOLLOWS", CUSTOMER + 200, day, 3);
        attempts.insert(paid.subList(0, 2), line -> "SUCCEEDED");
        BookLine wrong = paid.getFirst();
        BookLine otherWallet = paid.get(1);
        XenitFile first = new XenitFile()
                .with(wrong, row -> row.replace(",6000,", ",6100,"))
                .with(otherWallet, row -> row.replace(",GPAID,", ",JOSVO,"));
        put(day, first);
        String explained = Ids.text(id(day, "WALLET_OR_MSISDN"));
        staff.post("/api/v2/breaks/" + explained + "/explain", Role.FINANCE, "{\"reason\":\"a renamed wallet\"}");

        Answer second = put(
                day,
                new XenitFile()
                        .with(otherWallet, row -> row.replace(",GPAID,", ",JOSVO,"))
                        .with(wrong, row -> row.replace(",6000,", ",6200,")));
        assertThat(states(day)).containsExactly("AMOUNT OPEN -200.00", "WALLET_OR_MSISDN EXPLAINED 0.00");
        for (String kind : List.of("AMOUNT", "WALLET_OR_MSISDN")) {
            JsonNode shown = staff.get("/api/v2/breaks/" + Ids.text(id(day, kind)), Role.FINANCE)
                    .body();
            assertThat(shown.get("statement")).as(kind).isEqualTo(second.body().get("id"));
        }
        assertThat(staff.post(
                                "/api/v2/breaks/" + Ids.text(id(day, "AMOUNT")) + "/unmatch",
                                Role.FINANCE,
                                "{\"reason\":\"another payment\"}")
                        .status())
                .isEqualTo(202);

        put(day, new XenitFile().with(List.of(wrong, otherWallet)));
        assertThat(states(day)).containsExactly("AMOUNT RESOLVED -200.00", "WALLET_OR_MSISDN RESOLVED 0.00");
    }

    @Test
    void correctedStatementIsNotMatchedAgainAfterPeopleRemovedMatch() {
        LocalDate day = LocalDate.of(2018, 7, 10);
        List<BookLine> paid = paidByXenit("REMOVED", CUSTOMER + 300, day, 2);
        attempts.insert(paid, line -> "SUCCEEDED");
        XenitFile first = new XenitFile().with(paid.getFirst(), row -> row.replace(",GPAID,", ",JOSVO,"));
        put(day, first);
        Answer removed = staff.twoPeople(
                "/api/v2/breaks/" + Ids.text(id(day, "WALLET_OR_MSISDN")) + "/unmatch",
                "{\"reason\":\"another payment\"}");
        assertThat(removed.status()).as(removed.v2()).isEqualTo(200);

        put(
                day,
                new XenitFile()
                        .with(paid.getLast(), row -> row)
                        .with(paid.getFirst(), row -> row.replace(",GPAID,", ",JOSVO,")));
        assertThat(payments(paid.getFirst())).isZero();
        assertThat(payments(paid.getLast())).isEqualTo(1);

        put(day, new XenitFile().with(paid.getLast(), row -> row));
        Answer again = send(day + "?again=true", first.text());
        assertThat(again.status()).as(again.v2()).isEqualTo(201);
        assertThat(payments(paid.getFirst())).as("the first file came again").isZero();
    }

    private static String withoutFee(String row) {
        return row.replace(",550,", ",0,");
    }

    private static XenitFile withFee(BookLine line, long fee) {
        return new XenitFile().with(line, row -> row.replace(",550,", "," + fee + ","));
    }

    private Answer put(LocalDate day, XenitFile file) {
        Answer imported = send(day + "?again=true", file.text());
        assertThat(imported.status()).as(imported.v2()).isEqualTo(201);
        return imported;
    }

    private Answer send(LocalDate day, String text) {
        return send(day.toString(), text);
    }

    private Answer send(String day, String text) {
        return calls.put("XENIT", day, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void writeOff(LocalDate day, String kind) {
        Answer done = staff.twoPeople(
                "/api/v2/breaks/" + Ids.text(id(day, kind)) + "/write-off", "{\"reason\":\"too small to claim\"}");
        assertThat(done.status()).as(done.v2()).isEqualTo(200);
    }

    private UUID id(LocalDate day, String kind) {
        return engine.database().sql("""
                        select id from reconciliation.break
                        where provider = 'XENIT' and day = ? and kind = ? and state in ('OPEN', 'EXPLAINED')""").params(day, kind).query(UUID.class).single();
    }

    private List<String> states(LocalDate day) {
        return engine.database().sql("""
                        select kind || ' ' || state || ' ' || difference from reconciliation.break
                        where provider = 'XENIT' and day = ? and kind not in ('MISSING', 'PENDING') order by kind, id""").param(day).query(String.class).list();
    }

    private long payments(BookLine line) {
        return engine.count("reconciliation.match where active and role = 'PAYMENT' and attempt = '"
                + Ids.parse(line.externalId()) + "'");
    }

    private BigDecimal available() {
        return engine.database()
                .sql("select available from payouts.provider_float where provider = 'XENIT'")
                .query(BigDecimal.class)
                .single();
    }
}
