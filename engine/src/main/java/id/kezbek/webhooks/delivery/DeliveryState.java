package id.kezbek.webhooks.delivery;

/** The states of a delivery. */
public enum DeliveryState {
    /** It will be sent, now or at a later time. */
    WAITING,
    /** The endpoint answered with 2xx. */
    DELIVERED,
    /** All attempts failed. It can be sent again on request. */
    FAILED
}
