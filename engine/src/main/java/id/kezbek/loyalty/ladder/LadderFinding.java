package id.kezbek.loyalty.ladder;

import id.kezbek.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * An effect that a proposed tier programme has on one tier.
 *
 * @param count the count of the reward; null if the effect is not about a reward
 * @param was the value in force: a count, days or a grade; null if the effect has no previous value
 * @param amountWas the reward in force; zero if there is no reward, null if the effect is not about a reward
 * @param nameWas the name in force; null if there is no name, or if the effect is not about the name
 */
public record LadderFinding(
        Kind kind,
        String tier,
        @Nullable Integer count,
        @Nullable Integer was,
        @Nullable Integer becomes,
        @Nullable Money amountWas,
        @Nullable Money amountBecomes,
        @Nullable String nameWas,
        @Nullable String nameBecomes) {

    public enum Kind {
        /** The tier pays no reward. */
        NO_REWARD,
        /** A reward is more than twice the reward in force. */
        MORE_THAN_TWICE,
        /** A reward for a count that has no reward in the programme in force. */
        NEW_REWARD,
        /** The last count is lower: customers with a higher count move up with their next purchase. */
        ENDS_EARLIER,
        /** The number of days changes; current tier periods keep their end date. */
        LASTS,
        /** The tier's grade changes; its customers stay in the tier. */
        GRADE,
        /** The tier's name for people changes. */
        NAME
    }

    static LadderFinding noReward(String tier) {
        return new LadderFinding(Kind.NO_REWARD, tier, null, null, null, null, null, null, null);
    }

    static LadderFinding reward(Kind kind, String tier, int count, Money was, Money becomes) {
        return new LadderFinding(kind, tier, count, null, null, was, becomes, null, null);
    }

    static LadderFinding changed(Kind kind, String tier, int was, int becomes) {
        return new LadderFinding(kind, tier, null, was, becomes, null, null, null, null);
    }

    static LadderFinding named(String tier, @Nullable String was, @Nullable String becomes) {
        return new LadderFinding(Kind.NAME, tier, null, null, null, null, null, was, becomes);
    }

    /** The effect as text for the approver. */
    String words() {
        return switch (kind) {
            case NO_REWARD -> tier + " pays no reward";
            case MORE_THAN_TWICE -> pays() + ", more than twice today's " + inWords(amountWas);
            case NEW_REWARD -> pays() + "; today it pays nothing there";
            case ENDS_EARLIER ->
                tier + " ends at " + becomes + " instead of " + was
                        + ": customers above the new last count move up with the next purchase and lose the rewards up to the previous last count";
            case LASTS ->
                tier + " lasts " + becomes + " days instead of " + was + ": current tier periods keep their end";
            case GRADE ->
                tier + " has the grade " + becomes + " instead of " + was
                        + ": its customers stay in the tier and continue at the new grade";
            case NAME -> tier + " is called " + called(nameBecomes) + " instead of " + called(nameWas);
        };
    }

    private String called(@Nullable String name) {
        return name == null ? tier : name;
    }

    private String pays() {
        return tier + " pays " + inWords(amountBecomes) + " at " + count;
    }

    private static String inWords(@Nullable Money amount) {
        return amount == null ? "" : amount.inWords();
    }
}
