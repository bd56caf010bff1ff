package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.trials.torture.checks.Evidence;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.util.List;

/** Finance finds in a provider's settlement what became of an order and proposes it, operations approve. */
public final class TwoPeople {

    private final StaffClient staff;

    public TwoPeople(StaffClient staff) {
        this.staff = staff;
    }

    /**
     * Resolves every attempt that only people can.
     *
     * @return how many there were
     * @throws id.kezbek.sandbox.client.NoAnswer where the engine does not take it
     */
    public long resolve(Evidence evidence) {
        Evidence.Index index = evidence.index();
        List<EngineRows.Attempt> unknown = evidence.rows().attempts().stream()
                .filter(Evidence::isUnresolvable)
                .toList();
        unknown.forEach(
                attempt -> resolve(index.reference(attempt), index.net(attempt).signum() > 0));
        return unknown.size();
    }

    private void resolve(String attempt, boolean paid) {
        String approval = staff.proposeResolution(attempt, paid, "resolve-" + attempt)
                .orThrow()
                .body()
                .path("id")
                .asString();
        staff.approve(approval, "approve-" + attempt).orThrow();
    }
}
