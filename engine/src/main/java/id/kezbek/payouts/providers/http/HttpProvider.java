package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.provider.PayoutProvider;

/** The common part of all adapters: a connection, and capabilities from the settings. */
public abstract class HttpProvider implements PayoutProvider {

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

    @Override
    public final boolean isHealthy() {
        return line.isHealthy();
    }
}
