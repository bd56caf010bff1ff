package id.kezbek.shared.web.reading;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * The errors of a request, up to a maximum, so that a request with many errors does not get a huge response. One more
 * line contains the number of omitted errors.
 */
final class FaultList {

    /** The maximum number of errors in a response. */
    static final int NAMED_MAX = Refusal.ERRORS_NAMED_MAX;

    /** The number of errors that the response to one request may still contain, over all lists of errors. */
    static final class Budget {
        private int left = NAMED_MAX;
    }

    private final List<FieldError> named = new ArrayList<>();
    private final Budget budget;
    private int more;

    FaultList() {
        this(new Budget());
    }

    FaultList(Budget budget) {
        this.budget = budget;
    }

    void add(FieldError fault) {
        if (budget.left > 0) {
            budget.left--;
            named.add(fault);
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return named.isEmpty() && more == 0;
    }

    List<FieldError> toList() {
        return toList("body");
    }

    /** @param whole the field of the line with the number of omitted errors, for example {@code body} */
    List<FieldError> toList(String whole) {
        if (more == 0) {
            return named;
        }
        if (named.isEmpty()) {
            // The message is short, because a response about a thousand invalid elements contains this message a
            // thousand times.
            return List.of(new FieldError(whole, more == 1 ? "has 1 error" : "has " + more + " errors"));
        }
        List<FieldError> all = new ArrayList<>(named);
        all.add(new FieldError(
                whole,
                more == 1
                        ? "has 1 more error; an answer names at most " + NAMED_MAX
                        : "has " + more + " more errors; an answer names at most " + NAMED_MAX));
        return all;
    }
}
