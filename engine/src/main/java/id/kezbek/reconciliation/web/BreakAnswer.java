package id.kezbek.reconciliation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.reconciliation.breaks.BreakList;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A difference in API v2. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BreakAnswer(
        String id,
        String provider,
        String kind,
        LocalDate day,
        String state,
        int priority,
        @JsonProperty("age_days") long ageDays,
        String age,
        Amount difference,
        @JsonProperty("at_stake") Amount atStake,
        @Nullable String statement,
        @JsonProperty("line_number") @Nullable Integer lineNumber,
        @Nullable String attempt,
        @Nullable String owner,
        LocalDate due,
        @Nullable String note,
        @JsonProperty("opened_at") Instant openedAt,
        @JsonProperty("ended_at") @Nullable Instant endedAt,
        @Nullable Line line,
        @JsonProperty("our_attempt") @Nullable Candidate ourAttempt,
        @Nullable List<Candidate> candidates) {

    /** A line of the statement, unchanged. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            int number,
            String kind,
            @JsonProperty("our_reference") @Nullable String ourReference,
            @JsonProperty("provider_reference") @Nullable String providerReference,
            @Nullable String msisdn,
            @Nullable String wallet,
            Amount amount,
            Instant at) {

        static Line of(BreakList.Line line) {
            return new Line(
                    line.number(),
                    line.kind(),
                    line.ourReference(),
                    line.providerReference(),
                    line.msisdn(),
                    line.wallet(),
                    Amount.of(line.amount()),
                    line.at());
        }

        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** An attempt in the engine's records: the attempt of the difference, or a candidate for the statement's line. */
    record Candidate(
            String attempt,
            String payout,
            String msisdn,
            String wallet,
            Amount amount,
            Amount fee,
            String state,
            @JsonProperty("started_at") Instant startedAt) {

        static Candidate of(BreakList.Candidate candidate) {
            return new Candidate(
                    Ids.text(candidate.attempt()),
                    Ids.text(candidate.payout()),
                    candidate.msisdn(),
                    candidate.wallet(),
                    Amount.of(candidate.amount()),
                    Amount.of(candidate.fee()),
                    candidate.state(),
                    candidate.startedAt());
        }

        @Override
        public String toString() {
            return "Candidate[" + attempt + "]";
        }
    }

    /** The short form for lists. */
    static BreakAnswer of(Break of, Instant now) {
        return of(of, now, null, null, null);
    }

    static BreakAnswer of(
            Break of,
            Instant now,
            @Nullable Line line,
            @Nullable Candidate ourAttempt,
            @Nullable List<Candidate> candidates) {
        Break.LineKey key = of.line();
        Money difference = of.difference();
        Instant until = of.endedAt() == null ? now : of.endedAt();
        long days = ChronoUnit.DAYS.between(Jakarta.dayOf(of.openedAt()), Jakarta.dayOf(until));
        return new BreakAnswer(
                Ids.text(of.id()),
                of.provider(),
                of.kind().name(),
                of.day(),
                of.state().name(),
                of.priority(),
                days,
                Break.Age.of(days).name(),
                Amount.of(difference),
                Amount.of(difference.below(Money.ZERO) ? difference.negated() : difference),
                key == null ? null : Ids.text(key.file()),
                key == null ? null : key.number(),
                of.attempt() == null ? null : Ids.text(of.attempt()),
                of.owner(),
                of.due(),
                of.note(),
                of.openedAt(),
                of.endedAt(),
                line,
                ourAttempt,
                candidates);
    }

    @Override
    public String toString() {
        return "BreakAnswer[" + id + "]";
    }
}
