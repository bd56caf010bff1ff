package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An installation that lets one person book up to a sum a day alone: {@code cezbek.funding.alone-up-to}. */
class AloneUpToTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String FLOAT = "/api/v2/providers/JOSVOH2H/float-top-ups";

    @Test
    void onePersonBooksUpToTheLimitOfADayAlone() throws Exception {
        Map<String, Object> properties = SharedWorld.propertiesOnNewDatabase("alone_up_to");
        properties.put("server.port", 0);
        properties.put("cezbek.funding.alone-up-to", 1_000_000);
        try (OwnEngine own = OwnEngine.start(properties)) {
            String one = topUps(own.engine().partner("ALONEA").partner().code());
            String other = topUps(own.engine().partner("ALONEB").partner().code());
            Colleague person = new Colleague(own.engine(), Role.FINANCE);

            Answer booked = person.post(one, transfer(600_000));
            assertThat(booked.status()).as("%s", booked.body()).isEqualTo(201);
            assertThat(person.get(one.replace("/top-ups", ""))
                            .body()
                            .at("/balance/value")
                            .asString())
                    .isEqualTo("600000.00");
            assertThat(person.post(one, transfer(1_000_001)).status())
                    .as("above the limit at once")
                    .isEqualTo(202);
            assertThat(person.post(other, transfer(400_001)).status())
                    .as("above the limit together, at another partner")
                    .isEqualTo(202);
            assertThat(person.post(FLOAT, transfer(400_001)).status())
                    .as("and of another kind")
                    .isEqualTo(202);
            assertThat(person.post(FLOAT, transfer(400_000)).status())
                    .as("exactly the limit")
                    .isEqualTo(201);
            assertThat(person.post(one, transfer(1)).status())
                    .as("one rupiah more")
                    .isEqualTo(202);
            assertThat(new Colleague(own.engine(), Role.FINANCE)
                            .post(one, transfer(1_000_000))
                            .status())
                    .as("another person has another limit")
                    .isEqualTo(201);
            Colleague next = new Colleague(own.engine(), Role.FINANCE);
            assertThat(statuses(next, one)).as("at once").containsOnlyOnce(201);
        }
    }

    /** Four at once, of which any two together are above the limit. */
    private static List<Integer> statuses(Colleague person, String path) throws Exception {
        List<Callable<Answer>> calls = IntStream.range(0, 4)
                .<Callable<Answer>>mapToObj(n -> () -> person.post(path, transfer(600_000)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> call : threads.invokeAll(calls)) {
                statuses.add(call.get().status());
            }
            return statuses;
        }
    }

    private static String topUps(String partner) {
        return "/api/v2/partners/" + partner + "/funding/top-ups";
    }

    private static String transfer(long rupiah) {
        return "{\"amount\":{\"value\":\"" + rupiah
                + ".00\",\"currency\":\"IDR\"},\"reason\":\"a transfer\",\"bank_reference\":\"ALONE "
                + NUMBER.incrementAndGet() + "\"}";
    }
}
