package id.kezbek.limits.permits;

import id.kezbek.shared.PartnerId;

/** A group of callers that share one limit. */
public sealed interface LimitedCaller {

    /** A partner's systems and people. */
    record OfPartner(PartnerId partner) implements LimitedCaller {
        @Override
        public String key() {
            return "partner:" + partner.value();
        }
    }

    /** All requests from one IP address. */
    record AtAddress(String address) implements LimitedCaller {
        @Override
        public String key() {
            return "address:" + address;
        }
    }

    /** Log-ins from one IP address. */
    record SigningInAt(String address) implements LimitedCaller {
        @Override
        public String key() {
            return "sign-in:" + address;
        }
    }

    /** Our own calls to another system. */
    record CallingOut(String system) implements LimitedCaller {
        @Override
        public String key() {
            return "out:" + system;
        }
    }

    /** The key that all processes use to count this group. */
    String key();
}
