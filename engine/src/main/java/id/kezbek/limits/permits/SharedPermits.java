package id.kezbek.limits.permits;

import org.springframework.dao.DataAccessException;

/** The store from which all processes fetch permits. */
interface SharedPermits {

    /**
     * The fetched permits.
     *
     * @param granted the number of permits, from 0 to the wanted number
     * @param left the number of permits that are left for other requests
     * @param waitMicros if no permit was granted, the time until a permit is available
     */
    record Grant(int granted, long left, long waitMicros) {}

    /**
     * Fetches permits.
     *
     * @throws DataAccessException if the store is unavailable
     */
    Grant lease(String key, Limit limit, int wanted);
}
