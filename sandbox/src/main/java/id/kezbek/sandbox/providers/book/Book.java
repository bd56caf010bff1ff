package id.kezbek.sandbox.providers.book;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine.Kind;
import id.kezbek.sandbox.providers.wire.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All movements that the providers booked, and the resulting balances. The book is append-only, on disk and in memory.
 * One lock guards the book: writing a line takes microseconds, and file and memory must have the same order of lines.
 */
public final class Book implements AutoCloseable {

    public static final long OPENING_BALANCE = 1_000_000_000_000L;

    private final Clock clock;
    private final BookFile file;
    private final List<BookLine> movements = new ArrayList<>();
    private final Map<Provider, Map<String, BookLine>> latestByExternalId = new EnumMap<>(Provider.class);
    private final Map<String, BookLine> dueByReference = new HashMap<>();
    private final Map<Provider, Long> balances = new EnumMap<>(Provider.class);
    /** Random, because a provider must never reuse a reference, and one engine may use several books over time. */
    private final long firstNumber = ThreadLocalRandom.current().nextLong(1_000_000_000) * 1_000_000;

    private long lines;

    private Book(Path path, Clock clock) {
        this.clock = clock;
        for (Provider provider : Provider.values()) {
            latestByExternalId.put(provider, new HashMap<>());
            balances.put(provider, OPENING_BALANCE);
        }
        this.file = BookFile.open(path, this::remember);
    }

    public static Book open(Path path, Clock clock) {
        return new Book(path, clock);
    }

    /** Books an order, or returns the existing line with the order's reference. */
    public synchronized Outcome place(Provider provider, Order order, Intent intent) {
        BookLine known = latest(provider, order.externalId());
        if (known != null) {
            return known.answers(order) ? new Outcome.Booked(known, false) : new Outcome.Conflict();
        }
        Refusal refusal = reasonToRefuse(provider, order, intent);
        if (refusal != null) {
            return refuse(provider, order, refusal);
        }
        return new Outcome.Booked(write(lineFor(provider, order, intent)), true);
    }

    /** Pays a promised payment; returns empty if the payment was made before. */
    public synchronized Optional<BookLine> keepPromise(String reference) {
        BookLine promise = dueByReference.get(reference);
        if (promise == null || !promise.isPromise()) {
            return Optional.empty();
        }
        return Optional.of(write(promise.paidAt(clock.millis())));
    }

    /** Reverses a payment; returns empty if the payment was reversed before. */
    public synchronized Optional<BookLine> reverse(String reference) {
        BookLine payment = dueByReference.get(reference);
        if (payment == null || payment.kind() != Kind.PAID) {
            return Optional.empty();
        }
        return Optional.of(write(payment.reversedAt(clock.millis())));
    }

    /** The latest line of an order, for inquiries. */
    public synchronized Optional<BookLine> find(Provider provider, String externalId) {
        return Optional.ofNullable(latest(provider, externalId));
    }

    /**
     * Promises that are not paid yet, and payments that must still be reversed. After a restart, the sandbox carries
     * out these payments and reversals.
     */
    public synchronized List<BookLine> due() {
        return List.copyOf(dueByReference.values());
    }

    public synchronized long balance(Provider provider) {
        return balances.getOrDefault(provider, OPENING_BALANCE);
    }

    public synchronized int size() {
        return movements.size();
    }

    /** All movements at the time of the call, the oldest first. */
    public Stream<BookLine> movements() {
        return IntStream.range(0, size()).mapToObj(this::movement);
    }

    public Stream<BookLine> movements(Predicate<BookLine> wanted) {
        return movements().filter(wanted);
    }

    private synchronized BookLine movement(int index) {
        return movements.get(index);
    }

    @Override
    public synchronized void close() {
        file.close();
    }

    private @Nullable BookLine latest(Provider provider, @Nullable String externalId) {
        if (externalId == null || !provider.keepsReferences()) {
            return null;
        }
        return orders(provider).get(externalId);
    }

    private @Nullable Refusal reasonToRefuse(Provider provider, Order order, Intent intent) {
        if (clock.millis() >= order.expiresAtMillis()) {
            return Refusal.EXPIRED;
        }
        if (intent instanceof Intent.Decline) {
            return Refusal.DECLINED;
        }
        long cost = order.amount() + provider.fee(order.wallet());
        return cost > balance(provider) ? Refusal.INSUFFICIENT_BALANCE : null;
    }

    private Outcome refuse(Provider provider, Order order, Refusal refusal) {
        if (!provider.keepsReferences()) {
            return new Outcome.TurnedDown(refusal);
        }
        return new Outcome.Booked(write(line(Kind.REFUSED, provider, order, 0, 0, refusal)), true);
    }

    private BookLine lineFor(Provider provider, Order order, Intent intent) {
        return switch (intent) {
            case Intent.PayNow now -> {
                long due = now.reverseAfterMillis() == 0 ? 0 : clock.millis() + now.reverseAfterMillis();
                yield line(Kind.PAID, provider, order, due, 0, null);
            }
            case Intent.PayLater later -> {
                Kind kind = later.unseen() ? Kind.PROMISED_UNSEEN : Kind.PROMISED;
                long due = clock.millis() + later.afterMillis();
                yield line(kind, provider, order, due, later.reverseAfterMillis(), null);
            }
            case Intent.Decline _ -> line(Kind.REFUSED, provider, order, 0, 0, Refusal.DECLINED);
        };
    }

    private BookLine line(
            Kind kind,
            Provider provider,
            Order order,
            long dueMillis,
            long reverseAfterMillis,
            @Nullable Refusal refusal) {
        String reference = String.format(Locale.ROOT, "%s-%015d", provider.name(), firstNumber + lines);
        return new BookLine(
                kind,
                provider,
                order.externalId(),
                reference,
                order.msisdn(),
                order.wallet(),
                order.amount(),
                kind == Kind.REFUSED ? 0 : provider.fee(order.wallet()),
                clock.millis(),
                dueMillis,
                reverseAfterMillis,
                refusal);
    }

    private BookLine write(BookLine line) {
        file.append(line);
        remember(line);
        return line;
    }

    private void remember(BookLine line) {
        lines++;
        takeFromBalance(line);
        rememberDue(line);
        if (line.isMovement()) {
            movements.add(line);
        }
        String externalId = line.externalId();
        if (externalId != null && line.provider().keepsReferences()) {
            orders(line.provider()).put(externalId, line);
        }
    }

    /** A promise reserves its amount, so that later orders cannot use that money. */
    private void takeFromBalance(BookLine line) {
        boolean alreadyTaken = line.kind() == Kind.PAID && dueByReference.containsKey(line.reference());
        if (line.kind() != Kind.REFUSED && !alreadyTaken) {
            balances.merge(line.provider(), -(line.amount() + line.fee()), Long::sum);
        }
    }

    private void rememberDue(BookLine line) {
        boolean moreToCome = line.isPromise() || (line.kind() == Kind.PAID && line.dueMillis() > 0);
        if (moreToCome) {
            dueByReference.put(line.reference(), line);
        } else {
            dueByReference.remove(line.reference());
        }
    }

    private Map<String, BookLine> orders(Provider provider) {
        return latestByExternalId.computeIfAbsent(provider, _ -> new HashMap<>());
    }
}
