package id.kezbek.sandbox.snap;

import java.time.Clock;
import java.util.Map;

/** DANA. */
public final class DanaSandbox extends SnapSandbox {

    private DanaSandbox(Clock clock) {
        super("dana", Variant.DANA, clock);
    }

    public static DanaSandbox start(Clock clock) {
        return new DanaSandbox(clock);
    }

    @Override
    public Map<String, String> engineProperties() {
        Map<String, String> properties = super.engineProperties();
        properties.put("cezbek.providers.dana.merchant-id", merchantId());
        return properties;
    }
}
