package id.kezbek.facts;

import tools.jackson.databind.node.ObjectNode;

/** The events of one module; a bean of the module that writes them. */
public interface EventFamily {

    /** A record with an {@link EventKind}, or a sealed interface of such records. */
    Class<? extends Event> type();

    /**
     * Brings the data of an older engine into the present form. The reader has already renamed {@code partner} to
     * {@code partnerId} or {@code partnerCode}.
     *
     * @return whether the data is of this type, which is the question where kinds share a former name
     */
    default boolean upgrade(Class<? extends Event> type, ObjectNode body) {
        return true;
    }
}
