package id.kezbek.loyalty.ladder;

import id.kezbek.loyalty.Tier;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks a proposed tier programme. Errors use the field names of the proposal. */
final class LadderCheck {

    private LadderCheck() {}

    /** The errors of a proposal. */
    static List<FieldError> faults(List<Tier> inForce, List<TierTerms> proposed) {
        List<FieldError> faults = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < proposed.size(); i++) {
            TierTerms tier = proposed.get(i);
            String place = "tiers[" + i + "].";
            if (!codes.add(tier.code())) {
                faults.add(new FieldError(place + "code", "must not occur twice"));
            }
            if (tier.grade() != i + 1) {
                faults.add(new FieldError(
                        place + "grade", "must be " + (i + 1) + ": grades must start at 1 and have no gaps"));
            }
            faults.addAll(rewards(tier, place));
        }
        inForce.stream()
                .filter(tier -> !codes.contains(tier.code()))
                .forEach(tier -> faults.add(new FieldError(
                        "tiers",
                        "must contain " + tier.code() + " ; a tier cannot be removed because customers have it")));
        return faults;
    }

    /** The warnings for a programme without errors. */
    static List<String> warnings(List<Tier> inForce, List<TierTerms> proposed) {
        List<String> warnings = new ArrayList<>();
        for (TierTerms tier : proposed) {
            if (tier.rewards().isEmpty()) {
                warnings.add(tier.code() + " pays no reward");
            }
            inForce.stream()
                    .filter(before -> before.code().equals(tier.code()))
                    .forEach(before -> warnOfChange(before, tier, warnings));
        }
        return warnings;
    }

    private static List<FieldError> rewards(TierTerms tier, String place) {
        List<FieldError> faults = new ArrayList<>();
        Set<Integer> counts = new HashSet<>();
        for (int i = 0; i < tier.rewards().size(); i++) {
            int count = tier.rewards().get(i).count();
            String field = place + "rewards[" + i + "].count";
            if (!counts.add(count)) {
                faults.add(new FieldError(field, "must not occur twice"));
            }
            if (!Money.rupiah(tier.rewards().get(i).amount()).isWhole()) {
                faults.add(new FieldError(
                        place + "rewards[" + i + "].amount.value",
                        "must be whole rupiah; wallets accept no fractions"));
            }
            if (count > tier.lastCount()) {
                faults.add(new FieldError(field, "must not be more than the tier's last_count, " + tier.lastCount()));
            }
        }
        return faults;
    }

    private static void warnOfRewards(Tier before, TierTerms after, List<String> warnings) {
        for (TierTerms.RewardTerms reward : after.rewards()) {
            Money now = Money.rupiah(reward.amount());
            Money was = before.rewardAt(reward.count());
            if (was.isPositive() && now.compareTo(was.plus(was)) > 0) {
                warnings.add(after.code() + " pays " + now.inWords() + " at " + reward.count()
                        + ", more than twice today's " + was.inWords());
            } else if (!was.isPositive()) {
                warnings.add(after.code() + " pays " + now.inWords() + " at " + reward.count()
                        + "; today it pays nothing there");
            }
        }
    }

    private static void warnOfChange(Tier before, TierTerms after, List<String> warnings) {
        warnOfRewards(before, after, warnings);
        if (after.lastCount() < before.lastCount()) {
            warnings.add(
                    after.code() + " ends at " + after.lastCount() + " instead of " + before.lastCount()
                            + ": customers above the new last count move up with the next purchase and lose the rewards up to the previous last count");
        }
        if (after.lastsDays() != before.lastsDays()) {
            warnings.add(after.code() + " lasts " + after.lastsDays() + " days instead of " + before.lastsDays()
                    + ": current tier periods keep their end");
        }
        if (after.grade() != before.grade()) {
            warnings.add(after.code() + " has the grade " + after.grade() + " instead of " + before.grade()
                    + ": its customers stay in the tier and continue from there");
        }
    }
}
