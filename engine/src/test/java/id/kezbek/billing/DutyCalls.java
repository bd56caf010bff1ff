package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.Answer;
import id.kezbek.testing.Colleague;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests with which a person performs a duty for a partner.
 *
 * @param partner the partner's code
 */
record DutyCalls(String partner) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A new partner that this person onboards. */
    static DutyCalls onboardedBy(Colleague person) {
        int number = NUMBER.incrementAndGet();
        String code = "DUTY" + number;
        Answer answer = person.post("/api/v2/partners", """
                        {"company":"PT. %1$s","code":"%1$s","email":"%1$s@duties.example","msisdn":"62817%2$06d",
                         "officer":"Officer","address":"Jakarta"}""".formatted(code, number));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return new DutyCalls(code);
    }

    Answer topUpBy(Colleague person) {
        return person.post("/api/v2/partners/" + partner + "/funding/top-ups", """
                        {"amount":{"value":"1000.00","currency":"IDR"},"bank_reference":"DUTIES-%d","reason":"paid in"}""".formatted(NUMBER.incrementAndGet()));
    }

    Answer limitBy(Colleague person) {
        return person.post("/api/v2/partners/" + partner + "/funding/limit", """
                        {"mode":"POSTPAID","limit":{"value":"5000.00","currency":"IDR"},"reason":"by contract"}""");
    }

    Answer reversalBy(Colleague person, String transfer) {
        return person.post("/api/v2/partners/" + partner + "/funding/reversals", """
                        {"transfer":"%s","frees_reference":false,"reason":"booked in error"}""".formatted(transfer));
    }

    Answer ruleBy(Colleague person) {
        return person.post("/api/v2/rules", """
                        {"partner":"%s","quantity_from":1,"amount_from":{"value":"50000.00","currency":"IDR"},
                         "percent":"10","reason":"a campaign"}""".formatted(partner));
    }

    Answer credentialBy(Colleague person) {
        return person.post("/api/v2/partners/" + partner + "/credentials", "{\"reason\":\"yearly rotation\"}");
    }

    Answer settingBy(Colleague person) {
        return person.post("/api/v2/partners/" + partner + "/funding/when-short", """
                        {"setting":"HOLD","reason":"as the partner asked"}""");
    }
}
