package id.kezbek.facts;

import tools.jackson.databind.node.ObjectNode;

/** The events of one module. The module that writes the events declares a bean of this type. */
public interface EventFamily {

    /** A record with an {@link EventKind}, or a sealed interface of such records. */
    Class<? extends Event> type();

    /**
     * Converts the data of an event from an older engine to the current form. The reader has already renamed {@code
     * partner} to {@code partnerId} or {@code partnerCode}.
     *
     * @return whether the data is of this type; false is possible if several kinds share a former name
     */
    default boolean upgrade(Class<? extends Event> type, ObjectNode body) {
        return true;
    }
}
