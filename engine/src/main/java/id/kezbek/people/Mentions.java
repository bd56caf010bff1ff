package id.kezbek.people;

/**
 * Texts that identify a person and are stored outside people's own rows. Engines of an earlier version wrote these
 * texts in clear text. The module that stores such texts implements this interface.
 */
public interface Mentions {

    /**
     * Seals some of these texts in the caller's transaction, or replaces them with ids. In both cases, the clear text
     * is removed.
     *
     * @return the number of processed texts; 0 if no clear text is left
     */
    int sealSome(int most);
}
