package id.kezbek.limits.permits;

import org.springframework.dao.DataAccessException;

/** The store from which all processes fetch permits. */
interface SharedPermits {

    /**
     * The fetched permits.
     *
     * @param granted the number of permits, from 0 to the wanted number
     * @param left the number left for other requests
     * @param waitMicros the time until another permit is available, if none was granted
     */
    record Grant(int granted, long left, long waitMicros) {}

    /**
     * Fetches permits.
     *
     * @throws DataAccessException if the store is unavailable
     */
    Grant lease(String key, Limit limit, int wanted);
}
