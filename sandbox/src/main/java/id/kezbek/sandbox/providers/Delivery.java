package id.kezbek.sandbox.providers;

/** How an answer travels. */
record Delivery(Answer answer, long delayMillis, Manner manner) {

    /** What the caller meets at the other end. */
    enum Manner {
        ANSWERED,
        /** The connection is reset in place of an answer. */
        RESET,
        /** Silence until {@link #HANG_MILLIS} have gone by, then the connection closes. */
        SILENCE
    }

    /** Longer than any sensible caller waits, short enough that hung calls do not pile up. */
    static final long HANG_MILLIS = 30_000;

    static Delivery of(Answer answer) {
        return new Delivery(answer, 0, Manner.ANSWERED);
    }

    static Delivery after(long delayMillis, Answer answer) {
        return new Delivery(answer, delayMillis, Manner.ANSWERED);
    }

    static Delivery reset(long delayMillis) {
        return new Delivery(Answer.message(500, "The connection was reset."), delayMillis, Manner.RESET);
    }

    static Delivery silence() {
        return new Delivery(Answer.message(500, "The call timed out."), HANG_MILLIS, Manner.SILENCE);
    }
}
