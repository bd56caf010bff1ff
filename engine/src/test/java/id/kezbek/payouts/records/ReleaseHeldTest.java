package id.kezbek.payouts.records;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.FundingSlots;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.PayoutsWorld;
import id.kezbek.payouts.ReleaseFunded;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever waits behind many has his turn. */
@PayoutsTest
class ReleaseHeldTest {

    private static final long NO_PARTNER = 0;
    private static final long PARTNER = 1;

    @Autowired
    Payouts payouts;

    @Autowired
    ReleaseFunded releaseFunded;

    @Autowired
    FundingSlots fundingSlots;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private final List<UUID> held = new ArrayList<>();

    @AfterEach
    void end() {
        jdbc.sql("update payouts.payout set state = 'CANCELLED', reason = null, ended_at = now() where id = any(?)")
                .param(held.toArray(UUID[]::new))
                .update();
    }

    @Test
    void aPartnerWithFundingDoesNotWaitForThoseWithout() {
        UUID without = held("LSAJA", "FUNDING_SHORT", NO_PARTNER);
        UUID with = held("LSAJA", "FUNDING_SHORT", PARTNER);
        transactions.executeWithoutResult(status -> {
            Money unused = fundingSlots.lockAll(new PartnerId(PARTNER));
            fundingSlots.set(new PartnerId(PARTNER), Money.rupiah(1_000));
        });

        assertThat(List.of(
                        releaseFunded.releaseNext(1),
                        releaseFunded.releaseNext(1),
                        releaseFunded.releaseNext(1),
                        releaseFunded.releaseNext(1)))
                .as("from the first on again at the end")
                .containsExactly(0, 1, 0, 0);

        assertThat(stage.state(without)).isEqualTo(PayoutState.HELD);
        assertThat(stage.state(with)).isEqualTo(PayoutState.PENDING);
    }

    @Test
    void releasesOtherPartnersAfterFailureForOne() {
        UUID broken = held("LSAJA", "FUNDING_SHORT", PARTNER);
        jdbc.sql("update payouts.payout set wallet = 'NO_SUCH' where id = ?")
                .param(broken)
                .update();
        long otherPartner = stage.partner("OTHERS");
        UUID good = held("LSAJA", "FUNDING_SHORT", otherPartner);
        transactions.executeWithoutResult(status -> {
            for (long partner : new long[] {PARTNER, otherPartner}) {
                Money unused = fundingSlots.lockAll(new PartnerId(partner));
                fundingSlots.set(new PartnerId(partner), Money.rupiah(1_000));
            }
        });

        assertThat(releaseFunded.releaseAll()).isEqualTo(1);

        assertThat(stage.state(broken)).isEqualTo(PayoutState.HELD);
        assertThat(stage.state(good)).isEqualTo(PayoutState.PENDING);
    }

    @Test
    void aWalletWithManyHeldPayoutsHoldsUpNoOther() {
        UUID first = held("LSAJA", "PROVIDERS_PAUSED", PARTNER);
        UUID second = held("LSAJA", "PROVIDERS_PAUSED", PARTNER);
        UUID other = held("JOSVO", "PROVIDERS_PAUSED", PARTNER);

        assertThat(payouts.release(List.of("LSAJA", "JOSVO"), PayoutsWorld.CLOCK.instant(), 1))
                .isEqualTo(2);

        assertThat(List.of(stage.state(first), stage.state(second), stage.state(other)))
                .containsExactly(PayoutState.PENDING, PayoutState.HELD, PayoutState.PENDING);
    }

    private UUID held(String wallet, String reason, long partner) {
        UUID payout = stage.order(stage.customer(), wallet, 1_000);
        jdbc.sql("update payouts.payout set state = 'HELD', reason = ?, partner = ? where id = ?")
                .params(reason, partner, payout)
                .update();
        held.add(payout);
        return payout;
    }
}
