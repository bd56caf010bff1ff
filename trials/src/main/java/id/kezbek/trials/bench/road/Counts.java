package id.kezbek.trials.bench.road;

/**
 * What the doubles have seen since they started.
 *
 * @param paid orders that were paid
 * @param mails messages that were taken
 * @param twice orders that came again under the same reference
 * @param notUnderstood calls that were none of theirs
 */
public record Counts(long paid, long mails, long twice, long notUnderstood) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts minus(Counts before) {
        return new Counts(
                paid - before.paid, mails - before.mails, twice - before.twice, notUnderstood - before.notUnderstood);
    }

    Counts plus(Counts more) {
        return new Counts(paid + more.paid, mails + more.mails, twice + more.twice, notUnderstood + more.notUnderstood);
    }

    /** One line, for the pipe between the processes. */
    public String line() {
        return paid + " " + mails + " " + twice + " " + notUnderstood;
    }

    public static Counts parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Counts(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }
}
