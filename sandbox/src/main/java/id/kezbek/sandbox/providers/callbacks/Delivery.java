package id.kezbek.sandbox.providers.callbacks;

import id.kezbek.sandbox.providers.wire.Answer;

/** A response with its delay and its network failure. */
public record Delivery(Answer answer, long delayMillis, Manner manner) {

    /** The network failure that the caller sees. */
    public enum Manner {
        ANSWERED,
        /** Resets the connection instead of sending a response. */
        RESET,
        /** Sends nothing for {@link #HANG_MILLIS}, then closes the connection. */
        SILENCE
    }

    /** This time is longer than a caller's timeout, but so short that hanging requests do not accumulate. */
    static final long HANG_MILLIS = 30_000;

    public static Delivery of(Answer answer) {
        return new Delivery(answer, 0, Manner.ANSWERED);
    }

    public static Delivery after(long delayMillis, Answer answer) {
        return new Delivery(answer, delayMillis, Manner.ANSWERED);
    }

    public static Delivery reset(long delayMillis) {
        return new Delivery(Answer.message(500, "The connection was reset."), delayMillis, Manner.RESET);
    }

    public static Delivery silence() {
        return new Delivery(Answer.message(500, "The call timed out."), HANG_MILLIS, Manner.SILENCE);
    }
}
