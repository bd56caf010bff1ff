package id.kezbek.notifications;

import java.util.List;
import java.util.UUID;

/** The queue through which e-mails leave. It carries ids only: no address ever stands in a queue. */
public interface EmailQueue {

    /**
     * Puts e-mails in the queue.
     *
     * @return those that the queue did not take
     */
    List<UUID> send(List<UUID> emails);
}
