package id.kezbek.shared.security;

import java.util.HexFormat;

/**
 * Who a security event is about. An e-mail address in it never leaves {@link SecurityEvents}: a keyed hash stands for it.
 */
public sealed interface Actor {

    /** A caller who is not known. */
    record Unknown() implements Actor {}

    /** The engine itself. */
    record Engine() implements Actor {}

    /**
     * Somebody with an id that is no personal data.
     *
     * @param kind such as {@code person}, {@code partner}, {@code credential}, {@code provider}
     */
    record Known(String kind, String id) implements Actor {}

    /** Somebody known by an e-mail address only. */
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

    /** Somebody whose kind is not known, by an id that is no personal data. */
    static Actor known(String id) {
        return new Known("id", id);
    }

    static Actor person(String id) {
        return new Known("person", id);
    }

    static Actor partner(String code) {
        return new Known("partner", code);
    }

    /** A log-in name, by the keyed hash under which its tries are counted. */
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
