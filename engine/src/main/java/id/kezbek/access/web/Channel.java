package id.kezbek.access.web;

import java.util.Optional;

/** Who a call says it comes from, in v1's header. It is enforced before anything else, on these paths only. */
enum Channel {
    /** Partners' systems. */
    B2BCLIENT,
    /** People. */
    EBIZKEZBEK;

    static final String HEADER = "x-client-channel";
    private static final String CASHBACKS = "/api/v1/cashbacks";
    private static final String CLIENT_AUTHORIZATION = "/api/v1/authorization/client";
    private static final String PARTNER_TRANSACTIONS = "/api/partner/";

    /** The channel that a path demands, where it demands one. */
    static Optional<Channel> of(String path) {
        if (path.equals(CASHBACKS) || path.startsWith(CASHBACKS + "/") || path.equals(CLIENT_AUTHORIZATION)) {
            return Optional.of(B2BCLIENT);
        }
        return path.startsWith(PARTNER_TRANSACTIONS) ? Optional.of(EBIZKEZBEK) : Optional.empty();
    }
}
