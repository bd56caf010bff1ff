package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.reading.PayoutArchive;
import java.time.Duration;
import java.time.Instant;

/** A payout that waits for staff or has been open for too long; see {@link PayoutArchive.WaitsFor}. */
record StuckAnswer(
        PayoutAnswer payout,
        @JsonProperty("waits_for") String waitsFor,
        @JsonProperty("age_seconds") long ageSeconds) {

    static StuckAnswer of(PayoutArchive.Stuck stuck, String partner, Instant now) {
        return new StuckAnswer(
                PayoutAnswer.of(stuck.payout(), partner),
                stuck.waitsFor().name(),
                Duration.between(stuck.payout().createdAt(), now).toSeconds());
    }
}
