package id.kezbek.people;

/** Rows of people that an engine of an earlier version may have written in clear, brought by the module that has them. */
public interface PeopleRows {

    /**
     * What became of rows that hold clear text.
     *
     * @param left as they are, so that people look at them
     */
    record Sealed(int sealed, int left) {

        public static final Sealed NONE = new Sealed(0, 0);

        public Sealed plus(Sealed more) {
            return new Sealed(sealed + more.sealed, left + more.left);
        }
    }

    /** Seals these rows and empties their clear text, in the caller's transaction. Rows that are not believed stay. */
    Sealed sealRowsOfBefore();
}
