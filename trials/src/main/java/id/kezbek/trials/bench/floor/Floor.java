package id.kezbek.trials.bench.floor;

import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.trials.bench.Measured;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The minimum cost of accepting purchases on this machine: the floor writes the same rows as the engine to the same
 * tables, in batches of 64 over two connections, without requests and decisions. Like the engine's connections, the
 * floor's connections stay open between runs.
 */
public final class Floor implements AutoCloseable {

    public static final int LIST = 64;
    public static final int CONNECTIONS = 2;

    private record Lane(FloorList lists, FloorWriter writer) {}

    private final List<Lane> lanes = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            CONNECTIONS, Thread.ofPlatform().daemon().name("floor-", 0).factory());

    private Floor() {}

    /**
     * @param codes the codes of the partners whose purchases are written
     */
    public static Floor open(String jdbcUrl, List<String> codes) throws SQLException {
        Floor floor = new Floor();
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            Map<Long, Long> accounts = new HashMap<>();
            for (String code : codes) {
                long partner = partner(connection, code);
                accounts.put(partner, account(connection, "FUNDING", Long.toString(partner)));
            }
            long payable = account(connection, "CUSTOMER_PAYABLE", "");
            AtomicLong number = new AtomicLong();
            String run = "F" + Long.toString(System.currentTimeMillis(), 36) + "-";
            for (int lane = 0; lane < CONNECTIONS; lane++) {
                floor.lanes.add(new Lane(
                        new FloorList(List.copyOf(accounts.keySet()), lane, run, number),
                        new FloorWriter(jdbcUrl, accounts, payable, lane)));
            }
        }
        return floor;
    }

    /** Writes purchases for this duration. */
    public Measured run(Duration lasting) {
        long end = System.nanoTime() + lasting.toNanos();
        return run(() -> System.nanoTime() < end);
    }

    /** Writes this number of purchases, rounded up to whole batches. */
    public Measured write(long purchases) {
        AtomicLong left = new AtomicLong(purchases);
        return run(() -> left.getAndAdd(-LIST) > 0);
    }

    private Measured run(BooleanSupplier goesOn) {
        long began = System.nanoTime();
        List<Future<Long>> running = new ArrayList<>();
        for (Lane lane : lanes) {
            running.add(threads.submit(() -> write(lane, goesOn)));
        }
        long purchases = 0;
        try {
            for (Future<Long> lane : running) {
                purchases += lane.get();
            }
        } catch (ExecutionException failed) {
            throw new NoAnswer("the floor could not be written: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the measurement was interrupted", stopped);
        }
        return new Measured(purchases, 0, System.nanoTime() - began, Measured.latenciesOf(), "");
    }

    private static long write(Lane lane, BooleanSupplier goesOn) throws SQLException {
        long written = 0;
        while (goesOn.getAsBoolean()) {
            lane.writer().write(lane.lists().next(LIST));
            written += LIST;
        }
        return written;
    }

    private static long partner(Connection connection, String code) throws SQLException {
        return number(connection, "select id from partners.partner where code = ?", code);
    }

    private static long account(Connection connection, String kind, String owner) throws SQLException {
        try (PreparedStatement open = connection.prepareStatement(
                "insert into ledger.account (kind, owner, currency) values (?, ?, 'IDR') on conflict do nothing")) {
            open.setString(1, kind);
            open.setString(2, owner);
            open.executeUpdate();
        }
        return number(connection, "select id from ledger.account where kind = ? and owner = ?", kind, owner);
    }

    private static long number(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("nothing found for " + String.join(" ", parameters));
                }
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        for (Lane lane : lanes) {
            lane.writer().close();
        }
    }
}
