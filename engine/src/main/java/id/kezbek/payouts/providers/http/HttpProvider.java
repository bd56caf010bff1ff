package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.provider.AccessAnswer;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.PayoutProvider;

/** The common part of all adapters: a connection, and the capabilities from the settings. */
public abstract class HttpProvider implements PayoutProvider {

    /** No attempt has this reference. */
    private static final String NO_ORDER = "cezbek-credentials-check";

    protected final Line line;
    private final String code;
    private final Capabilities capabilities;

    protected HttpProvider(String code, Line line, Capabilities capabilities) {
        this.code = code;
        this.line = line;
        this.capabilities = capabilities;
    }

    @Override
    public final String code() {
        return code;
    }

    @Override
    public final Capabilities capabilities() {
        return capabilities;
    }

    /** Inquires about an order that does not exist. Any readable answer shows that the credentials are valid. */
    @Override
    public AccessAnswer access() {
        if (!capabilities.hasInquiry()) {
            return new AccessAnswer.NotOffered();
        }
        return inquire(NO_ORDER) instanceof InquiryAnswer.NotAvailable none
                ? withoutAccess(none.reason())
                : new AccessAnswer.Granted();
    }

    /**
     * The result of the check if the inquiry got no readable answer. HTTP 401 and 403 mean that the credentials are
     * wrong.
     */
    protected static AccessAnswer withoutAccess(String reason) {
        boolean isDenied = reason.endsWith("HTTP_401") || reason.endsWith("HTTP_403");
        return isDenied ? new AccessAnswer.Denied(reason) : new AccessAnswer.NotAvailable(reason);
    }

    @Override
    public final boolean isHealthy() {
        return line.isHealthy();
    }
}
