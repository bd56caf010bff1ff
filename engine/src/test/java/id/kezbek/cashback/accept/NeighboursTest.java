package id.kezbek.cashback.accept;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Acceptance.Failed;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.TestPartners;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class NeighboursTest {

    private static final String BROKEN = "628990000001";
    private static final String HEALTHY = "628990000002";

    @Autowired
    Purchases purchases;

    @Autowired
    TestPartners partners;

    @Autowired
    JdbcClient jdbc;

    @Test
    void brokenCustomerFailsAlone() {
        PartnerId partner = partners.prepaid(Money.rupiah(1_000_000));
        jdbc.sql("insert into loyalty.member values (?, ?, 'NO_SUCH_TIER', 1, 1, '2999-01-01')")
                .params(partner.value(), BROKEN)
                .update();

        List<Acceptance> outcomes = purchases.accept(List.of(
                purchase(partner, "INV/1", HEALTHY),
                purchase(partner, "INV/2", BROKEN),
                purchase(partner, "INV/3", HEALTHY)));

        assertThat(outcomes.get(0)).isInstanceOf(Accepted.class);
        assertThat(outcomes.get(1)).isInstanceOf(Failed.class);
        assertThat(outcomes.get(2)).isInstanceOf(Accepted.class);
    }

    private static Purchase purchase(PartnerId partner, String reference, String msisdn) {
        return new Purchase(partner, reference, new Msisdn(msisdn), null, "LSAJA", 2, Money.rupiah(750_000));
    }
}
