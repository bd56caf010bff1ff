package id.kezbek.trials.bench.road;

/**
 * The counts since the start of the doubles.
 *
 * @param paid the number of paid orders
 * @param mails the number of accepted e-mails
 * @param twice the number of orders with a repeated reference
 * @param notUnderstood the number of unknown requests
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

    /** The counts as one line, for the pipe between the processes. */
    public String line() {
        return paid + " " + mails + " " + twice + " " + notUnderstood;
    }

    public static Counts parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Counts(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }
}
