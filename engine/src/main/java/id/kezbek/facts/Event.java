package id.kezbek.facts;

/**
 * The data of an event. Each kind of event has one record with an {@link EventKind}. The record is in the root package
 * of the module that writes these events. A record component with the same name has the same meaning in every record:
 * {@code partnerId} is always a partner's numeric id, and {@code partnerCode} is always a partner's code.
 */
public interface Event {}
