package id.kezbek.trials.torture.disturbances;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Repeats messages of the e-mail queue: waiting messages, and messages of recently queued e-mails that may already be
 * delivered. Each message then arrives twice and in another order, because real queues guarantee neither a single
 * delivery nor the order.
 */
public final class MessageDoubler {

    private static final String RECENT = """
            select id::text from notifications.email order by changed_at desc limit 60""";
    private static final int RECEIVED_AT_ONCE = 10;
    private static final int SENT_AT_ONCE = 10;
    private static final int ROUNDS = 5;

    private final HttpCalls queue;
    private final String queueUrl;

    /**
     * @param name the queue's name
     */
    public MessageDoubler(HttpCalls queue, String name) {
        this.queue = queue;
        this.queueUrl = call("GetQueueUrl", Json.object().put("QueueName", name))
                .path("QueueUrl")
                .asString();
    }

    /**
     * @return the number of added messages
     */
    int run(Connection database, Random random) throws SQLException {
        List<String> bodies = new ArrayList<>(recent(database));
        for (int round = 0; round < ROUNDS; round++) {
            bodies.addAll(waiting());
        }
        List<String> copies = new ArrayList<>(bodies);
        copies.addAll(bodies);
        Collections.shuffle(copies, random);
        for (int from = 0; from < copies.size(); from += SENT_AT_ONCE) {
            send(copies.subList(from, Math.min(copies.size(), from + SENT_AT_ONCE)));
        }
        return copies.size();
    }

    private static List<String> recent(Connection database) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(RECENT)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** Reads the waiting messages without removing them. */
    private List<String> waiting() {
        ObjectNode request = Json.object()
                .put("QueueUrl", queueUrl)
                .put("MaxNumberOfMessages", RECEIVED_AT_ONCE)
                .put("VisibilityTimeout", 0)
                .put("WaitTimeSeconds", 0);
        List<String> bodies = new ArrayList<>();
        call("ReceiveMessage", request)
                .path("Messages")
                .forEach(message -> bodies.add(message.path("Body").asString()));
        return bodies;
    }

    private void send(List<String> bodies) {
        ObjectNode request = Json.object().put("QueueUrl", queueUrl);
        ArrayNode entries = request.putArray("Entries");
        for (int i = 0; i < bodies.size(); i++) {
            entries.addObject().put("Id", "m" + i).put("MessageBody", bodies.get(i));
        }
        call("SendMessageBatch", request);
    }

    private JsonNode call(String action, ObjectNode request) {
        return queue.post(
                        "/",
                        Map.of("X-Amz-Target", "AmazonSQS." + action, "Content-Type", "application/x-amz-json-1.0"),
                        request)
                .orThrow()
                .body();
    }
}
