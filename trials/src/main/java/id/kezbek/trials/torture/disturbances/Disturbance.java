package id.kezbek.trials.torture.disturbances;

/** What is hurt in one cycle. */
public sealed interface Disturbance {

    /** One line for people. */
    String what();

    /** A process is gone in an instant, wherever it stands. */
    record Kill(String process, int afterMillis) implements Disturbance {

        @Override
        public String what() {
            return "kill -9 " + process + " after " + afterMillis + " ms";
        }
    }

    /** The first process that gets to a named point in the code is gone there. */
    record CrashAt(String point) implements Disturbance {

        @Override
        public String what() {
            return "crash point " + point;
        }
    }

    /** A process stands still for longer than its attempts' leases, and then goes on as if nothing had been. */
    record Pause(String process, int afterMillis, int millis) implements Disturbance {

        @Override
        public String what() {
            return "SIGSTOP " + process + " after " + afterMillis + " ms for " + millis + " ms";
        }
    }

    /** The database server loses all its processes at once, is away, and recovers from its log. */
    record KillPostgres(int afterMillis, int awayMillis) implements Disturbance {

        @Override
        public String what() {
            return "kill -9 PostgreSQL after " + afterMillis + " ms, away " + awayMillis + " ms";
        }
    }

    /** The database server stands still. */
    record FreezePostgres(int afterMillis, int millis) implements Disturbance {

        @Override
        public String what() {
            return "PostgreSQL frozen after " + afterMillis + " ms for " + millis + " ms";
        }
    }

    /** Redis is killed and comes back. */
    record KillRedis(int awayMillis) implements Disturbance {

        @Override
        public String what() {
            return "kill -9 Redis, away " + awayMillis + " ms";
        }
    }

    /** Redis stands still. */
    record FreezeRedis(int millis) implements Disturbance {

        @Override
        public String what() {
            return "Redis frozen for " + millis + " ms";
        }
    }

    /** Redis forgets everything. */
    record FlushRedis() implements Disturbance {

        @Override
        public String what() {
            return "Redis flushed";
        }
    }

    /** Messages of the queue, delivered ones among them, are delivered again, twice and in any order. */
    record DoubleMessages(long order) implements Disturbance {

        @Override
        public String what() {
            return "queue messages doubled and shuffled";
        }
    }
}
