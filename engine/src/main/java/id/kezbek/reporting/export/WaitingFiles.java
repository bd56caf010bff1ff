package id.kezbek.reporting.export;

import id.kezbek.shared.PartnerId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits the files of partners that stay on this process's disk until slow clients have read the files. Without the
 * limit, a partner could fill the disk.
 */
final class WaitingFiles {

    static final int OF_ONE_PARTNER_MAX = 2;
    private static final int OF_ALL_PARTNERS_MAX = 6;

    private final Map<PartnerId, Integer> waiting = new HashMap<>();

    /**
     * Adds a file.
     *
     * @param partner the partner that requested the file; null for staff, because staff have no limit
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if too many files wait
     */
    synchronized void add(@Nullable PartnerId partner) {
        if (partner == null) {
            return;
        }
        int all = waiting.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= OF_ALL_PARTNERS_MAX || waiting.getOrDefault(partner, 0) >= OF_ONE_PARTNER_MAX) {
            throw ConsistentReads.tooMany();
        }
        waiting.merge(partner, 1, Integer::sum);
    }

    synchronized void remove(@Nullable PartnerId partner) {
        if (partner != null) {
            waiting.computeIfPresent(partner, (any, files) -> files == 1 ? null : files - 1);
        }
    }
}
