package id.kezbek.closing;

import id.kezbek.shared.Money;
import java.util.List;
import java.util.stream.Stream;

/** A condition for the close of a month. The module that checks the condition provides a bean of this type. */
public interface CloseCheck {

    int NAMED_MAX = 10;

    /**
     * The check's result for a month; it contains no personal data.
     *
     * @param words the completed part, or the missing part with its amount
     * @param code identifies the words, for translations
     * @param values the numbers, amounts and times in the words
     */
    record Result(boolean isDone, String words, String code, List<String> values) {

        public Result(boolean isDone, String words, String code, Object... values) {
            this(isDone, words, code, Stream.of(values).map(Result::text).toList());
        }

        private static String text(Object value) {
            return value instanceof Money amount ? amount.decimal().toPlainString() : value.toString();
        }

        /** A result with the number of missing objects. The check is done if the number is 0. */
        public static Result missing(long count, String what) {
            return new Result(count == 0, count + " " + what, "COUNT", count);
        }

        /** A result with the names of missing objects. The text contains at most ten names. */
        public static Result missing(List<String> names, String what, String code) {
            String first = String.join(", ", names.subList(0, Math.min(NAMED_MAX, names.size())));
            return names.isEmpty()
                    ? missing(0, what)
                    : new Result(
                            false,
                            names.size() + " " + what,
                            code,
                            names.size(),
                            names.size() > NAMED_MAX ? first + ", …" : first);
        }
    }

    /** The name for people and for the API: lower-case words with hyphens. */
    String name();

    Result look(CalendarMonth month);
}
