package id.kezbek.sandbox.bench;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.PartnerClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays partners who report purchases as fast as they are answered. A process of its own, told on standard input what
 * to do, one line each: {@code partner <code> <key> <secret>}, then {@code run <seconds> <connections> <code,code,…>},
 * answered by one line of {@link Measured}. Secrets come this way because every user sees a command line.
 */
public final class LoadGenerator {

    private static final String PATH = "/api/v1/cashbacks";
    private static final String MSISDN_PREFIX = "62811";
    private static final int STACK_BYTES = 256 * 1024;

    private final URI engine;
    private final Map<String, Credentials> partners = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final String runStart = "B" + Long.toString(System.currentTimeMillis(), 36) + "-";
    private final AtomicLong number = new AtomicLong();

    private LoadGenerator(URI engine) {
        this.engine = engine;
    }

    /** The one argument is the engine's address. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
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

    /** One connection at work, and what it saw. */
    private final class Caller implements Runnable {

        private final String token;
        private final CountDownLatch start;
        private final long nanos;
        private final Latencies latencies = new Latencies();
        private final PurchaseSource source;
        private long errors;
        private String firstError = "";

        Caller(String token, PurchaseSource.Share share, CountDownLatch start, Duration lasting) {
            this.token = token;
            this.start = start;
            this.nanos = lasting.toNanos();
            this.source = new PurchaseSource(new SplittableRandom(), share, runStart, number);
        }

        @Override
        public void run() {
            try (Connection connection = new Connection(engine, PATH, token)) {
                start.await();
                long end = System.nanoTime() + nanos;
                for (long began = System.nanoTime(); began < end; ) {
                    Connection.Reply reply = connection.post(json(source.next()));
                    long now = System.nanoTime();
                    latencies.record((now - began) / 1_000);
                    began = now;
                    if (!reply.succeeded()) {
                        failed(reply.status() + " " + reply.refusal());
                    }
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                failed(String.valueOf(e));
            }
        }

        private void failed(String what) {
            errors++;
            if (firstError.isEmpty()) {
                firstError = what;
            }
        }
    }

    private Measured run(Duration lasting, int connections, List<String> codes) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Caller> callers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int partner = i % codes.size();
            PurchaseSource.Share share = new PurchaseSource.Share(partner, codes.size());
            Caller caller = new Caller(token(codes.get(partner)), share, start, lasting);
            callers.add(caller);
            // Platform threads: on blocking sockets they cost the machine less than virtual ones and their poller.
            threads.add(new Thread(null, caller, "caller-" + i, STACK_BYTES));
        }
        threads.forEach(Thread::start);
        long began = System.nanoTime();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return gather(callers, System.nanoTime() - began);
    }

    private static Measured gather(List<Caller> callers, long nanos) {
        Latencies all = new Latencies();
        long errors = 0;
        String firstError = "";
        for (Caller caller : callers) {
            all.add(caller.latencies);
            errors += caller.errors;
            firstError = firstError.isEmpty() ? caller.firstError : firstError;
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
