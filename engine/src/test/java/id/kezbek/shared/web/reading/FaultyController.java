package id.kezbek.shared.web.reading;

import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.web.V1Envelope;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Operations that fail like real ones; tests switch the failures on. */
@RestController
@ConditionalOnProperty("cezbek.test.faulty")
class FaultyController {

    @Allow(anyone = true)
    @GetMapping({"/api/v1/faulty/{kind}", "/api/v2/faulty/{kind}"})
    String fail(@PathVariable String kind) {
        throw switch (kind) {
            case "unexpected" -> new IllegalStateException("the inner workings");
            case "not-found" -> new Refusal(ErrorCode.NOT_FOUND, "no such thing");
            case "field" -> Refusal.badField("amount", "must be above 0");
            default -> new Refusal(ErrorCode.NO_CASHBACK, "no cashback for the given value");
        };
    }

    @Allow(anyone = true)
    @KeyedByReference
    @PostMapping({"/api/v1/faulty", "/api/v2/faulty"})
    V1Envelope<Integer> size(@RequestBody(required = false) byte[] body) {
        return V1Envelope.ok(body == null ? 0 : body.length);
    }

    @GetMapping("/api/v2/nobody")
    String nobody() {
        return "nobody may read this";
    }
}
