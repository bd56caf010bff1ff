package id.kezbek.access.web;

import id.kezbek.access.SlowedAddresses;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.web.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/** The address, or the network of IPv6, of somebody who logs in, slowed where it guesses. */
record SlowedCaller(String address, SlowedAddresses addresses) {

    /** @throws Refusal TOO_MANY_REQUESTS where the address must wait */
    static SlowedCaller of(HttpServletRequest request, SlowedAddresses addresses) {
        String address = ClientAddress.network(ClientAddress.of(request));
        Duration pause = addresses.pauseLeft(address);
        if (pause.isPositive()) {
            throw Refusal.tooMany("too many wrong log-ins from this address", pause);
        }
        return new SlowedCaller(address, addresses);
    }

    /**
     * Counts a failure of a log-in by a secret that is too long to be guessed, and gives back what the caller is told. Only
     * failures wait: a right secret is taken from every address, whatever others send from there.
     */
    static Refusal failed(HttpServletRequest request, SlowedAddresses addresses, Refusal refusal) {
        try {
            return of(request, addresses).failed(refusal);
        } catch (Refusal waits) {
            return waits;
        }
    }

    /** Counts a failure, and gives back what the caller is told. */
    Refusal failed(Refusal refusal) {
        addresses.failed(address);
        return refusal;
    }
}
