package id.kezbek.people;

/**
 * Texts outside people's own rows that identify a person. Engines of an earlier version wrote them in clear text. The
 * module with the texts implements this interface.
 */
public interface Mentions {

    /**
     * Seals some of these texts, or replaces them with ids, and removes the clear text, in the caller's transaction.
     *
     * @return the number of texts; 0 if none is left
     */
    int sealSome(int most);
}
