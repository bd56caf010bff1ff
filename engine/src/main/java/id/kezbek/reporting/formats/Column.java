package id.kezbek.reporting.formats;

/** A column of a table. */
public record Column(String name, Kind kind) {

    /** The type of a column's values; each value may be null. */
    public enum Kind {
        /** A {@link String}. */
        TEXT,
        /** A {@link Long}. */
        WHOLE,
        /** A {@link java.math.BigDecimal} with two decimals. */
        AMOUNT,
        /** An {@link java.time.Instant}. */
        TIME,
        /** A {@link java.time.LocalDate}. */
        DAY,
        /** A {@link Boolean}. */
        FLAG
    }
}
