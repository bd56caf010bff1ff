package id.kezbek.shared.web.reading;

import id.kezbek.shared.Refusal;

/** The result of one element of a list in a body. */
public sealed interface Element<T> {

    record Good<T>(T value) implements Element<T> {}

    /**
     * An invalid element. The errors contain its position in the list, for example {@code
     * transactions[3].amount.value}.
     */
    record Faulty<T>(Refusal refusal) implements Element<T> {}
}
