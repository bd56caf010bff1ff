package id.kezbek.webhooks.delivery;

/** The reasons why an attempt got no response. */
public enum Failure {
    /** The host name has no IP address. */
    UNKNOWN_HOST,
    /** The host name has an IP address of an internal network. */
    INTERNAL_ADDRESS,
    CONNECTION_FAILED,
    /** The certificate is not valid, or TLS failed in another way. */
    TLS_FAILED,
    TIMEOUT,
    /** The response is not HTTP, or the connection broke before the response. */
    NO_ANSWER
}
