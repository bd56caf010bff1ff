package id.kezbek.payouts.web;

import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.CallbackKeys;
import id.kezbek.payouts.callback.CallbackVerdict;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.web.reading.Fields;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives providers' callbacks. It requires no log-in, because the signature of the raw body authenticates the caller.
 * Without a valid signature, nothing is parsed, stored or inquired.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class CallbacksController {

    /** The maximum size of a callback. A typical one has some 150 bytes. */
    private static final int BYTES_MAX = 4 * 1024;

    private static final int EXTERNAL_ID_MAX = 64;
    private static final int WORD_MAX = 20;
    private static final int INSTANT_MAX = 40;

    private static final Logger log = LoggerFactory.getLogger(CallbacksController.class);

    /** @param verdict the result, for the provider's developers */
    record Received(CallbackVerdict verdict) {}

    private final CallbackKeys keys;
    private final ReceiveCallback receiveCallback;
    private final MeterRegistry meters;

    CallbacksController(CallbackKeys keys, ReceiveCallback receiveCallback, MeterRegistry meters) {
        this.keys = keys;
        this.receiveCallback = receiveCallback;
        this.meters = meters;
    }

    @PostMapping("/api/callbacks/{provider}")
    @Allow(anyone = true)
    ResponseEntity<Received> receive(
            @PathVariable String provider,
            @RequestHeader(name = "X-Signature", required = false) @Nullable String signature,
            @RequestBody(required = false) byte @Nullable [] sent) {
        byte[] body = sent == null ? new byte[0] : sent;
        String code = signer(provider, signature, body);
        CallbackVerdict verdict = receiveCallback.receive(code, read(code, body), body);
        HttpStatus status = verdict == CallbackVerdict.ACCEPTED ? HttpStatus.ACCEPTED : HttpStatus.OK;
        return ResponseEntity.status(status).body(new Received(verdict));
    }

    private String signer(String provider, @Nullable String signature, byte[] body) {
        try {
            if (body.length > BYTES_MAX) {
                throw new Refusal(ErrorCode.PAYLOAD_TOO_LARGE, "a callback has at most " + BYTES_MAX + " bytes");
            }
            return keys.requireSigned(provider, signature, body);
        } catch (Refusal refused) {
            // Counted but not stored, because anyone could send any number of these.
            meters.counter(
                            "cezbek.payouts.callbacks.unsigned",
                            "reason",
                            refused.code().v2Code())
                    .increment();
            log.debug("Callback rejected before parsing: {}", refused.code());
            throw refused;
        }
    }

    private Callback read(String provider, byte[] body) {
        try {
            return Fields.read(
                    body,
                    fields -> new Callback(
                            fields.text("external_id", EXTERNAL_ID_MAX),
                            status(fields),
                            fields.amount("amount"),
                            instant(fields)));
        } catch (Refusal unreadable) {
            receiveCallback.receiveMalformed(provider, body);
            throw unreadable;
        }
    }

    private static Callback.Status status(Fields fields) {
        String word = fields.text("status", WORD_MAX);
        for (Callback.Status status : Callback.Status.values()) {
            if (status.name().equals(word)) {
                return status;
            }
        }
        fields.fault("status", "must be one of " + Arrays.toString(Callback.Status.values()));
        return Callback.Status.PENDING;
    }

    private static Instant instant(Fields fields) {
        String text = fields.text("at", INSTANT_MAX);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            fields.fault("at", "must be a time, for example 2026-11-22T05:00:00Z");
            return Instant.EPOCH;
        }
    }
}
