package id.kezbek.limits;

import org.springframework.dao.DataAccessException;

/** Where all processes take their permits from. */
interface SharedPermits {

    /**
     * What was given.
     *
     * @param granted how many permits, from none to what was wanted
     * @param left how many are left for others
     * @param waitMicros until one more is free, where none was granted
     */
    record Grant(int granted, long left, long waitMicros) {}

    /**
     * Takes permits out.
     *
     * @throws DataAccessException where the store is away
     */
    Grant lease(String key, Limit limit, int wanted);
}
