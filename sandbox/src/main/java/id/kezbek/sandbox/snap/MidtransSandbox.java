package id.kezbek.sandbox.snap;

import java.time.Clock;

/** Midtrans' payouts into e-wallets over SNAP. */
public final class MidtransSandbox extends SnapSandbox {

    private MidtransSandbox(Clock clock) {
        super("midtrans", Variant.MIDTRANS, clock);
    }

    public static MidtransSandbox start(Clock clock) {
        return new MidtransSandbox(clock);
    }
}
