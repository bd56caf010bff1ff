package id.kezbek.closing;

/** Something that must be in order before a month closes. A bean of the module that knows it. */
public interface CloseCheck {

    /** @param words what is in order, or what is missing and how much; without personal data */
    record Result(boolean isDone, String words) {

        /** Done if nothing is missing. */
        public static Result missing(long count, String what) {
            return new Result(count == 0, count + " " + what);
        }
    }

    /** Its name for people and in the API: lower-case words with hyphens. */
    String name();

    Result look(CalendarMonth month);
}
