package id.kezbek.people;

/**
 * Rows of people that engines of an earlier version may have stored in clear text. The module that owns the rows
 * implements this interface.
 */
public interface PeopleRows {

    /**
     * The numbers of sealed rows and of unchanged rows.
     *
     * @param left the number of unchanged rows, which people must check
     */
    record Sealed(int sealed, int left) {

        public static final Sealed NONE = new Sealed(0, 0);

        public Sealed plus(Sealed more) {
            return new Sealed(sealed + more.sealed, left + more.left);
        }
    }

    /**
     * Seals these rows and removes their clear text, in the caller's transaction. Rows with an invalid MAC remain
     * unchanged.
     */
    Sealed sealRowsOfBefore();
}
