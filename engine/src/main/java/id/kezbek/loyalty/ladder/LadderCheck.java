package id.kezbek.loyalty.ladder;

import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.ladder.LadderFinding.Kind;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
                        "must contain " + tier.code() + "; a tier cannot be removed, because customers are in it")));
        return faults;
    }

    /** The warnings for a programme that has no errors. */
    static List<String> warnings(List<Tier> inForce, List<TierTerms> proposed) {
        return findings(inForce, proposed).stream().map(LadderFinding::words).toList();
    }

    /** The effects of a programme that has no errors. */
    static List<LadderFinding> findings(List<Tier> inForce, List<TierTerms> proposed) {
        List<LadderFinding> findings = new ArrayList<>();
        for (TierTerms tier : proposed) {
            if (tier.rewards().isEmpty()) {
                findings.add(LadderFinding.noReward(tier.code()));
            }
            inForce.stream()
                    .filter(before -> before.code().equals(tier.code()))
                    .forEach(before -> findChanges(before, tier, findings));
        }
        return findings;
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
                faults.add(new FieldError(field, "must not be higher than the tier's last_count, " + tier.lastCount()));
            }
        }
        return faults;
    }

    private static void findRewards(Tier before, TierTerms after, List<LadderFinding> findings) {
        for (TierTerms.RewardTerms reward : after.rewards()) {
            Money now = Money.rupiah(reward.amount());
            Money was = before.rewardAt(reward.count());
            if (!was.isPositive()) {
                findings.add(LadderFinding.reward(Kind.NEW_REWARD, after.code(), reward.count(), was, now));
            } else if (now.compareTo(was.plus(was)) > 0) {
                findings.add(LadderFinding.reward(Kind.MORE_THAN_TWICE, after.code(), reward.count(), was, now));
            }
        }
    }

    private static void findChanges(Tier before, TierTerms after, List<LadderFinding> findings) {
        findRewards(before, after, findings);
        if (after.lastCount() < before.lastCount()) {
            findings.add(LadderFinding.changed(Kind.ENDS_EARLIER, after.code(), before.lastCount(), after.lastCount()));
        }
        if (after.lastsDays() != before.lastsDays()) {
            findings.add(LadderFinding.changed(Kind.LASTS, after.code(), before.lastsDays(), after.lastsDays()));
        }
        if (!Objects.equals(after.name(), before.name())) {
            findings.add(LadderFinding.named(after.code(), before.name(), after.name()));
        }
        if (after.grade() != before.grade()) {
            findings.add(LadderFinding.changed(Kind.GRADE, after.code(), before.grade(), after.grade()));
        }
    }
}
