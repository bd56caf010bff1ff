package id.kezbek.loyalty.ladder;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Replaces the tier programme after a second person's approval. The new programme applies from the next purchase on, in
 * every process.
 */
@Component
public class ChangeLadderAct extends NamedAct<ChangeLadderAct.Arguments> {

    /** @param base the number of the version on which the change is based */
    public record Arguments(int base, List<TierTerms> tiers) {

        public Arguments {
            tiers = List.copyOf(tiers);
        }
    }

    private final Tiers tiers;
    private final DataVersions versions;

    ChangeLadderAct(Tiers tiers, DataVersions versions) {
        super("CHANGE_TIERS", Arguments.class, Role.ADMIN, Role.OPERATIONS);
        this.tiers = tiers;
        this.versions = versions;
    }

    @Override
    public String subject(Arguments arguments) {
        return "tiers";
    }

    @Override
    public String words(Arguments arguments) {
        return "the tier programme becomes version " + (arguments.base() + 1) + " on: "
                + arguments.tiers().stream().map(ChangeLadderAct::words).collect(Collectors.joining("; "));
    }

    @Override
    public Optional<Arguments> before(Arguments arguments) {
        versions.refresh();
        return Optional.of(new Arguments(
                arguments.base(), tiers.inForce().stream().map(TierTerms::of).toList()));
    }

    @Override
    public void check(Arguments arguments) {
        versions.refresh();
        int inForce = tiers.version();
        if (inForce != arguments.base()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "version " + inForce + " of the tier programme is now in force; make a new proposal based on it");
        }
        requireNoFaults(arguments.tiers());
        if (tiers.inForce().equals(proposed(arguments))) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the tier programme already has these values");
        }
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        return LadderCheck.warnings(tiers.inForce(), arguments.tiers());
    }

    /**
     * The changes that the proposal makes to each tier in force.
     *
     * @throws Refusal BAD_PAYLOAD for an invalid field
     */
    public List<LadderFinding> findings(List<TierTerms> proposed) {
        versions.refresh();
        requireNoFaults(proposed);
        return LadderCheck.findings(tiers.inForce(), proposed);
    }

    private void requireNoFaults(List<TierTerms> proposed) {
        List<Refusal.FieldError> faults = LadderCheck.faults(tiers.inForce(), proposed);
        if (!faults.isEmpty()) {
            throw Refusal.badFields(faults);
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        tiers.replace(
                proposed(arguments),
                new LadderVersion.Change(decision.proposedBy(), decision.approvedBy(), decision.reason()));
    }

    private static List<Tier> proposed(Arguments arguments) {
        return arguments.tiers().stream().map(TierTerms::tier).toList();
    }

    private static String words(TierTerms tier) {
        String rewards = tier.rewards().isEmpty()
                ? "no reward"
                : tier.rewards().stream()
                        .map(reward -> "at " + reward.count() + " "
                                + Money.rupiah(reward.amount()).inWords())
                        .collect(Collectors.joining(", "));
        String called = tier.name() == null ? "" : " (" + tier.name() + ")";
        return tier.code() + called + " to " + tier.lastCount() + ", " + tier.lastsDays() + " days, " + rewards;
    }
}
