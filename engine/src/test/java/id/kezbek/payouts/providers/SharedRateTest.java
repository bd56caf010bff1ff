package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.limits.OutgoingCalls;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.sandbox.snap.DanaSandbox;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A provider's limit of orders a minute, which holds for all processes together. */
@EngineTest
class SharedRateTest {

    private final EngineUnderTest engine;
    private final Ids ids = new Ids(Clock.systemUTC(), new Random());

    SharedRateTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void anOrderWithoutAPermitWithinItsLeaseIsNotSentByAnyProcess() {
        try (DanaSandbox dana = DanaSandbox.start(Clock.systemUTC());
                AnnotationConfigApplicationContext one = process(dana);
                AnnotationConfigApplicationContext other = process(dana)) {
            Order first = order();
            assertThat(provider(one).send(first)).isInstanceOf(Outcome.Paid.class);

            assertThat(provider(other).send(order())).isEqualTo(new Outcome.NotSent("RATE_LIMITED"));
            assertThat(provider(one).send(order())).isEqualTo(new Outcome.NotSent("RATE_LIMITED"));
            assertThat(provider(other).inquire(first.reference()))
                    .as("inquiries have permits of their own")
                    .isInstanceOf(InquiryAnswer.Paid.class);
            assertThat(provider(one).isHealthy()).as("no fault of the provider").isTrue();
            assertThat(dana.movements()).hasSize(1);
        }
    }

    private static PayoutProvider provider(AnnotationConfigApplicationContext process) {
        return process.getBean(ConfiguredProviders.class).find("DANAH2H").orElseThrow();
    }

    private Order order() {
        return new Order(
                Ids.text(ids.next()),
                "LAJADA",
                new Msisdn("62811742234"),
                "DANA",
                Money.rupiah(12_500),
                Clock.systemUTC().instant().plusSeconds(10));
    }

    private AnnotationConfigApplicationContext process(DanaSandbox dana) {
        Map<String, Object> properties = new HashMap<>(dana.engineProperties());
        properties.put("cezbek.providers.dana.orders-per-minute", 1);
        properties.put("cezbek.providers.dana.inquiries-per-minute", 60);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("providers", properties));
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(OutgoingCalls.class, () -> engine.get(OutgoingCalls.class));
        context.register(ProviderConfiguration.class);
        context.refresh();
        return context;
    }
}
