package id.kezbek.trials.torture.disturbances;

/** The disturbance of one cycle. */
public sealed interface Disturbance {

    /** A description in one line. */
    String what();

    /** Kills a process at any point of its work. */
    record Kill(String process, int afterMillis) implements Disturbance {

        @Override
        public String what() {
            return "kill -9 " + process + " after " + afterMillis + " ms";
        }
    }

    /** Kills the first process that reaches a crash point. */
    record CrashAt(String point) implements Disturbance {

        @Override
        public String what() {
            return "crash point " + point;
        }
    }

    /** Freezes a process for longer than the leases of its attempts, and then continues it. */
    record Pause(String process, int afterMillis, int millis) implements Disturbance {

        @Override
        public String what() {
            return "SIGSTOP " + process + " after " + afterMillis + " ms for " + millis + " ms";
        }
    }

    /**
     * Kills all processes of the database server at once. After some time, the server is restarted and recovers from
     * its write-ahead log.
     */
    record KillPostgres(int afterMillis, int awayMillis) implements Disturbance {

        @Override
        public String what() {
            return "kill -9 PostgreSQL after " + afterMillis + " ms, away " + awayMillis + " ms";
        }
    }

    /** Freezes the database server. */
    record FreezePostgres(int afterMillis, int millis) implements Disturbance {

        @Override
        public String what() {
            return "PostgreSQL frozen after " + afterMillis + " ms for " + millis + " ms";
        }
    }

    /** Kills Redis and restarts it. */
    record KillRedis(int awayMillis) implements Disturbance {

        @Override
        public String what() {
            return "kill -9 Redis, away " + awayMillis + " ms";
        }
    }

    /** Freezes Redis. */
    record FreezeRedis(int millis) implements Disturbance {

        @Override
        public String what() {
            return "Redis frozen for " + millis + " ms";
        }
    }

    /** Deletes all data in Redis. */
    record FlushRedis() implements Disturbance {

        @Override
        public String what() {
            return "Redis flushed";
        }
    }

    /** Delivers messages of the queue twice and in any order. This includes messages that were already delivered. */
    record DoubleMessages(long order) implements Disturbance {

        @Override
        public String what() {
            return "queue messages doubled and shuffled";
        }
    }
}
