package id.kezbek.shared.security;

import java.util.HexFormat;

/**
 * The actor of a security event. {@link SecurityEvents} never logs an e-mail address; it logs a keyed hash of the
 * address.
 */
public sealed interface Actor {

    /** An unknown caller. */
    record Unknown() implements Actor {}

    /** The engine itself. */
    record Engine() implements Actor {}

    /**
     * An actor with an id that is not personal data.
     *
     * @param kind for example {@code person}, {@code partner}, {@code credential}, {@code provider}
     */
    record Known(String kind, String id) implements Actor {}

    /** An actor known only by an e-mail address. */
    record Mailbox(String address) implements Actor {
        @Override
        public String toString() {
            return "Mailbox[…]";
        }
    }

    static Actor unknown() {
        return new Unknown();
    }

    static Actor engine() {
        return new Engine();
    }

    /** An actor of unknown kind, with an id that is not personal data. */
    static Actor known(String id) {
        return new Known("id", id);
    }

    static Actor person(String id) {
        return new Known("person", id);
    }

    static Actor partner(String code) {
        return new Known("partner", code);
    }

    /** An account, identified by a keyed hash. Failed log-ins to the account are counted under the same hash. */
    static Actor account(byte[] hash) {
        return new Known("account", HexFormat.of().formatHex(hash, 0, Math.min(hash.length, 8)));
    }

    static Actor credential(String id) {
        return new Known("credential", id);
    }

    static Actor provider(String code) {
        return new Known("provider", code);
    }

    static Actor mailbox(String address) {
        return new Mailbox(address);
    }

    static Actor of(Caller caller) {
        if (caller.role() == Role.PARTNER) {
            return partner(caller.subject());
        }
        return caller.subject().indexOf('@') < 0 ? person(caller.subject()) : mailbox(caller.subject());
    }
}
