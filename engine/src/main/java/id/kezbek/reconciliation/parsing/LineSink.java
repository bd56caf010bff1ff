package id.kezbek.reconciliation.parsing;

/** Receives the lines of a statement while the statement is read. */
public interface LineSink {

    void line(StatementLine line);

    /**
     * A row that could not be read.
     *
     * @param text the row, without phone numbers and e-mail addresses
     */
    void rejected(int number, String text, String reason);

    /** Called after each row, with the approximate number of bytes that were read so far. */
    default void readTo(long bytes) {}

    /**
     * Called after each row. After the result false, no further row is read, and the trailer does not prove that the
     * file is complete.
     */
    default boolean wantsMore() {
        return true;
    }
}
