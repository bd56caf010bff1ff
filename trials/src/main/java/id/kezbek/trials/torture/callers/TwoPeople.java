package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.trials.torture.checks.Evidence;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.util.List;

/**
 * FINANCE finds an order's result in the provider's settlement file and proposes this result; OPERATIONS approves the
 * proposal.
 */
public final class TwoPeople {

    private final StaffClient staff;

    public TwoPeople(StaffClient staff) {
        this.staff = staff;
    }

    /**
     * Resolves all attempts that only staff can resolve.
     *
     * @return the number of these attempts
     * @throws id.kezbek.sandbox.client.NoAnswer if the engine refuses
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
