package id.kezbek.limits.permits;

import id.kezbek.shared.PartnerId;

/** The callers whose calls are counted together. */
public sealed interface LimitedCaller {

    /** A partner's system and people. */
    record OfPartner(PartnerId partner) implements LimitedCaller {
        @Override
        public String key() {
            return "partner:" + partner.value();
        }
    }

    /** All calls from an address. */
    record AtAddress(String address) implements LimitedCaller {
        @Override
        public String key() {
            return "address:" + address;
        }
    }

    /** Log-ins from an address. */
    record SigningInAt(String address) implements LimitedCaller {
        @Override
        public String key() {
            return "sign-in:" + address;
        }
    }

    /** The name under which all processes count it. */
    String key();
}
