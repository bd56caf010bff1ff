package id.kezbek.journey;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.testing.Balancer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reports purchases of a partner continuously, over several connections. */
final class PartnerLoad {

    private static final int CALLERS = 6;
    private static final int CALL_EVERY_MILLIS = 150;
    private static final AtomicInteger PURCHASES = new AtomicInteger();

    private PartnerLoad() {}

    static ScheduledExecutorService threads() {
        return Executors.newScheduledThreadPool(CALLERS);
    }

    /**
     * Each caller has its own connection and keeps it as long as possible.
     *
     * @param acknowledged gets the ids of acknowledged purchases, by reference
     * @return the connections, which the caller closes
     */
    static List<HttpCalls> start(
            ScheduledExecutorService callers,
            Balancer balancer,
            PartnerClient partner,
            Map<String, String> acknowledged,
            Queue<String> failures) {
        List<HttpCalls> connections = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            HttpCalls connection = new HttpCalls(balancer.baseUrl());
            connections.add(connection);
            PartnerClient calling = partner.at(connection);
            callers.scheduleWithFixedDelay(
                    () -> {
                        int purchase = PURCHASES.incrementAndGet();
                        String reference = "ROLL-" + purchase;
                        try {
                            Answer answer = calling.transact(purchase(reference, "62818%07d".formatted(purchase)), 0);
                            if (answer.status() == 201) {
                                String id = answer.body().path("id").asString();
                                acknowledged.put(reference, id);
                                calling.transaction(id).orThrow();
                            } else {
                                failures.add(answer.status() + " " + answer.shortened());
                            }
                        } catch (RuntimeException lost) {
                            // Catches every exception, because otherwise the caller would end unnoticed.
                            failures.add(lost.toString());
                        }
                    },
                    0,
                    CALL_EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
        return connections;
    }

    static ObjectNode purchase(String reference, String msisdn) {
        ObjectNode purchase = JsonMapper.shared()
                .createObjectNode()
                .put("reference", reference)
                .put("quantity", 1)
                .put("msisdn", msisdn)
                .put("wallet", "LSAJA");
        purchase.putObject("amount").put("value", "100000.00").put("currency", "IDR");
        if (reference.equals("APART-1")) {
            purchase.put("email", "apart-1@example.com");
        }
        return purchase;
    }
}
