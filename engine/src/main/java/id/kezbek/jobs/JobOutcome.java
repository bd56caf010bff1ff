package id.kezbek.jobs;

/** The result of a run, with a text for people. The text never contains e-mail addresses, phone numbers or secrets. */
public sealed interface JobOutcome {

    String words();

    /** The run found nothing to do. */
    record NothingDue() implements JobOutcome {
        @Override
        public String words() {
            return "nothing was due";
        }
    }

    /** The run did its work, for example {@code 120 signatures deleted}. */
    record Done(String words) implements JobOutcome {}

    /** The run found a problem that people must check. */
    record Alarm(String words) implements JobOutcome {}

    /** The outcome for a number of items: nothing was due, or {@code <count> <what>}. */
    static JobOutcome counted(long count, String what) {
        return count == 0 ? new NothingDue() : new Done(count + " " + what);
    }
}
