package id.kezbek.access.web;

import id.kezbek.access.codes.SlowedAddresses;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.web.connections.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/**
 * The IPv4 address or IPv6 network from which a log-in comes. After wrong secrets, the engine slows log-ins from this
 * address or network.
 */
record SlowedCaller(String address, SlowedAddresses addresses) {

    /** @throws Refusal TOO_MANY_REQUESTS if the address must wait */
    static SlowedCaller of(HttpServletRequest request, SlowedAddresses addresses) {
        String address = ClientAddress.network(ClientAddress.of(request));
        Duration pause = addresses.pauseLeft(address);
        if (pause.isPositive()) {
            throw Refusal.tooMany("too many wrong log-ins from this address", pause);
        }
        return new SlowedCaller(address, addresses);
    }

    /**
     * Counts a failed log-in and returns the refusal. For secrets that cannot be guessed: a correct secret is accepted
     * even during a pause.
     */
    static Refusal failed(HttpServletRequest request, SlowedAddresses addresses, Refusal refusal) {
        try {
            return of(request, addresses).failed(refusal);
        } catch (Refusal waits) {
            return waits;
        }
    }

    /** Counts a failed log-in and returns the refusal. */
    Refusal failed(Refusal refusal) {
        addresses.failed(address);
        return refusal;
    }
}
