package id.kezbek.webhooks.delivery;

/** Why an attempt got no answer. */
public enum Failure {
    /** The name has no address. */
    UNKNOWN_HOST,
    /** The name leads to an address of an internal network. */
    INTERNAL_ADDRESS,
    CONNECTION_FAILED,
    /** The certificate is not valid, or TLS failed in another way. */
    TLS_FAILED,
    TIMEOUT,
    /** The answer is not HTTP, or the connection broke before it. */
    NO_ANSWER
}
