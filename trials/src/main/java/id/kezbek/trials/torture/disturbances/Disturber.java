package id.kezbek.trials.torture.disturbances;

import id.kezbek.sandbox.parts.OutsideWorld;
import id.kezbek.sandbox.parts.ProcessFamily;
import id.kezbek.trials.torture.fleet.CrashPoints;
import id.kezbek.trials.torture.fleet.EngineLost;
import id.kezbek.trials.torture.fleet.EngineMember;
import id.kezbek.trials.torture.fleet.Fleet;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/** Makes a disturbance, and restores normal operation before it returns. */
public final class Disturber {

    /**
     * The result of a disturbance.
     *
     * @param reached whether the disturbance had an effect; a crash point may not be reached in time
     * @param note a remark for the output
     */
    public record Done(boolean reached, String note) {}

    private static final Duration POINT_REACHED_WITHIN = Duration.ofMillis(2_500);
    /**
     * This time is longer than the start of a process and {@code cezbek.notifications.lost-after} in {@code
     * EngineTempo}.
     */
    private static final Duration LOST_EMAILS_QUEUED_WITHIN = Duration.ofSeconds(20);

    private static final Duration DEATH_WITHIN = Duration.ofSeconds(5);
    private static final Duration ABORTING = Duration.ofSeconds(2);
    private static final Set<String> AFTER_A_DEATH = Set.of("payouts.abandoned-found");
    private static final Set<String> AFTER_AN_ABORT = Set.of("cashback.item-done");
    private static final Set<String> AFTER_LOST_EMAILS =
            Set.of("notifications.emails-taken", "notifications.emails-queued", "notifications.email-sent");
    private static final String ORDERS_RECORDED = "payouts.attempts-committed";
    private static final String EMAILS_CLAIMED = "notifications.emails-claimed";
    private static final String BLOCK = "lock table cashback.purchase in share mode";
    private static final int PILING_MILLIS = 150;
    /** Cancels only the engine's queries, because a vacuum may also wait for the lock and must not be cancelled. */
    private static final String CANCEL = """
            select pg_cancel_backend(pid) from pg_stat_activity
            where ? = any(pg_blocking_pids(pid)) and backend_type = 'client backend'""";

    private static final Duration POLL = Duration.ofMillis(20);

    private final OutsideWorld world;
    private final Fleet fleet;
    private final CrashPoints points;
    private final MessageDoubler doubler;

    public Disturber(OutsideWorld world, Fleet fleet, CrashPoints points, MessageDoubler doubler) {
        this.world = world;
        this.fleet = fleet;
        this.points = points;
        this.doubler = doubler;
    }

    public Done carryOut(Disturbance disturbance) throws IOException, SQLException {
        return switch (disturbance) {
            case Disturbance.Kill kill -> kill(kill);
            case Disturbance.CrashAt crash -> crash(crash);
            case Disturbance.Pause pause -> {
                rest(pause.afterMillis());
                freeze(fleet.named(pause.process()).family(), pause.millis());
                yield done("");
            }
            case Disturbance.KillPostgres kill -> killPostgres(kill);
            case Disturbance.FreezePostgres freeze -> {
                rest(freeze.afterMillis());
                freeze(world.postgres().family(), freeze.millis());
                yield done("");
            }
            case Disturbance.KillRedis kill -> killRedis(kill);
            case Disturbance.FreezeRedis freeze -> {
                freeze(world.redis().family(), freeze.millis());
                yield done("");
            }
            case Disturbance.FlushRedis flush -> {
                world.redis().flush();
                yield done("");
            }
            case Disturbance.DoubleMessages messages -> doubleMessages(messages);
        };
    }

    private Done kill(Disturbance.Kill kill) throws IOException {
        rest(kill.afterMillis());
        EngineMember member = fleet.named(kill.process());
        member.kill();
        return restarted(member);
    }

    private Done crash(Disturbance.CrashAt crash) throws IOException, SQLException {
        points.arm(crash.point());
        Optional<EngineMember> dead = awaitDeath(POINT_REACHED_WITHIN);
        Optional<EngineMember> starting = Optional.empty();
        if (dead.isEmpty() && AFTER_LOST_EMAILS.contains(crash.point())) {
            starting = loseEmails();
            dead = awaitDeath(LOST_EMAILS_QUEUED_WITHIN);
        } else if (dead.isEmpty()) {
            provoke(crash.point());
            dead = awaitDeath(POINT_REACHED_WITHIN);
        }
        // If the file is missing, a process has deleted it, and this process has died or will die soon.
        if (dead.isEmpty() && points.disarm(crash.point())) {
            starting.ifPresent(EngineMember::awaitReady);
            return new Done(false, "armed, not reached");
        }
        EngineMember fallen = dead.or(() -> awaitDeath(DEATH_WITHIN))
                .orElseThrow(
                        () -> new EngineLost("crash point " + crash.point() + " was reached, but no process died"));
        boolean otherCause = points.disarm(crash.point());
        if (otherCause) {
            throw new EngineLost(
                    fallen.name() + " ended by itself before it reached a crash point: " + fallen.lastWords());
        }
        Done done = restarted(fallen);
        starting.ifPresent(EngineMember::awaitReady);
        return done;
    }

    /** Some crash points are reached only after another failure. */
    private void provoke(String point) throws IOException, SQLException {
        if (AFTER_A_DEATH.contains(point)) {
            dieWithOrdersRecorded();
        } else if (AFTER_AN_ABORT.contains(point)) {
            abortLists();
        }
    }

    /**
     * Kills a process after it has recorded attempts and before it sends them. Other processes find these attempts when
     * their leases expire.
     */
    private void dieWithOrdersRecorded() throws IOException {
        Optional<EngineMember> died = dieAt(ORDERS_RECORDED);
        if (died.isPresent()) {
            died.get().start();
            // During its start, the process may already reach the armed crash point. The caller then finds this process
            // among the ended processes.
            died.get().awaitReadyOrEnd();
        }
    }

    /**
     * Kills a process after it has claimed e-mails and before it sends them. These e-mails are recovered later and go
     * through the queue.
     *
     * @return the process, which is starting again; it may reach the armed crash point before it is ready
     */
    private Optional<EngineMember> loseEmails() throws IOException {
        Optional<EngineMember> died = dieAt(EMAILS_CLAIMED);
        if (died.isPresent()) {
            died.get().start();
        }
        return died;
    }

    /** @return the process that died at the point; empty if no process died in time */
    private Optional<EngineMember> dieAt(String point) throws IOException {
        points.arm(point);
        Optional<EngineMember> dead = awaitDeath(POINT_REACHED_WITHIN);
        return points.disarm(point) ? Optional.empty() : dead.or(() -> awaitDeath(DEATH_WITHIN));
    }

    /**
     * A lock delays purchases, so that they form a batch. Then the SQL statements of the batch are cancelled, as an
     * operator may do. The engine retries such a batch item by item.
     */
    private void abortLists() throws SQLException {
        Map<String, String> engine = world.engineProperties();
        try (Connection blocking = DriverManager.getConnection(world.jdbcUrl());
                Statement block = blocking.createStatement();
                // Connects as the engine's own user, because other users may not cancel the engine's statements.
                Connection cancelling = DriverManager.getConnection(
                        engine.getOrDefault("spring.datasource.url", ""),
                        engine.getOrDefault("spring.datasource.username", ""),
                        engine.getOrDefault("spring.datasource.password", ""));
                PreparedStatement cancel = cancelling.prepareStatement(CANCEL)) {
            blocking.setAutoCommit(false);
            block.execute(BLOCK);
            cancel.setInt(1, blocking.unwrap(PGConnection.class).getBackendPID());
            long until = System.nanoTime() + ABORTING.toNanos();
            while (fleet.fallen().isEmpty() && System.nanoTime() < until) {
                rest(PILING_MILLIS);
                cancel.execute();
            }
            blocking.rollback();
        }
    }

    private Optional<EngineMember> awaitDeath(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        Optional<EngineMember> fallen = fleet.fallen();
        while (fallen.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            fallen = fleet.fallen();
        }
        return fallen;
    }

    private static Done restarted(EngineMember member) throws IOException {
        long began = System.nanoTime();
        member.start();
        member.awaitReady();
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return done(member.name() + " ready again in " + millis + " ms");
    }

    private Done killPostgres(Disturbance.KillPostgres kill) throws IOException {
        rest(kill.afterMillis());
        world.postgres().family().kill();
        rest(kill.awayMillis());
        world.postgres().startAfterCrash();
        return done("");
    }

    private Done killRedis(Disturbance.KillRedis kill) throws IOException {
        world.redis().family().kill();
        rest(kill.awayMillis());
        try {
            world.redis().start();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return done("");
    }

    private Done doubleMessages(Disturbance.DoubleMessages messages) throws SQLException {
        try (Connection database = DriverManager.getConnection(world.jdbcUrl())) {
            return done(doubler.run(database, new Random(messages.order())) + " messages added");
        }
    }

    private static void freeze(ProcessFamily family, int millis) {
        family.freeze();
        try {
            rest(millis);
        } finally {
            family.thaw();
        }
    }

    private static Done done(String note) {
        return new Done(true, note);
    }

    private static void rest(int millis) {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
