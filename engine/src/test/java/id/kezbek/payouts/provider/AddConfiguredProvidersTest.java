package id.kezbek.payouts.provider;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Money;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PayoutsTest
class AddConfiguredProvidersTest {

    /** A provider that an installation configures after its first start. */
    private record Newcomer(String code) implements PayoutProvider {

        @Override
        public Capabilities capabilities() {
            return new Capabilities(false, true, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, List.of());
        }

        @Override
        public boolean isHealthy() {
            return true;
        }

        @Override
        public Outcome send(Order order) {
            return new Outcome.NotSent("NOT_REACHED");
        }

        @Override
        public InquiryAnswer inquire(String reference) {
            return new InquiryAnswer.NotAvailable("NO_INQUIRY");
        }
    }

    @Autowired
    RoutingSettings routing;

    @Autowired
    ProviderBoard board;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void addsAProviderOnceWithAnEmptyFloatAndWithoutFees() {
        var start = new AddConfiguredProviders(
                new ConfiguredProviders(List.of(new Newcomer("NEWCOMER"))), routing, jdbc, transactions);

        start.run(new DefaultApplicationArguments());
        start.run(new DefaultApplicationArguments());

        ProviderBoard.Standing added = board.require("NEWCOMER");
        assertThat(added.fees()).isEmpty();
        assertThat(added.money().available()).isEqualTo(Money.ZERO);
    }

    @Test
    void leavesAProviderThatExistsAsItIs() {
        String name = board.require("MTRANS").name();

        new AddConfiguredProviders(
                        new ConfiguredProviders(List.of(new Newcomer("MTRANS"))), routing, jdbc, transactions)
                .run(new DefaultApplicationArguments());

        assertThat(board.require("MTRANS").name()).isEqualTo(name);
    }
}
