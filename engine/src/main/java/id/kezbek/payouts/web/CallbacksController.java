package id.kezbek.payouts.web;

import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.CallbackKeys;
import id.kezbek.payouts.callback.CallbackScheme;
import id.kezbek.payouts.callback.CallbackVerdict;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives providers' callbacks. The operation requires no log-in, because the signature of the raw body authenticates
 * the caller. Without a valid signature, nothing is parsed or stored, and no inquiry is made.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class CallbacksController {

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
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte @Nullable [] sent) {
        byte[] body = sent == null ? new byte[0] : sent;
        String code = signer(provider, headers, body);
        CallbackScheme scheme = keys.scheme(code);
        Callback callback = read(scheme, code, body);
        CallbackVerdict verdict = scheme.maxAge()
                .map(maxAge -> receiveCallback.receive(code, callback, body, maxAge))
                .orElseGet(() -> receiveCallback.receive(code, callback, body));
        HttpStatus status = verdict == CallbackVerdict.ACCEPTED ? HttpStatus.ACCEPTED : HttpStatus.OK;
        return ResponseEntity.status(status).body(new Received(verdict));
    }

    private String signer(String provider, HttpHeaders headers, byte[] body) {
        try {
            CallbackScheme scheme = keys.scheme(provider);
            if (body.length > scheme.maxBytes()) {
                throw new Refusal(
                        ErrorCode.PAYLOAD_TOO_LARGE, "a callback has at most " + scheme.maxBytes() + " bytes");
            }
            return keys.requireSigned(provider, headers.getFirst(scheme.header()), body);
        } catch (Refusal refused) {
            // Such requests are counted but not stored, because anyone could send any number of them.
            meters.counter(
                            "cezbek.payouts.callbacks.unsigned",
                            "reason",
                            refused.code().v2Code())
                    .increment();
            log.debug("Callback rejected before parsing: {}", refused.code());
            throw refused;
        }
    }

    private Callback read(CallbackScheme scheme, String provider, byte[] body) {
        try {
            return scheme.read(body);
        } catch (Refusal unreadable) {
            receiveCallback.receiveMalformed(provider, body);
            throw unreadable;
        }
    }
}
