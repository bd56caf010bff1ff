package id.kezbek.webhooks.delivery;

/** The states of a delivery. */
public enum DeliveryState {
    /** The delivery will be sent, now or at a later time. */
    WAITING,
    /** The endpoint responded with 2xx. */
    DELIVERED,
    /** All attempts failed. The partner can request that the delivery is sent again. */
    FAILED
}
