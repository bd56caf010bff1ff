package id.kezbek.shared.web;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults of a call, of which so many are named: an answer must not grow with what is wrong in a request. How many
 * more there were is said in one line.
 */
final class FaultList {

    /** Faults named in one answer. */
    static final int NAMED_MAX = Refusal.ERRORS_NAMED_MAX;

    /** How many faults the lists of one call may still name together. */
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

    /** @param whole the name of what all of them are in */
    List<FieldError> toList(String whole) {
        if (more == 0) {
            return named;
        }
        String faults = more == 1 ? " error" : " errors";
        if (named.isEmpty()) {
            // Short: a list of a thousand has a thousand of it.
            return List.of(new FieldError(whole, "has " + more + faults));
        }
        List<FieldError> all = new ArrayList<>(named);
        all.add(new FieldError(whole, "has " + more + " more" + faults + "; an answer names at most " + NAMED_MAX));
        return all;
    }
}
