package id.kezbek.facts;

/**
 * The data of an event. Each kind has one record with an {@link EventKind}, in the root of the module that writes it. A
 * record component with the same name has the same meaning in every record: {@code partnerId} is a partner's number and
 * {@code partnerCode} its code.
 */
public interface Event {}
