package id.kezbek.closing;

/** A condition for the close of a month. The module that knows it provides a bean. */
public interface CloseCheck {

    /** @param words the finished part, or the missing part and its amount; without personal data */
    record Result(boolean isDone, String words) {

        /** Done if the count is 0. */
        public static Result missing(long count, String what) {
            return new Result(count == 0, count + " " + what);
        }
    }

    /** The name for people and for the API: lower-case words with hyphens. */
    String name();

    Result look(CalendarMonth month);
}
