package id.kezbek.sandbox.snap;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Midtrans' payouts into e-wallets over SNAP. */
public final class MidtransSandbox extends SnapSandbox {

    private final Notifications notifications;

    private MidtransSandbox(Clock clock) {
        super("midtrans", Variant.MIDTRANS, clock);
        this.notifications = new Notifications(clock);
        onEnd(notifications::tell);
    }

    public static MidtransSandbox start(Clock clock) {
        return new MidtransSandbox(clock);
    }

    /** @param address the receiver of notifications from now on; null for none */
    public void callbacksTo(@Nullable URI address) {
        notifications.sendTo(address);
    }

    @Override
    public Map<String, String> engineProperties() {
        Map<String, String> properties = super.engineProperties();
        properties.put("cezbek.providers.midtrans.callback-secret", notifications.merchantKey());
        return properties;
    }

    @Override
    public void close() {
        super.close();
        notifications.close();
    }
}
