package id.kezbek.sandbox.bench;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.PartnerClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays partners who report purchases as fast as they are answered. A process of its own, told on standard input what
 * to do, one line each: {@code partner <code> <key> <secret>}, then {@code run <seconds> <connections> <code,code,…>},
 * answered by one line of {@link Measured}. Secrets come this way because every user sees a command line.
 */
public final class LoadGenerator {

    private static final String PATH = "/api/v1/cashbacks";
    private static final String MSISDN_PREFIX = "62811";
    private static final long TIMEOUT_MILLIS = 30_000;

    private final URI engine;
    private final Map<String, Credentials> partners = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final String runStart = "B" + Long.toString(System.currentTimeMillis(), 36) + "-";
    private final AtomicLong number = new AtomicLong();

    private LoadGenerator(URI engine) {
        this.engine = engine;
    }

    /** The one argument is the engine's address. */
    public static void main(String[] arguments) throws IOException {
        LoadGenerator generator = new LoadGenerator(URI.create(arguments[0]));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        // Standard input ends with the process that gave it, and so does this one.
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "partner" -> generator.partners.put(words[1], new Credentials(words[1], words[2], words[3]));
                case "run" -> {
                    System.out.println(generator
                            .run(
                                    Duration.ofSeconds(Integer.parseInt(words[1])),
                                    Integer.parseInt(words[2]),
                                    List.of(words[3].split(",", -1)))
                            .line());
                    System.out.flush();
                }
                default -> throw new IllegalArgumentException("No such command: " + words[0]);
            }
        }
    }

    /** Callers of one run, all on this thread. */
    private Measured run(Duration lasting, int connections, List<String> codes) throws IOException {
        List<Caller> callers = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                callers.add(caller(selector, i % codes.size(), codes));
            }
            long began = System.nanoTime();
            for (Caller caller : callers) {
                caller.send();
            }
            converse(selector, callers.size(), began + lasting.toNanos());
            return gather(callers, System.nanoTime() - began);
        } finally {
            for (Caller caller : callers) {
                caller.close();
            }
        }
    }

    private Caller caller(Selector selector, int partner, List<String> codes) throws IOException {
        PurchaseSource source = new PurchaseSource(
                new SplittableRandom(), new PurchaseSource.Share(partner, codes.size()), runStart, number);
        return new Caller(engine, selector, PATH, token(codes.get(partner)), () -> json(source.next()));
    }

    /** Until the end every answer is followed by a call; then the last answers are awaited. */
    private static void converse(Selector selector, int callers, long end) throws IOException {
        int open = callers;
        while (open > 0) {
            if (selector.select(TIMEOUT_MILLIS) == 0) {
                throw new IOException("no answer within " + TIMEOUT_MILLIS + " ms");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                Caller caller = (Caller) key.attachment();
                open -= goOn(caller, key, end) ? 0 : 1;
            }
            selector.selectedKeys().clear();
        }
    }

    /** Whether the caller still has a call under way. */
    private static boolean goOn(Caller caller, SelectionKey key, long end) {
        try {
            if (!caller.receive()) {
                return true;
            }
            if (System.nanoTime() < end) {
                caller.send();
                return true;
            }
        } catch (IOException | RuntimeException e) {
            caller.failed(String.valueOf(e));
        }
        key.cancel();
        return false;
    }

    private static Measured gather(List<Caller> callers, long nanos) {
        Latencies all = new Latencies();
        long errors = 0;
        String firstError = "";
        for (Caller caller : callers) {
            all.add(caller.latencies());
            errors += caller.errors();
            firstError = firstError.isEmpty() ? caller.firstError() : firstError;
        }
        return new Measured(Math.max(0, all.count() - errors), errors, nanos, all, firstError);
    }

    private String token(String code) {
        return tokens.computeIfAbsent(code, this::signIn);
    }

    private String signIn(String code) {
        Credentials credentials = partners.get(code);
        if (credentials == null) {
            throw new IllegalArgumentException("Nobody named the partner " + code);
        }
        try (HttpCalls calls = new HttpCalls(engine.toString())) {
            return PartnerClient.signIn(calls, credentials, InstantSource.system())
                    .token();
        }
    }

    private static String json(PurchaseSource.Order order) {
        String email = order.hasEmail() ? ",\"email\":\"" + order.email() + "\"" : "";
        return "{\"quantity\":" + order.quantity() + ",\"amount\":" + order.amount() + ",\"msisdn\":\""
                + order.msisdn(MSISDN_PREFIX) + "\"" + email + ",\"merchant_code\":\"" + order.wallet()
                + "\",\"transaction_reference\":\"" + order.reference() + "\"}";
    }
}
