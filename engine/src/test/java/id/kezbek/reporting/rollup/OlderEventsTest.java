package id.kezbek.reporting.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MoneyEvent.Posting;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.TestPartners;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log contains events of earlier versions, and these versions read the events of this version. */
@EngineTest
class OlderEventsTest {

    private final EventReader events;
    private final TestPartners partners;
    private final JdbcClient jdbc;

    OlderEventsTest(EventReader events, TestPartners partners, JdbcClient jdbc) {
        this.events = events;
        this.partners = partners;
        this.jdbc = jdbc;
    }

    /** The last column is empty if the event does not contain the posted movements. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PARTNER_TOPPED_UP | {'partner':'ACME','amount':5000.00,'bankReference':'B1'} | TOP_UP BANK < FUNDING ACME 5000.00",
                "PARTNER_PAID | {'partner':'ACME','amount':70.5,'bankReference':'B1'} | PARTNER_PAYMENT BANK < RECEIVABLE ACME 70.50",
                "TRANSFER_REVERSED | {'partner':'ACME','kind':'TOP_UP','amount':5} | TRANSFER_REVERSAL FUNDING ACME < BANK 5.00",
                "TRANSFER_REVERSED | {'partner':'ACME','kind':'PARTNER_PAYMENT','amount':5} | TRANSFER_REVERSAL RECEIVABLE ACME < BANK 5.00",
                "TRANSFER_REVERSED | {'provider':'XENIT','kind':'FLOAT_TOP_UP','amount':9} | TRANSFER_REVERSAL BANK < FLOAT XENIT 9.00",
                "FLOAT_TOPPED_UP | {'provider':'XENIT','amount':'9.00','currency':'IDR'} | FLOAT_TOP_UP FLOAT XENIT < BANK 9.00",
                "WRITTEN_OFF | {'account':'SUSPENSE','amount':11250.00,'decidedBy':'approval 1'} | WRITE_OFF WRITE_OFF < SUSPENSE 11250.00",
                "PAYOUT_PAID | {'attempt':'06','partner':7,'provider':'XENIT','wallet':'LSAJA','amount':'5000.00','fee':'500.00','currency':'IDR'}"
                        + " | SETTLE CUSTOMER_PAYABLE < FLOAT XENIT 5000.00, PROVIDER_FEE FEES XENIT < FLOAT XENIT 500.00",
                "PAYOUT_PAID_TWICE | {'attempt':'06','partner':7,'provider':'XENIT','wallet':'LSAJA','amount':'5000.00','fee':'0.00','currency':'IDR','reason':'PAID_TWICE'}"
                        + " | PAID_TWICE SUSPENSE < FLOAT XENIT 5000.00",
                "PAYOUT_REVERSED | {'attempt':'06','partner':7,'provider':'XENIT','wallet':'LSAJA','amount':'5000.00','fee':'500.00','currency':'IDR'} |",
                "PAYOUT_CANCELLED | {'partner':7,'wallet':'LSAJA','amount':'5000.00','currency':'IDR'} |",
                "PAYOUT_FUNDED | {'partner':7,'wallet':'LSAJA','amount':'5000.00','currency':'IDR'} |",
                "PAYOUT_ROUNDED | {'partner':7,'wallet':'LSAJA','amount':'5000.00','currency':'IDR'} |",
            })
    void readsEventsOfPreviousVersion(String kind, String json, String postings) {
        MoneyEvent event = read(kind, json);

        assertThat(event.postings().map(OlderEventsTest::words).orElse(null)).isEqualTo(postings);
    }

    @Test
    void readsPartnersNumberOfPreviousVersion() {
        MoneyEvent event = read(
                "PAYOUT_UNKNOWN",
                "{'attempt':'06','partner':7,'provider':'XENIT','wallet':'LSAJA','amount':'5.00','fee':'1.00'}");

        assertThat(event)
                .isEqualTo(new PayoutEvent.Unknown(
                        "06", new PartnerId(7), "XENIT", "LSAJA", Money.rupiah(5), Money.rupiah(1), null));
    }

    @Test
    void findsPartnersNumberByCodeOfPreviousVersion() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        String code = jdbc.sql("select code from partners.partner where id = ?")
                .param(partner.value())
                .query(String.class)
                .single();

        PurchaseAccepted read = (PurchaseAccepted) read("PURCHASE_ACCEPTED", """
                {'transactionId':'06','partner':'%s','company':'PT','reference':'R','msisdn':'628118770510','email':null,
                'wallet':'LSAJA','quantity':1,'amount':100000.00,'cashback':1000.00,'reward':0,'tierBefore':null,
                'tier':'BRONZE','recurring':1}""".formatted(code));

        assertThat(read.partnerId()).isEqualTo(partner);
        assertThat(read.partnerCode()).isEqualTo(code);
        assertThat(read.payable()).isEqualTo(Money.rupiah(1_000));
        assertThat(read.postings()).isEmpty();
    }

    @Test
    void writesEventsForPreviousVersion() {
        PurchaseAccepted accepted = new PurchaseAccepted(
                "06",
                new PartnerId(7),
                "ACME",
                "PT ACME",
                "R-1",
                "628118770510",
                null,
                "LSAJA",
                2,
                Money.rupiah(10),
                Money.rupiah(1),
                Money.ZERO,
                3L,
                1,
                null,
                null,
                "BRONZE",
                1,
                List.of());

        JsonNode written = JsonMapper.shared()
                .readTree(Fact.of(accepted, UUID.randomUUID(), Instant.EPOCH).body());

        assertThat(written.path("partner").stringValue()).isEqualTo("ACME");
        assertThat(written.path("amount").decimalValue()).isEqualByComparingTo("10");
        assertThat(written.path("email").stringValue("")).isEmpty();
        assertThat(written.has("moves")).isFalse();
    }

    private MoneyEvent read(String kind, String json) {
        Fact fact = new Fact(kind, UUID.randomUUID(), json.replace('\'', '"'), Instant.EPOCH);
        return (MoneyEvent) events.read(fact, MoneyEvent.class).orElseThrow();
    }

    private static String words(List<Posting> postings) {
        return String.join(
                ", ",
                postings.stream()
                        .map(one -> one.kind() + " " + words(one.debit()) + " < " + words(one.credit()) + " "
                                + one.amount().decimal().toPlainString())
                        .toList());
    }

    private static String words(Account account) {
        return (account.kind() + " " + account.owner()).strip();
    }
}
