package id.kezbek.trials.bench.load;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.trials.bench.Measured;
import id.kezbek.trials.bench.Moments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Simulates partners that report purchases, as fast as the engine responds or at a fixed rate. The load generator is a
 * separate process and reads commands from standard input, one on each line. {@code partner <code> <key> <secret>} adds
 * a partner. {@code run <seconds> <connections> <code,code,…>} and {@code pace <seconds> <connections> <calls a second>
 * <code,code,…>} start a load and respond with one line of {@link Measured}. {@code answered} returns the {@link
 * Moments} of timed customers. Secrets are not passed as arguments, because every user of the machine can see a command
 * line.
 */
public final class LoadGenerator {

    private static final String PATH = "/api/v1/cashbacks";
    private static final String MSISDN_PREFIX = "62811";
    /**
     * The prefix of the phone numbers of customers who make only one purchase each. The provider doubles record the
     * times of these customers' payouts.
     */
    private static final String TIMED_PREFIX = "62813";

    private static final int FIRST_TIMED = 10_000_000;
    /** The maximum rate of timed customers. A higher rate would add load without making the result more precise. */
    private static final int TIMED_PER_SECOND = 20;

    private static final long TIMEOUT_MILLIS = 30_000;

    private final URI engine;
    private final Map<String, Credentials> partners = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final String runStart = "B" + Long.toString(System.currentTimeMillis(), 36) + "-";
    private final AtomicLong number = new AtomicLong();
    private final Map<String, Long> answered = new HashMap<>();
    private int timed = FIRST_TIMED + (int) (System.currentTimeMillis() / 100 % 10_000_000);

    private LoadGenerator(URI engine) {
        this.engine = engine;
    }

    /** The only argument is the engine's address. */
    public static void main(String[] arguments) throws IOException {
        LoadGenerator generator = new LoadGenerator(URI.create(arguments[0]));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        // Standard input is closed when the parent process ends. Then this process ends too.
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "partner" -> generator.partners.put(words[1], new Credentials(words[1], words[2], words[3]));
                case "run" ->
                    say(generator
                            .run(seconds(words[1]), Integer.parseInt(words[2]), List.of(words[3].split(",", -1)))
                            .line());
                case "pace" ->
                    say(generator
                            .pace(
                                    seconds(words[1]),
                                    Integer.parseInt(words[2]),
                                    Integer.parseInt(words[3]),
                                    List.of(words[4].split(",", -1)))
                            .line());
                case "answered" -> {
                    say(new Moments(generator.answered).text());
                    generator.answered.clear();
                }
                default -> throw new IllegalArgumentException("Unknown command: " + words[0]);
            }
        }
    }

    private static Duration seconds(String number) {
        return Duration.ofSeconds(Integer.parseInt(number));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Runs the callers of one run, all on this thread. */
    private Measured run(Duration lasting, int connections, List<String> codes) throws IOException {
        List<Caller> callers = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                callers.add(caller(selector, i % codes.size(), codes, Integer.MAX_VALUE));
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

    /**
     * An open loop: requests are due at a fixed rate, also if the engine is slow. The latency of a request starts when
     * the request is due, even if the request then waits for a free connection.
     */
    private Measured pace(Duration lasting, int connections, int perSecond, List<String> codes) throws IOException {
        List<Caller> callers = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            int timedEach = Math.max(1, perSecond / TIMED_PER_SECOND);
            for (int i = 0; i < connections; i++) {
                callers.add(caller(selector, i % codes.size(), codes, timedEach));
            }
            long began = System.nanoTime();
            keepPace(selector, callers, new Pace(began, perSecond, began + lasting.toNanos()));
            return gather(callers, System.nanoTime() - began);
        } finally {
            for (Caller caller : callers) {
                caller.close();
            }
        }
    }

    /** The times at which requests are due. */
    record Pace(long began, int perSecond, long end) {

        long due(long call) {
            return began + call * 1_000_000_000L / perSecond;
        }

        boolean has(long call) {
            return due(call) < end;
        }
    }

    static void keepPace(Selector selector, List<Caller> callers, Pace pace) throws IOException {
        ArrayDeque<Caller> free = new ArrayDeque<>(callers);
        long call = 0;
        int open = 0;
        long heard = System.nanoTime();
        while (open > 0 || (pace.has(call) && !free.isEmpty())) {
            long now = System.nanoTime();
            for (; pace.has(call) && pace.due(call) <= now && !free.isEmpty(); call++) {
                free.remove().send(pace.due(call));
                open++;
            }
            boolean waitsForTime = pace.has(call) && !free.isEmpty();
            long millis = waitsForTime ? Math.max(1, (pace.due(call) - now) / 1_000_000) : TIMEOUT_MILLIS;
            if (selector.select(millis) > 0) {
                heard = System.nanoTime();
            } else if (open > 0 && System.nanoTime() - heard > TIMEOUT_MILLIS * 1_000_000) {
                throw new IOException("no answer within " + TIMEOUT_MILLIS + " ms");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                Caller caller = (Caller) key.attachment();
                switch (heard(caller, key)) {
                    case ANSWERED -> {
                        free.add(caller);
                        open--;
                    }
                    case BROKEN -> open--;
                    case WAITING -> {}
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private enum Heard {
        WAITING,
        ANSWERED,
        BROKEN
    }

    private static Heard heard(Caller caller, SelectionKey key) {
        try {
            return caller.receive() ? Heard.ANSWERED : Heard.WAITING;
        } catch (IOException | RuntimeException e) {
            caller.failed(String.valueOf(e));
            key.cancel();
            return Heard.BROKEN;
        }
    }

    /**
     * @param timedEach every request with a number divisible by this value is for a timed customer
     */
    private Caller caller(Selector selector, int partner, List<String> codes, int timedEach) throws IOException {
        PurchaseSource source = new PurchaseSource(
                new SplittableRandom(), new PurchaseSource.Share(partner, codes.size()), runStart, number);
        return new Caller(
                engine,
                selector,
                PATH,
                token(codes.get(partner)),
                () -> call(source.next(), number.get() % timedEach == 0),
                this::noteAnswer);
    }

    private Caller.Call call(PurchaseSource.Order order, boolean isTimed) {
        String msisdn = isTimed ? TIMED_PREFIX + timed++ : order.msisdn(MSISDN_PREFIX);
        return new Caller.Call(json(order, msisdn), isTimed ? msisdn : "");
    }

    private void noteAnswer(Caller.Call call) {
        if (!call.timed().isEmpty()) {
            answered.put(call.timed(), Moments.now());
        }
    }

    /** Sends the next request after each response until the time is over, and then waits for the last responses. */
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

    /** Handles a received response. Returns whether the caller still waits for a response. */
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
        Histogram all = Measured.latenciesOf();
        long errors = 0;
        String firstError = "";
        for (Caller caller : callers) {
            all.add(caller.latencies());
            errors += caller.errors();
            firstError = firstError.isEmpty() ? caller.firstError() : firstError;
        }
        return new Measured(Math.max(0, all.getTotalCount() - errors), errors, nanos, all, firstError);
    }

    private String token(String code) {
        return tokens.computeIfAbsent(code, this::signIn);
    }

    private String signIn(String code) {
        Credentials credentials = partners.get(code);
        if (credentials == null) {
            throw new IllegalArgumentException("No credentials for the partner " + code);
        }
        try (HttpCalls calls = new HttpCalls(engine.toString())) {
            return PartnerClient.signIn(calls, credentials, InstantSource.system())
                    .token();
        }
    }

    private static String json(PurchaseSource.Order order, String msisdn) {
        String email = order.hasEmail() ? ",\"email\":\"" + order.email() + "\"" : "";
        return "{\"quantity\":" + order.quantity() + ",\"amount\":" + order.amount() + ",\"msisdn\":\""
                + msisdn + "\"" + email + ",\"merchant_code\":\"" + order.wallet()
                + "\",\"transaction_reference\":\"" + order.reference() + "\"}";
    }
}
