package id.kezbek.shared;

/**
 * All reasons why a request can be refused or fail, with v1's code and status, v2's code and status, and the party at
 * fault.
 * Source: the prototype's public contract. The codes 8000 to 9009 and BR-01 to BR-08 must not change.
 */
public enum ErrorCode {
    SOMETHING_WENT_WRONG("9001", 500, "internal-error", 500, Fault.INSIDE),
    NOT_FOUND("9002", 200, "not-found", 404, Fault.CALLER),
    OUT_OF_SERVICE("9003", 503, "out-of-service", 503, Fault.OUTSIDE),
    UNAUTHORIZED("9005", 401, "unauthorized", 401, Fault.CALLER),
    FORBIDDEN("9005", 401, "forbidden", 403, Fault.CALLER),
    FAILED_TO_SUBMIT("9006", 500, "failed-to-submit", 500, Fault.INSIDE),
    SESSION_EXPIRED("9007", 401, "session-expired", 401, Fault.CALLER),
    BAD_PAYLOAD("9008", 400, "bad-payload", 400, Fault.CALLER),
    PAYLOAD_TOO_LARGE("9008", 400, "payload-too-large", 413, Fault.CALLER),
    UNSUPPORTED_MEDIA_TYPE("9008", 415, "unsupported-media-type", 415, Fault.CALLER),
    METHOD_NOT_ALLOWED("9008", 405, "method-not-allowed", 405, Fault.CALLER),
    NO_SUCH_PATH("9002", 404, "not-found", 404, Fault.CALLER),
    REFERENCE_CONFLICT("9008", 400, "reference-conflict", 409, Fault.CONFLICT),
    CALLBACK_REFUSED("9008", 400, "callback-refused", 422, Fault.CONFLICT),
    IDEMPOTENCY_IN_FLIGHT("9008", 400, "idempotency-in-flight", 409, Fault.CONFLICT),
    IDEMPOTENCY_CONFLICT("9008", 400, "idempotency-conflict", 422, Fault.CONFLICT),
    /** The current state does not allow the action. */
    STATE_CONFLICT("9008", 400, "state-conflict", 409, Fault.CONFLICT),
    TOO_MANY_REQUESTS("9005", 429, "too-many-requests", 429, Fault.CALLER),
    INVALID_CHANNEL("9009", 401, "invalid-channel", 401, Fault.CALLER),
    PARTNER_EXISTS("BR-01", 400, "partner-exists", 409, Fault.CONFLICT),
    OTP_INVALID("BR-02", 400, "otp-invalid", 400, Fault.CALLER),
    /** The person has a passkey and must use it, or must register one first. */
    PASSKEY_REQUIRED("9005", 401, "passkey-required", 403, Fault.CALLER),
    PASSKEY_INVALID("9008", 400, "passkey-invalid", 400, Fault.CALLER),
    WALLET_INVALID("BR-04", 400, "wallet-invalid", 422, Fault.CALLER),
    NO_CASHBACK("BR-07", 400, "no-cashback", 422, Fault.CALLER),
    FUNDING_SHORT("BR-08", 400, "funding-short", 422, Fault.CONFLICT);

    /** The party at fault, which decides the log level. */
    public enum Fault {
        /** The caller sent an invalid request. A retry gives the same result. */
        CALLER,
        /** The request conflicts with recorded data. */
        CONFLICT,
        /** A system that the engine needs failed. A later retry may succeed. */
        OUTSIDE,
        /** The engine itself is at fault. */
        INSIDE
    }

    private final String v1Code;
    private final int v1Status;
    private final String v2Code;
    private final int v2Status;
    private final Fault fault;

    ErrorCode(String v1Code, int v1Status, String v2Code, int v2Status, Fault fault) {
        this.v1Code = v1Code;
        this.v1Status = v1Status;
        this.v2Code = v2Code;
        this.v2Status = v2Status;
        this.fault = fault;
    }

    public String v1Code() {
        return v1Code;
    }

    public int v1Status() {
        return v1Status;
    }

    public String v2Code() {
        return v2Code;
    }

    public int v2Status() {
        return v2Status;
    }

    public Fault fault() {
        return fault;
    }
}
