package id.kezbek.jobs;

/** What came of a run, in words for people. The words carry no address, number or secret of anybody. */
public sealed interface JobOutcome {

    String words();

    /** There was nothing to do. */
    record NothingDue() implements JobOutcome {
        @Override
        public String words() {
            return "nothing was due";
        }
    }

    /** It did what was due, such as {@code 120 signatures forgotten}. */
    record Done(String words) implements JobOutcome {}

    /** It ran, and found what people must look at. */
    record Alarm(String words) implements JobOutcome {}

    /** Counted work: nothing was due, or {@code <count> <what>}. */
    static JobOutcome counted(long count, String what) {
        return count == 0 ? new NothingDue() : new Done(count + " " + what);
    }
}
