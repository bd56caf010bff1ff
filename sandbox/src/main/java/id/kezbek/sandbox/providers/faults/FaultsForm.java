package id.kezbek.sandbox.providers.faults;

import id.kezbek.sandbox.providers.dialects.Fields;
import java.util.Set;

/** Reads the body of {@code PUT /sandbox/faults/{provider}}. An omitted field switches its fault off. */
public final class FaultsForm {

    private static final Set<String> FIELDS = Set.of(
            "latency_ms",
            "jitter_ms",
            "refuse",
            "error_before",
            "error_after",
            "timeout_before",
            "timeout_after",
            "reset_after",
            "garbled",
            "late_success",
            "late_after_s",
            "reverse",
            "reverse_after_s",
            "callback",
            "false_callback",
            "seed");

    private FaultsForm() {}

    public static Faults read(String json) {
        Fields fields = Fields.of(json);
        fields.refuseOthersThan(FIELDS);
        Faults none = Faults.none();
        return new Faults(
                fields.whole("latency_ms", none.latencyMillis(), Faults.MAX_DELAY_MILLIS),
                fields.whole("jitter_ms", none.jitterMillis(), Faults.MAX_DELAY_MILLIS),
                fields.share("refuse"),
                fields.share("error_before"),
                fields.share("error_after"),
                fields.share("timeout_before"),
                fields.share("timeout_after"),
                fields.share("reset_after"),
                fields.share("garbled"),
                fields.share("late_success"),
                fields.whole("late_after_s", none.lateAfterSeconds(), Faults.MAX_LATER_SECONDS),
                fields.share("reverse"),
                fields.whole("reverse_after_s", none.reverseAfterSeconds(), Faults.MAX_LATER_SECONDS),
                fields.share("callback"),
                fields.share("false_callback"),
                fields.seed("seed", none.seed()));
    }
}
