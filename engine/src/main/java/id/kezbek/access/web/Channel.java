package id.kezbek.access.web;

import java.util.Optional;

/** The values of v1's header {@code x-client-channel}. The gate checks this header before the token. */
enum Channel {
    /** Partners' systems. */
    B2BCLIENT,
    /** People. */
    EBIZKEZBEK;

    static final String HEADER = "x-client-channel";
    private static final String CASHBACKS = "/api/v1/cashbacks";
    private static final String CLIENT_AUTHORIZATION = "/api/v1/authorization/client";
    private static final String PARTNER_TRANSACTIONS = "/api/partner/";

    /** The channel that requests to this path must name, if any. */
    static Optional<Channel> of(String path) {
        if (path.equals(CASHBACKS) || path.startsWith(CASHBACKS + "/") || path.equals(CLIENT_AUTHORIZATION)) {
            return Optional.of(B2BCLIENT);
        }
        return path.startsWith(PARTNER_TRANSACTIONS) ? Optional.of(EBIZKEZBEK) : Optional.empty();
    }
}
