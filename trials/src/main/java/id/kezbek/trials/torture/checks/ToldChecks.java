package id.kezbek.trials.torture.checks;

import id.kezbek.trials.torture.calls.Asked;
import id.kezbek.trials.torture.calls.Call;
import id.kezbek.trials.torture.calls.IdText;
import id.kezbek.trials.torture.calls.Told;
import id.kezbek.trials.torture.calls.TopUpCall;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares the responses that callers got with the engine's records. */
final class ToldChecks {

    private static final String SEED = "seed";

    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();
    private final Map<Asked.Key, EngineRows.Purchase> recorded = new HashMap<>();

    private ToldChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * Checks rules that must be true at every moment. The suite lists the requests before it reads the engine's
     * records, so these records must contain the result of each request.
     */
    static List<Violation> always(Evidence evidence) {
        ToldChecks checks = new ToldChecks(evidence);
        checks.eachReferenceIsTakenOnce();
        checks.acknowledgedIsRecorded();
        return checks.found;
    }

    /** Checks rules that must be true when no request is in progress. */
    static List<Violation> atRest(Evidence evidence) {
        ToldChecks checks = new ToldChecks(evidence);
        checks.eachReferenceIsTakenOnce();
        checks.acknowledgedIsRecorded();
        checks.recordedWasAskedFor();
        checks.topUpsAreBookedOnce();
        return checks.found;
    }

    private void eachReferenceIsTakenOnce() {
        Map<Asked.Key, UUID> references = new HashMap<>();
        evidence.rows()
                .references()
                .forEach(row -> references.put(new Asked.Key(row.partner(), row.reference()), row.purchase()));
        for (EngineRows.Purchase purchase : evidence.rows().purchases()) {
            if (recorded.put(purchase.key(), purchase) != null) {
                add(Kind.NOT_ASKED, purchase.key(), "is recorded more than once");
            }
            if (!purchase.id().equals(references.remove(purchase.key()))) {
                add(Kind.LOST, purchase.key(), "the reference belongs to another purchase, or to none");
            }
            int facts = evidence.rows().acceptedFacts().getOrDefault(purchase.id(), 0);
            if (facts != 1) {
                add(Kind.LOST, purchase.key(), "has " + facts + " acceptance events instead of one");
            }
        }
        references.forEach((key, id) ->
                add(Kind.LOST, key, "the reference belongs to purchase " + IdText.of(id) + ", which does not exist"));
    }

    private void acknowledgedIsRecorded() {
        for (Call call : evidence.calls()) {
            if (call.told() instanceof Told.Acknowledged told) {
                EngineRows.Purchase purchase = recorded.get(call.asked().key());
                if (purchase == null) {
                    add(Kind.LOST, call.asked().key(), "was acknowledged as " + told.id() + " but does not exist");
                } else if (!IdText.of(purchase.id()).equals(told.id())) {
                    add(
                            Kind.LOST,
                            call.asked().key(),
                            "was acknowledged as " + told.id() + " but is " + IdText.of(purchase.id()));
                } else if (!isSame(call.asked(), purchase)) {
                    add(Kind.LOST, call.asked().key(), "was acknowledged as " + call.asked() + " but is " + purchase);
                }
            }
        }
    }

    private void recordedWasAskedFor() {
        Map<Asked.Key, Set<Asked>> asked = new HashMap<>();
        evidence.calls()
                .forEach(call -> asked.computeIfAbsent(call.asked().key(), key -> new HashSet<>())
                        .add(call.asked()));
        recorded.forEach((key, purchase) -> {
            if (asked.getOrDefault(key, Set.of()).stream().noneMatch(one -> isSame(one, purchase))) {
                add(Kind.NOT_ASKED, key, "is recorded with values that no caller sent: " + purchase);
            }
        });
    }

    private static boolean isSame(Asked asked, EngineRows.Purchase purchase) {
        return asked.msisdn().equals(purchase.msisdn())
                && asked.wallet().equals(purchase.wallet())
                && asked.quantity() == purchase.quantity()
                && BigDecimal.valueOf(asked.amount()).compareTo(purchase.amount()) == 0
                && Objects.equals(asked.email(), purchase.email());
    }

    private void topUpsAreBookedOnce() {
        Map<String, TopUpCall> asked = new HashMap<>();
        evidence.topUps().forEach(call -> asked.put(call.partner() + " " + call.key(), call));
        Map<String, EngineRows.TopUp> booked = new HashMap<>();
        for (EngineRows.TopUp row : evidence.rows().topUps()) {
            String key = row.partner() + " " + row.key();
            if (booked.put(key, row) != null) {
                add(Kind.FUNDING, null, "top-up " + key + " is booked more than once");
            }
            TopUpCall call = asked.get(key);
            boolean known = row.recordedBy().equals(SEED)
                    || call != null && BigDecimal.valueOf(call.amount()).compareTo(row.amount()) == 0;
            if (!known) {
                add(Kind.FUNDING, null, "top-up " + key + " of " + row.amount() + " was not requested");
            }
        }
        for (TopUpCall call : evidence.topUps()) {
            EngineRows.TopUp row = booked.get(call.partner() + " " + call.key());
            if (call.told() instanceof Told.Acknowledged told
                    && (row == null || !IdText.of(row.id()).equals(told.id()))) {
                add(
                        Kind.FUNDING,
                        null,
                        "top-up " + call.key() + " was acknowledged as " + told.id() + " but is " + row);
            }
        }
    }

    private void add(Kind kind, Asked.@Nullable Key key, String what) {
        found.add(new Violation(kind, key, what));
    }
}
