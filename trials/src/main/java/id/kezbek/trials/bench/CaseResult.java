package id.kezbek.trials.bench;

import java.util.OptionalLong;

/**
 * The result of a case, or of the floor, over all its rounds.
 *
 * @param engineMicros the engine's processor time; empty if it is unknown
 * @param postgresMicros the processor time of all PostgreSQL processes
 */
public record CaseResult(Measured measured, OptionalLong engineMicros, OptionalLong postgresMicros) {

    /** The empty result, to which rounds are added. */
    public static final CaseResult NOTHING = new CaseResult(Measured.NOTHING, OptionalLong.of(0), OptionalLong.of(0));

    public CaseResult plus(CaseResult other) {
        return new CaseResult(
                measured.plus(other.measured),
                sum(engineMicros, other.engineMicros),
                sum(postgresMicros, other.postgresMicros));
    }

    double ratioTo(CaseResult other) {
        double theirs = other.measured.perSecond();
        return theirs == 0 ? 0 : measured.perSecond() / theirs;
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }
}
