package id.kezbek.access.web;

import java.util.Optional;

/** The channel that v1's channel header names. The gate checks the header before the token, and only on v1's paths. */
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
