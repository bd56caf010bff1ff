package id.kezbek.people;

/**
 * Texts outside of people's own rows that tell of somebody, and that an engine of an earlier version wrote in clear; brought by
 * the module that has them.
 */
public interface Mentions {

    /**
     * Seals some of them, or puts ids in their place, and empties the clear text, in the caller's transaction.
     *
     * @return how many; 0 where none is left
     */
    int sealSome(int most);
}
